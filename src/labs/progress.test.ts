import { describe, expect, test } from "vitest";
import type { Lab, LabStep } from "./model.ts";
import {
  currentStep,
  NO_PROGRESS,
  passStep,
  progressIn,
  reviveProgress,
  stepLines,
  typedCommands,
} from "./progress.ts";

const step = (id: string, commands: readonly string[] = []): LabStep => ({
  id,
  title: id,
  label: id,
  text: "",
  check: "",
  commands: commands.map((run) => ({ run })),
  question: undefined,
});
const [a, b, c] = [step("a"), step("b"), step("c")];
const lab: Lab = { id: "lab", title: "Lab", subtitle: "", steps: [a, b, c] };

/** After a line that made the moment after it. */
const after = (line: number) => ({ moment: line + 1, line });
const moments = (...all: number[]) => all.map((moment) => ({ moment }));

describe("progress", () => {
  test("goes to the first step that has not passed", () => {
    expect(currentStep(lab, NO_PROGRESS)).toBe(a);
    expect(currentStep(lab, passStep(NO_PROGRESS, a, after(3)))).toBe(b);
  });

  test("holds in the worlds that its moment led to, and in no other", () => {
    const progress = passStep(passStep(NO_PROGRESS, a, after(0)), b, after(3));
    expect(progressIn(moments(0, 1, 2, 3, 4, 5), progress)).toBe(progress);
    expect(progressIn(moments(0, 1, 2, 3), progress).passed).toEqual({ a: after(0) });
    expect(progressIn(moments(0, 1, 2, 7), progress).passed).toEqual({ a: after(0) });
    expect(progressIn(moments(0), progress).passed).toEqual({});
  });

  test("holds where its moment is too old to be kept, or nothing is known of the world yet", () => {
    const progress = passStep(NO_PROGRESS, a, after(3));
    expect(progressIn(moments(9, 10), progress)).toBe(progress);
    expect(progressIn([], progress)).toBe(progress);
  });

  test("that was saved keeps what fits the lab", () => {
    const saved = { passed: { a: after(1), gone: after(2), b: "x", c: { moment: 1 } }, answers: 7 };
    expect(reviveProgress(lab, saved)).toEqual({ passed: { a: after(1) }, answers: {} });
    expect(reviveProgress(lab, null)).toEqual(NO_PROGRESS);
  });

  test("that was saved before moments were kept stays", () => {
    const { passed } = reviveProgress(lab, { passed: { a: 7 }, answers: {} });
    expect(passed).toEqual({ a: { moment: 0, line: 7 } });
  });

  test("gives each step the lines since the one before", () => {
    const progress = passStep(passStep(NO_PROGRESS, a, after(1)), b, after(4));
    expect(stepLines(lab, progress)).toEqual([
      { step: a, firstLine: 0, lastLine: 1 },
      { step: b, firstLine: 2, lastLine: 4 },
      { step: c, firstLine: 5, lastLine: Infinity },
    ]);
  });
});

describe("a typed line", () => {
  test("marks the command that it is, however its blanks and continuations stand", () => {
    expect(typedCommands(step("s", ["vault  token \\\n  lookup"]), ["vault token lookup "])).toEqual([true]);
  });

  test("marks one of two commands that are the same", () => {
    expect(typedCommands(step("s", ["ls", "ls"]), ["ls"])).toEqual([true, false]);
  });

  test("marks nothing where it is something else", () => {
    expect(typedCommands(step("s", ["ls"]), ["ls -l"])).toEqual([false]);
  });
});
