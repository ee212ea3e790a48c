import { expect, test } from "vitest";
import { readSpan } from "./read-span.ts";

const NOW_MS = Date.UTC(2026, 10, 26);

test("any span that Go writes moves the clock on", () => {
  expect(readSpan("36h30m", NOW_MS)).toEqual({ seconds: 131_400 });
  expect(readSpan(" 1h 30m ", NOW_MS)).toEqual({ seconds: 5400 });
  expect(readSpan("1.5s", NOW_MS)).toEqual({ seconds: 1.5 });
});

test("what is none is said to be none, and what would do", () => {
  const problem = (text: string) => readSpan(text, NOW_MS).problem;
  expect(problem("")).toBe("Type how far, such as 36h30m.");
  expect(problem("90")).toBe("“90” is no span of time. It needs a unit, as in 36h30m.");
  expect(problem("3 weeks")).toBe("“3 weeks” is no span of time. Units are h, m and s, as in 36h30m.");
  expect(problem("-1h")).toBe("The clock only goes on. Undo goes back.");
  expect(problem("0s")).toBe("That is no time at all.");
  expect(problem("100000000h")).toBe("That is past the year 9999.");
  expect(problem("2000000h")).toBeUndefined();
  expect(readSpan("2000000h", Date.UTC(9900, 1, 1)).problem).toBe("That is past the year 9999.");
});
