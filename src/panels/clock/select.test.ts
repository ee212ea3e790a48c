import { describe, expect, test } from "vitest";
import { CREATED_MS, exampleToken, exampleWorld, NOW_MS } from "../shared/example-world.ts";
import { futureX, NEXT_KEPT, nextExpiryText, ruleSummary, selectEnds, selectNextToEnd, selectScale } from "./select.ts";

const FRAME = { widthPx: 1163, nowPx: 696 };
const PHONE = { widthPx: 390, nowPx: 234 };
const world = exampleWorld();

describe("the future", () => {
  test("runs by logarithm from a minute to 32 days, and keeps its order", () => {
    const spans = [0, 30, 60, 600, 3600, 86_400, 2_764_800];
    const places = spans.map((seconds) => futureX(seconds, FRAME));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(futureX(600, FRAME) - futureX(60, FRAME)).toBeCloseTo(futureX(6000, FRAME) - futureX(600, FRAME));
    expect(futureX(1e9, FRAME)).toBe(futureX(2_764_800, FRAME));
  });
  test("a phone's scale drops labels that would touch, and keeps its last", () => {
    const labels = selectScale(PHONE).filter(({ label }) => label !== undefined);
    expect(labels.at(-1)?.label).toBe("32 d");
    labels.slice(1).forEach(({ x }, index) => expect(x - labels[index]!.x).toBeGreaterThanOrEqual(40));
  });
  test("the tokens that end next, soonest first, no more than are kept", () => {
    const many = Array.from({ length: 200 }, (_, index) =>
      exampleToken({ key: `t${index}`, expiresAtMs: CREATED_MS + ((index * 7) % 200) }),
    );
    const next = selectNextToEnd(exampleWorld({ tokens: many }).tokens);
    expect(next).toHaveLength(NEXT_KEPT);
    expect(next.map(({ expiresAtMs }) => expiresAtMs! - CREATED_MS)).toEqual(
      Array.from({ length: NEXT_KEPT }, (_, at) => at),
    );
  });
  test("ends on one spot share a stack", () => {
    const stacks = selectEnds(selectNextToEnd(world.tokens), NOW_MS, FRAME);
    expect(stacks.map(({ marks, more }) => marks.length + more)).toEqual([4, 1]);
    const crowd = Array.from({ length: 9 }, (_, index) => exampleToken({ key: `t${index}`, type: "batch" }));
    expect(selectEnds(selectNextToEnd(exampleWorld({ tokens: crowd }).tokens), NOW_MS, FRAME)[0]).toMatchObject({
      more: 9,
      isCut: false,
    });
  });
  test("where more end than are looked at, the last stack may be larger than is said", () => {
    const crowd = Array.from({ length: 200 }, (_, index) => exampleToken({ key: `t${index}`, type: "batch" }));
    const stacks = selectEnds(selectNextToEnd(exampleWorld({ tokens: crowd }).tokens), NOW_MS, FRAME);
    expect(stacks.at(-1)).toMatchObject({ more: NEXT_KEPT - 4, isCut: true });
  });
});

test("the next expiry in words", () => {
  expect(nextExpiryText(world.clock, NOW_MS)).toBe("17h 59m");
  expect(nextExpiryText({ nowMs: 0, rate: 0, nextExpiryMs: 765 * 3_600_000 }, 0)).toBe("31d 21h");
  expect(nextExpiryText({ nowMs: 0, rate: 0, nextExpiryMs: undefined }, 0)).toBeUndefined();
});

test("the rule is told to who does not see it", () => {
  expect(ruleSummary(world.lines.length, selectNextToEnd(world.tokens), NOW_MS)).toBe(
    "26 commands so far. Next to expire: batch, has a parent hvb.…PB2-Uw, in 17h 59m.",
  );
  expect(ruleSummary(0, [], NOW_MS)).toBe("No command yet. Nothing is going to expire.");
});
