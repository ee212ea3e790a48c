import { describe, expect, test } from "vitest";
import { CREATED_MS, exampleToken, exampleWorld, NOW_MS } from "../shared/example-world.ts";
import {
  futureX,
  NEXT_KEPT,
  nextExpiryText,
  ruleSummary,
  selectBraces,
  selectEnds,
  selectNextToEnd,
  selectPast,
  selectScale,
} from "./select.ts";

const FRAME = { widthPx: 1163, nowPx: 696 };
const PHONE = { widthPx: 390, nowPx: 234 };
const world = exampleWorld();
const past = (frame = FRAME) => selectPast(world.lines, world.tokens, NOW_MS, frame);

describe("the past", () => {
  test("ticks are even, end before now, and are all there where they fit", () => {
    const { ticks, earlier } = past();
    expect([ticks.length, earlier]).toEqual([world.lines.length, 0]);
    expect(ticks.at(-1)!.x).toBeLessThan(FRAME.nowPx - 16);
    expect(ticks[2]!.x - ticks[1]!.x).toBe(ticks[1]!.x - ticks[0]!.x);
  });
  test("what does not fit is counted", () => {
    const { ticks, earlier } = past(PHONE);
    expect(ticks.length + earlier).toBe(world.lines.length);
    expect(ticks[0]!.x).toBeGreaterThan(0);
  });
  test("tall where it wrote or issued, crossed where it was refused, with the vessel that it made or ended", () => {
    const { ticks } = past();
    expect(ticks[2]).toMatchObject({ wrote: true, refused: false, mark: { kind: "service", foot: false } });
    expect(ticks[10]).toMatchObject({ wrote: true, mark: { kind: "revoked" } });
    expect(ticks[11]).toMatchObject({ wrote: false, refused: true, mark: undefined });
    expect(ticks[17]).toMatchObject({ mark: { kind: "batch", foot: true } });
  });
  test("a line that made a token shows it as it was made, though it is revoked since", () => {
    expect(past().ticks[4]?.mark?.kind).toBe("service");
  });
  test("a move of the clock is a break between the lines", () => {
    const { breaks, ticks } = past();
    expect(breaks.map(({ label }) => label)).toEqual(["+6 h"]);
    expect(breaks[0]!.x).toBeGreaterThan(ticks.at(-2)!.x);
    expect(breaks[0]!.x).toBeLessThan(ticks.at(-1)!.x);
  });
  test("braces name the latest step first and never write over each other", () => {
    const groups = [
      { firstLine: 13, lastLine: 13, label: "A rather long name" },
      { firstLine: 14, lastLine: 25, label: "Use one", current: true },
    ];
    expect(selectBraces(past(), groups, FRAME).map(({ label }) => label)).toEqual(["A rather long name", "Use one"]);
    const tight = [...groups.slice(0, 1), { firstLine: 14, lastLine: 14, label: "Another long name" }];
    expect(selectBraces(past(), tight, FRAME).map(({ label }) => label)).toEqual(["", "Another long name"]);
  });
});

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
    });
  });
});

test("the next expiry in words", () => {
  expect(nextExpiryText(world.clock, NOW_MS)).toBe("17h 59m");
  expect(nextExpiryText({ nowMs: 0, rate: 0, nextExpiryMs: 765 * 3_600_000 }, 0)).toBe("31d 21h");
  expect(nextExpiryText({ nowMs: 0, rate: 0, nextExpiryMs: undefined }, 0)).toBeUndefined();
});

test("the rule is told to who does not see it", () => {
  expect(ruleSummary(past(), selectNextToEnd(world.tokens), NOW_MS)).toBe(
    "26 commands so far. Next to expire: batch, has a parent hvb.…PB2-Uw, in 17h 59m.",
  );
  expect(ruleSummary({ ticks: [], breaks: [], earlier: 0 }, [], NOW_MS)).toBe(
    "No command yet. Nothing is going to expire.",
  );
});
