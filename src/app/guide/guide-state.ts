import { currentStep, stepLines, typedCommands } from "../../labs/index.ts";
import type { Lab, LabProgress, LabStep } from "../../labs/index.ts";
import type { LineRecord } from "../../simulation/index.ts";

/** The lab beside the terminal, as far as it has come. */
export type GuideState =
  | { readonly status: "loading" }
  | { readonly status: "failed"; readonly problems: readonly string[] }
  | OpenGuide;

export interface OpenGuide {
  readonly status: "open";
  readonly lab: Lab;
  /** What holds in the world as it is. */
  readonly progress: LabProgress;
  /** What was ever passed, also in what is undone. */
  readonly kept: LabProgress;
  /** What the check of each step printed last. */
  readonly said: Readonly<Record<string, string>>;
}

/** Which of a step's commands were typed while it was the open one. */
export function typedInStep(guide: OpenGuide, step: LabStep, lines: readonly LineRecord[]): readonly boolean[] {
  const span = stepLines(guide.lab, guide.progress).find((entry) => entry.step === step);
  if (span === undefined) return step.commands.map(() => false);
  const inSpan = lines.filter(({ index }) => index >= span.firstLine && index <= span.lastLine);
  return typedCommands(
    step,
    inSpan.map(({ text }) => text),
  );
}

/** The first command of the current step that was not typed yet. */
export function nextCommand(guide: GuideState, lines: readonly LineRecord[]): string | undefined {
  if (guide.status !== "open") return undefined;
  const step = currentStep(guide.lab, guide.progress);
  return step?.commands[typedInStep(guide, step, lines).indexOf(false)]?.run;
}

/** A lab step over the lines that it took, for the timeline. */
export interface StepGroup {
  readonly firstLine: number;
  readonly lastLine: number;
  readonly label: string;
  readonly current: boolean;
}

export function stepGroups(guide: GuideState): readonly StepGroup[] {
  if (guide.status !== "open") return [];
  return stepLines(guide.lab, guide.progress).map(({ step, firstLine, lastLine }) => ({
    firstLine,
    lastLine,
    label: step.label,
    current: lastLine === Infinity,
  }));
}
