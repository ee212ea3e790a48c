import type { Step } from "../simulation/index.ts";
import type { Lab, LabStep } from "./model.ts";

/** Where in time a step passed. */
export interface Passing {
  /** The moment that the world stood at. */
  readonly moment: number;
  /** The index of the last line before it, or -1 where there was none. */
  readonly line: number;
}

/** How far someone is in a lab. A step that passed stays passed, in every world that the moment leads to. */
export interface LabProgress {
  readonly passed: Readonly<Record<string, Passing>>;
  /** For each question that was answered: the place of the choice. */
  readonly answers: Readonly<Record<string, number>>;
}

/** The moment before the first line. */
const BEGINNING = 0;

export const NO_PROGRESS: LabProgress = { passed: {}, answers: {} };

export function isPassed(progress: LabProgress, step: LabStep): boolean {
  return Object.hasOwn(progress.passed, step.id);
}

/** The first step that has not passed; undefined when all have. */
export function currentStep(lab: Lab, progress: LabProgress): LabStep | undefined {
  return lab.steps.find((step) => !isPassed(progress, step));
}

/** The step passed here, wherever else it passed before. */
export function passStep(progress: LabProgress, step: LabStep, passing: Passing): LabProgress {
  return { ...progress, passed: { ...progress.passed, [step.id]: passing } };
}

/**
 * What of all progress holds in the world that these steps led to, the oldest that is kept first: a step of the lab that passed in
 * what was undone, or in another branch, has not passed. Of a world that nothing is known of yet, all holds.
 */
export function progressIn(steps: readonly Pick<Step, "moment">[], progress: LabProgress): LabProgress {
  const oldest = steps[0]?.moment;
  if (oldest === undefined) return progress;
  const moments = new Set(steps.map(({ moment }) => moment));
  const passed = Object.entries(progress.passed).filter(([, { moment }]) => moment < oldest || moments.has(moment));
  return passed.length === Object.keys(progress.passed).length
    ? progress
    : { ...progress, passed: Object.fromEntries(passed) };
}

export function answerQuestion(progress: LabProgress, step: LabStep, choice: number): LabProgress {
  return { ...progress, answers: { ...progress.answers, [step.id]: choice } };
}

/** Progress as it was saved, less what does not fit the lab any more. */
export function reviveProgress(lab: Lab, saved: unknown): LabProgress {
  return {
    passed: fitting(lab, field(saved, "passed"), asPassing),
    answers: fitting(lab, field(saved, "answers"), asIndex),
  };
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
    const lastLine = progress.passed[step.id]?.line;
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

function fitting<Value>(
  lab: Lab,
  saved: unknown,
  read: (value: unknown) => Value | undefined,
): Readonly<Record<string, Value>> {
  const kept: Record<string, Value> = {};
  for (const { id } of lab.steps) {
    const value = read(field(saved, id));
    if (value !== undefined) kept[id] = value;
  }
  return kept;
}

function asIndex(value: unknown): number | undefined {
  return typeof value === "number" && Number.isInteger(value) ? value : undefined;
}

function asPassing(value: unknown): Passing | undefined {
  // Once only the line was kept: such a step stays passed wherever the world is.
  const before = asIndex(value);
  if (before !== undefined) return { moment: BEGINNING, line: before };
  const [moment, line] = [asIndex(field(value, "moment")), asIndex(field(value, "line"))];
  return moment === undefined || line === undefined ? undefined : { moment, line };
}
