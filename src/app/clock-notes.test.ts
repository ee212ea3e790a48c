import { expect, test } from "vitest";
import { ClockNotes, jumpText } from "./clock-notes.ts";

const clock = (nowMs: number) => ({ clock: { nowMs, rate: 1 as const, nextExpiryMs: undefined } });

test("a jump that was asked for is told once, with how far and to when", () => {
  const said: string[] = [];
  const notes = new ClockNotes((text) => said.push(text));
  const startMs = Date.UTC(2026, 10, 23, 22, 12, 9);
  notes.follow(clock(startMs));
  notes.expectJump();
  notes.follow(clock(startMs + 6 * 3_600_000));
  notes.follow(clock(startMs + 7 * 3_600_000));
  expect(said).toEqual(["Clock moved 6 h, to 24 Nov 04:12:09"]);
});

test("a jump of so many seconds is told as that, however old the reading before it is", () => {
  const said: string[] = [];
  const notes = new ClockNotes((text) => said.push(text));
  notes.follow(clock(0));
  notes.expectJump(3600);
  notes.follow(clock(1100));
  notes.follow(clock(3_601_900));
  expect(said).toEqual(["Clock moved 1 h, to 01 Jan 01:00:01"]);
});

test("the clock's own running is not told", () => {
  const said: string[] = [];
  const notes = new ClockNotes((text) => said.push(text));
  notes.follow(clock(0));
  notes.follow(clock(90_000_000));
  notes.follow({});
  expect(said).toEqual([]);
});

test.each([
  [61, "1 min 1 s"],
  [3600, "1 h"],
  [86_400 * 31 + 23 * 3600 + 59 * 60, "31 d 23 h"],
])("a span of %d seconds is told in its two largest parts", (seconds, text) => {
  expect(jumpText(0, seconds * 1000)).toContain(`Clock moved ${text}, to `);
});
