import type { Lab, LabStep } from "./model.ts";

/** How far someone is in a lab. A step that passed once stays passed. */
export interface LabProgress {
  /** For each step that passed: the index of the line that made it pass, or -1 where none did. */
  readonly passed: Readonly<Record<string, number>>;
  /** For each question that was answered: the place of the choice. */
  readonly answers: Readonly<Record<string, number>>;
}

export const NO_PROGRESS: LabProgress = { passed: {}, answers: {} };

export function isPassed(progress: LabProgress, step: LabStep): boolean {
  return Object.hasOwn(progress.passed, step.id);
}

/** The first step that has not passed; undefined when all have. */
export function currentStep(lab: Lab, progress: LabProgress): LabStep | undefined {
  return lab.steps.find((step) => !isPassed(progress, step));
}

export function passStep(progress: LabProgress, step: LabStep, lineIndex: number): LabProgress {
  if (isPassed(progress, step)) return progress;
  return { ...progress, passed: { ...progress.passed, [step.id]: lineIndex } };
}

export function answerQuestion(progress: LabProgress, step: LabStep, choice: number): LabProgress {
  return { ...progress, answers: { ...progress.answers, [step.id]: choice } };
}

/** Progress as it was saved, less what does not fit the lab any more. */
export function reviveProgress(lab: Lab, saved: unknown): LabProgress {
  return { passed: numbers(lab, field(saved, "passed")), answers: numbers(lab, field(saved, "answers")) };
}

/** The lines, by index, that a step took: from after the last step that passed before it to the line that made it pass. */
export interface StepLines {
  readonly step: LabStep;
  readonly firstLine: number;
  /** Infinity for the step that is still open. */
  readonly lastLine: number;
}

/** The steps over the lines they took, as far as the lab has come. */
export function stepLines(lab: Lab, progress: LabProgress): readonly StepLines[] {
  const open = currentStep(lab, progress);
  const spans: StepLines[] = [];
  let firstLine = 0;
  for (const step of lab.steps) {
    const lastLine = progress.passed[step.id];
    if (lastLine === undefined) {
      if (step === open) spans.push({ step, firstLine, lastLine: Infinity });
      continue;
    }
    if (lastLine < firstLine) continue;
    spans.push({ step, firstLine, lastLine });
    firstLine = lastLine + 1;
  }
  return spans;
}

/** Which of a step's commands were typed, in order: a command that stands twice needs two lines. */
export function typedCommands(step: LabStep, typed: readonly string[]): readonly boolean[] {
  const done = step.commands.map(() => false);
  const wanted = step.commands.map(({ run }) => plainCommand(run));
  for (const line of typed) {
    const plain = plainCommand(line);
    const at = wanted.findIndex((command, index) => done[index] === false && command === plain);
    if (at >= 0) done[at] = true;
  }
  return done;
}

/** A command without what the shell reads over: line continuations and runs of blanks. */
function plainCommand(text: string): string {
  return text.replaceAll(/\\\n/g, " ").replaceAll(/\s+/g, " ").trim();
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function numbers(lab: Lab, saved: unknown): Readonly<Record<string, number>> {
  const kept: Record<string, number> = {};
  for (const { id } of lab.steps) {
    const value = field(saved, id);
    if (typeof value === "number" && Number.isInteger(value)) kept[id] = value;
  }
  return kept;
}
