import {
  answerQuestion,
  currentStep,
  loadLab,
  loadLabIndex,
  passStep,
  reviveProgress,
  type LabProgress,
  type LabStep,
  type ReadText,
} from "../../labs/index.ts";
import { liveWorld, type AppStore } from "../store.ts";
import type { OpenGuide } from "./guide-state.ts";

export interface GuideConfig {
  readonly store: AppStore;
  /** Runs a check script on the workstation, out of sight. */
  readonly check: (script: string) => Promise<{ readonly exitCode: number; readonly output: string }>;
  /** Reads a file of the labs' folder. */
  readonly read: ReadText;
  readonly progress: ProgressKeeper;
}

/** Where progress lasts over a reload. It belongs to a session: another world has other steps done. */
export interface ProgressKeeper {
  read(labId: string, session: string): unknown;
  write(labId: string, session: string, progress: LabProgress): void;
}

export interface Guide {
  /** Looks whether the current step is done: after each line. */
  lineEnded(): void;
  /** A new session began: nothing is done in it. */
  sessionChanged(): void;
  answer(step: LabStep, choice: number): void;
}

/** What a check may say: it is read, not scrolled. */
const MOST_REASON_CHARACTERS = 600;

/** Loads the first lab that the host offers, and keeps `guide` in the store what it is. */
export async function openGuide(config: GuideConfig): Promise<Guide> {
  const { store, read } = config;
  const index = await loadLabIndex(read);
  const first = index.ok ? index.value.labs[0] : undefined;
  const lab = first === undefined ? undefined : await loadLab(first.id, read);
  if (lab?.ok === true) {
    const progress = reviveProgress(lab.value, config.progress.read(lab.value.id, store.getState().session.id));
    store.setState({ guide: { status: "open", lab: lab.value, progress, said: {} } });
  } else {
    const problems = lab?.problems ?? (index.ok ? ["index.json: names no lab"] : index.problems);
    store.setState({ guide: { status: "failed", problems } });
  }
  return new GuideController(config);
}

class GuideController implements Guide {
  readonly #config: GuideConfig;
  #isAsking = false;
  #asksAgain = false;

  constructor(config: GuideConfig) {
    this.#config = config;
  }

  lineEnded(): void {
    if (this.#isAsking) this.#asksAgain = true;
    else void this.#ask();
  }

  sessionChanged(): void {
    const guide = this.#open();
    if (guide === undefined) return;
    const { session } = this.#config.store.getState();
    const progress = reviveProgress(guide.lab, this.#config.progress.read(guide.lab.id, session.id));
    this.#config.store.setState({ guide: { ...guide, progress, said: {} } });
  }

  answer(step: LabStep, choice: number): void {
    const guide = this.#open();
    if (guide !== undefined) this.#save({ ...guide, progress: answerQuestion(guide.progress, step, choice) });
  }

  async #ask(): Promise<void> {
    const guide = this.#open();
    const step = guide && currentStep(guide.lab, guide.progress);
    if (step === undefined) return;
    const { session } = this.#config.store.getState();
    this.#isAsking = true;
    const result = await this.#config.check(step.check);
    this.#isAsking = false;
    // What was asked of one world says nothing of the next.
    if (this.#config.store.getState().session.id === session.id) this.#judge(step, result.exitCode, result.output);
    if (!this.#asksAgain) return;
    this.#asksAgain = false;
    void this.#ask();
  }

  #judge(step: LabStep, exitCode: number, output: string): void {
    const guide = this.#open();
    if (guide === undefined) return;
    const said = { ...guide.said, [step.id]: output.trim().slice(0, MOST_REASON_CHARACTERS) };
    if (exitCode !== 0) {
      this.#config.store.setState({ guide: { ...guide, said } });
      return;
    }
    const lineIndex = liveWorld(this.#config.store.getState()).lines.at(-1)?.index ?? -1;
    const progress = passStep(guide.progress, step, lineIndex);
    this.#save({ ...guide, progress, said });
    const next = currentStep(guide.lab, progress);
    const number = guide.lab.steps.findIndex(({ id }) => id === step.id) + 1;
    this.#config.store.setState({
      announcement: `Step ${number}, ${step.title}, is done. ${next === undefined ? "That was the last step." : `Next: ${next.title}.`}`,
    });
  }

  #save(guide: OpenGuide): void {
    const { store, progress } = this.#config;
    store.setState({ guide });
    progress.write(guide.lab.id, store.getState().session.id, guide.progress);
  }

  #open(): OpenGuide | undefined {
    const { guide } = this.#config.store.getState();
    return guide.status === "open" ? guide : undefined;
  }
}
