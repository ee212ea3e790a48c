import { describe, expect, test } from "vitest";
import type { Lab, LabStep } from "./model.ts";
import { currentStep, NO_PROGRESS, passStep, reviveProgress, stepLines, typedCommands } from "./progress.ts";

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

describe("progress", () => {
  test("goes to the first step that has not passed", () => {
    expect(currentStep(lab, NO_PROGRESS)).toBe(a);
    expect(currentStep(lab, passStep(NO_PROGRESS, a, 3))).toBe(b);
  });

  test("keeps the line at which a step passed first", () => {
    expect(passStep(passStep(NO_PROGRESS, a, 3), a, 9).passed).toEqual({ a: 3 });
  });

  test("that was saved keeps what fits the lab", () => {
    const saved = { passed: { a: 1, gone: 2, b: "x" }, answers: 7 };
    expect(reviveProgress(lab, saved)).toEqual({ passed: { a: 1 }, answers: {} });
    expect(reviveProgress(lab, null)).toEqual(NO_PROGRESS);
  });

  test("gives each step the lines since the one before", () => {
    const progress = passStep(passStep(NO_PROGRESS, a, 1), b, 4);
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
