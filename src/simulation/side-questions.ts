import { aside } from "./aside.ts";
import type { AsideParts } from "./aside.ts";
import { runCheck } from "./check.ts";
import type { CheckWorld } from "./check.ts";
import type { CheckAnswer, FromSimulation, ToSimulation } from "./protocol.ts";
import type { Workstation } from "../workstation/index.ts";

type Asked = Extract<ToSimulation, { kind: "complete" | "check" }>;
type Completing = Extract<Asked, { kind: "complete" }>;
type Checking = Extract<Asked, { kind: "check" }>;

export interface SideQuestionsConfig {
  readonly parts: () => AsideParts & { readonly workstation: Workstation };
  readonly checkWorld: () => CheckWorld;
  /** Where the world stands. */
  readonly standing: () => Pick<CheckAnswer, "moment" | "line">;
  readonly send: (message: FromSimulation) => void;
}

/** What is asked besides the lines, and waits for its turn: completions go before checks. */
export class SideQuestions {
  private readonly config: SideQuestionsConfig;
  private readonly completions: Completing[] = [];
  private readonly checks: Checking[] = [];

  constructor(config: SideQuestionsConfig) {
    this.config = config;
  }

  add(question: Asked): void {
    if (question.kind === "complete") this.completions.push(question);
    else this.checks.push(question);
  }

  get isAsked(): boolean {
    return this.completions.length > 0 || this.checks.length > 0;
  }

  /** Nothing is completed while a line runs: what is typed then is not for the shell yet. */
  refuseCompletions(): void {
    for (const { requestId, cursor, terminal } of this.completions.splice(0)) {
      const completion = { from: cursor, to: cursor, candidates: [] };
      this.config.send({ kind: "completions", requestId, completion, ...(terminal && { terminal }) });
    }
  }

  /** The answer to the next question; it leaves no trace. */
  async answerNext(): Promise<FromSimulation | undefined> {
    const completing = this.completions.shift();
    if (completing !== undefined) return this.complete(completing);
    const checking = this.checks.shift();
    return checking && this.check(checking);
  }

  private async complete({ requestId, text, cursor, terminal }: Completing): Promise<FromSimulation> {
    const parts = this.config.parts();
    const completion = await aside(parts, () => parts.workstation.complete(text, cursor, terminal));
    return { kind: "completions", requestId, completion, ...(terminal && { terminal }) };
  }

  private async check({ requestId, script }: Checking): Promise<FromSimulation> {
    const { parts, checkWorld } = this.config;
    const result = await aside(parts(), () => runCheck(script, checkWorld()));
    return { kind: "checked", requestId, ...result, ...this.config.standing() };
  }
}
