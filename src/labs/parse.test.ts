import { describe, expect, test } from "vitest";
import { LAB_LIMITS } from "./model.ts";
import { parseLabIndex, parseLabPlan } from "./parse.ts";

const STEP = { id: "a", title: "A", label: "A", text: "a.md", check: "a.sh", commands: ["ls"] };
const LAB = { format: 1, id: "lab", title: "Lab", subtitle: "Sub", steps: [STEP] };
const problemsOf = (lab: unknown): readonly string[] => {
  const parsed = parseLabPlan(JSON.stringify(lab));
  return parsed.ok ? [] : parsed.problems;
};

describe("lab.json", () => {
  test("is read where it is right", () => {
    expect(problemsOf(LAB)).toEqual([]);
  });

  test("may write a command as the lines that are typed", () => {
    const parsed = parseLabPlan(JSON.stringify({ ...LAB, steps: [{ ...STEP, commands: [["a \\", "b"]] }] }));
    expect(parsed.ok && parsed.value.steps[0]?.commands).toEqual([{ run: "a \\\nb" }]);
  });

  test.each([
    ["is no JSON", "{", "lab.json: is no JSON"],
    [
      "is too large",
      `"${"x".repeat(LAB_LIMITS.jsonCharacters)}"`,
      `lab.json: may have at most ${LAB_LIMITS.jsonCharacters} characters`,
    ],
  ])("that %s is refused", (_, text, problem) => {
    const parsed = parseLabPlan(text);
    expect(parsed.ok ? [] : parsed.problems).toEqual([expect.stringContaining(problem)]);
  });

  test.each([
    ["of another format", { ...LAB, format: 2 }, "lab.json.format: must be 1"],
    ["with a field that is not known", { ...LAB, colour: "red" }, "lab.json.colour: is not known here"],
    ["without steps", { ...LAB, steps: [] }, "steps: needs at least 1, has 0"],
    [
      "with too many steps",
      { ...LAB, steps: Array.from({ length: LAB_LIMITS.steps + 1 }, (_, at) => ({ ...STEP, id: `s${at}` })) },
      "steps: may have at most",
    ],
    ["with a step twice", { ...LAB, steps: [STEP, STEP] }, 'steps: has "a" twice'],
    ["with a file outside its folder", { ...LAB, steps: [{ ...STEP, text: "../x" }] }, "steps[0].text: may hold"],
    ["with a hidden file", { ...LAB, steps: [{ ...STEP, check: ".x" }] }, "steps[0].check: may hold"],
    ["with an escape in a command", { ...LAB, steps: [{ ...STEP, commands: ["a\u001B[2J"] }] }, "control characters"],
    ["with a carriage return in a command", { ...LAB, steps: [{ ...STEP, commands: ["a\rb"] }] }, "control characters"],
    ["with a title of no text", { ...LAB, title: 7 }, "title: must be a text"],
    [
      "with a question that has no right choice",
      {
        ...LAB,
        steps: [
          {
            ...STEP,
            question: { text: "?", choices: ["x", "y"].map((label) => ({ label, right: false, answer: "no" })) },
          },
        ],
      },
      "steps[0].question.choices: needs one that is right",
    ],
  ])("%s is refused, and told where", (_, lab, problem) => {
    expect(problemsOf(lab)).toEqual([expect.stringContaining(problem)]);
  });

  test("is told all that is wrong with it at once", () => {
    expect(problemsOf({ format: 1, steps: [{}] }).length).toBeGreaterThan(5);
  });
});

describe("index.json", () => {
  test("names each lab once", () => {
    const entry = { id: "a", title: "A" };
    expect(parseLabIndex(JSON.stringify({ format: 1, labs: [entry] }))).toEqual({ ok: true, value: { labs: [entry] } });
    expect(parseLabIndex(JSON.stringify({ format: 1, labs: [entry, entry] })).ok).toBe(false);
  });
});
