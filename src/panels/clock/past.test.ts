import { describe, expect, test } from "vitest";
import { exampleWorld, NOW_MS } from "../shared/example-world.ts";
import type { LineRecord, Step } from "../world.ts";
import { selectBraces, selectCounts, selectPast, type PastTick } from "./past.ts";

const FRAME = { widthPx: 1163, nowPx: 696 };
const PHONE = { widthPx: 390, nowPx: 234 };
const world = exampleWorld();
const steps: readonly Step[] = [
  { moment: 0, text: "", atMs: NOW_MS },
  ...world.lines.map((line, index) => ({ moment: index + 1, text: line.text, atMs: line.atMs, line })),
];
const slice = { lines: world.lines, tokens: world.tokens, nowMs: NOW_MS, steps, undone: [] };
const past = (frame = FRAME) => selectPast(slice, frame);

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

describe("moments on the rule", () => {
  test("stand at their ticks, the beginning before the first, a move of the clock between two", () => {
    const moved = [...steps.slice(0, 4), { moment: 99, text: "clock +1h", atMs: NOW_MS }, ...steps.slice(4)];
    const { stops, ticks } = selectPast({ ...slice, steps: moved }, FRAME);
    const xOf = (moment: number) => stops.find(({ step }) => step.moment === moment)!.x;
    expect(stops).toHaveLength(moved.length);
    expect(xOf(3)).toBe(ticks[2]!.x);
    expect(xOf(0)).toBeLessThan(ticks[0]!.x);
    expect(xOf(99)).toBeGreaterThan(ticks[2]!.x);
    expect(xOf(99)).toBeLessThan(ticks[3]!.x);
  });
  test("what was undone is ghosted behind where the world stands", () => {
    const lines = world.lines.slice(0, 20);
    const { ticks, hereX } = selectPast({ ...slice, lines, steps: steps.slice(0, 21), undone: steps.slice(21) }, FRAME);
    expect(ticks.map(({ ghost }) => ghost)).toEqual([...lines.map(() => false), ...steps.slice(21).map(() => true)]);
    expect(hereX).toBe(ticks[19]!.x);
    expect(past().hereX).toBeUndefined();
  });
  test("many ghosts leave most of the rule to what is, and are counted", () => {
    const { ticks, moreUndone } = selectPast(
      { ...slice, lines: [], steps: steps.slice(0, 1), undone: steps.slice(1) },
      PHONE,
    );
    expect(ticks.length).toBeGreaterThan(0);
    expect(ticks.length + moreUndone).toBe(world.lines.length);
  });
  test("one that is looked at is in sight, however old or new", () => {
    const lines = Array.from({ length: 3000 }, (_, index): LineRecord => ({ ...world.lines[0]!, index, atMs: NOW_MS }));
    const kept = lines.slice(2500).map((line) => ({ moment: line.index, text: line.text, atMs: NOW_MS, line }));
    for (const looking of [2500, 2700, 2990, 2999]) {
      const { lookX, ticks, earlier, later } = selectPast({ ...slice, lines, steps: kept, looking }, FRAME);
      expect(lookX, String(looking)).toBe(ticks.find(({ line }) => line.index === looking)!.x);
      expect(earlier + ticks.length + later).toBe(3000);
    }
  });
  test("of two counts that would run into each other the later is told", () => {
    const [some] = selectPast(slice, FRAME).ticks;
    const tick = (x: number, marks: number): PastTick => ({ ...(some ?? expect.fail("no tick")), x, marks });
    expect([...selectCounts([tick(0, 6), tick(20, 6), tick(40, 2000)]).values()]).toEqual(["×2000", "×6"]);
    expect([...selectCounts([tick(0, 1)])]).toEqual([]);
  });
  test("an older line that is no longer kept is drawn and is no stop", () => {
    const { stops, ticks } = selectPast({ ...slice, steps: steps.slice(10) }, FRAME);
    expect(ticks).toHaveLength(26);
    expect(stops).toHaveLength(steps.length - 10);
  });
});
