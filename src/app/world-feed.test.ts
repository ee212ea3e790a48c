import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LineRecord, WorldDelta } from "../simulation/index.ts";
import { mergeDeltas, WorldFeed } from "./world-feed.ts";

const line = (index: number): LineRecord => ({
  index,
  text: `line ${index}`,
  atMs: index,
  exitCode: 0,
  issued: [],
  ended: [],
  issuedCount: 0,
  endedCount: 0,
  keysWritten: 0,
  keysDeleted: 0,
});
const clock = (nowMs: number) => ({ nowMs, rate: 1, nextExpiryMs: undefined }) as const;

let frames: (() => void)[] = [];
beforeEach(() => {
  frames = [];
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  vi.stubGlobal("document", { hidden: false });
  vi.stubGlobal("requestAnimationFrame", (callback: () => void) => frames.push(callback));
  vi.stubGlobal("cancelAnimationFrame", (frame: number) => (frames[frame - 1] = () => {}));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Draws the frames that are asked for, and goes on to what follows them. */
function draw() {
  for (const frame of frames) frame();
}

test("deltas of one frame are drawn once, and none of them is lost", () => {
  const applied: WorldDelta[] = [];
  const feed = new WorldFeed((delta) => applied.push(delta));
  feed.take({ lines: [line(1)], clock: clock(1) });
  feed.take({ policies: ["app"] });
  feed.take({ lines: [line(2)], clock: clock(2) });
  draw();
  expect(applied, "the frame itself is the terminal's").toEqual([]);
  vi.runAllTimers();
  expect(applied).toEqual([{ lines: [line(1), line(2)], clock: clock(2), policies: ["app"] }]);
});

test("a large world that comes in pieces is drawn a few of them at a time", () => {
  const applied: WorldDelta[] = [];
  const feed = new WorldFeed((delta) => applied.push(delta));
  const tokens = Array.from({ length: 2500 }, () => Object.create(null));
  const kept = { keptLines: Number.MAX_SAFE_INTEGER };
  feed.take({ instead: { ...kept, keptTokens: 0 }, tokens });
  for (let piece = 0; piece < 3; piece++)
    feed.take({ instead: { ...kept, keptTokens: Number.MAX_SAFE_INTEGER }, tokens });
  expect(applied.map((delta) => delta.tokens?.length)).toEqual([5000]);
  expect(applied[0]?.instead?.keptTokens).toBe(0);
  draw();
  vi.runAllTimers();
  expect(applied.map((delta) => delta.tokens?.length)).toEqual([5000, 5000]);
});

test("of who the student is in two terminals neither is lost", () => {
  const [file, app] = ["file", "app"].map((token) => ({ source: "VAULT_TOKEN", tokenKey: undefined, token }) as const);
  const both = mergeDeltas({ identities: { 1: file!, 2: file! } }, { identities: { 2: app! } });
  expect(both).toEqual({ identities: { 1: file, 2: app } });
  expect(mergeDeltas(both, {})).toEqual(both);
});

test("what is handed on before its frame leaves the frame nothing to do", () => {
  const applied: WorldDelta[] = [];
  const feed = new WorldFeed((delta) => applied.push(delta));
  feed.take({ clock: clock(1) });
  feed.flush();
  draw();
  vi.runAllTimers();
  expect(applied).toEqual([{ clock: clock(1) }]);
});

test("what is to be done then follows the deltas before it, whatever comes first", () => {
  const done: unknown[] = [];
  const feed = new WorldFeed((delta) => done.push(delta));
  feed.take({ clock: clock(1) });
  feed.afterwards(() => done.push("prompt"));
  expect(done).toEqual([]);
  draw();
  vi.runAllTimers();
  expect(done).toEqual([{ clock: clock(1) }, "prompt"]);
});

test("it knows whether a line that waits is explained", () => {
  const feed = new WorldFeed(() => undefined);
  feed.take({ lines: [line(1)] });
  expect(feed.explains).toBe(false);
  feed.take({ lines: [{ ...line(2), why: { cause: { kind: "unseen", warnings: [] } } }] });
  expect(feed.explains).toBe(true);
  feed.flush();
  expect(feed.explains).toBe(false);
});

test("a page that is hidden is told at once", () => {
  vi.stubGlobal("document", { hidden: true });
  const applied: WorldDelta[] = [];
  new WorldFeed((delta) => applied.push(delta)).take({ clock: clock(1) });
  expect(applied).toHaveLength(1);
});

test("what happened before the world became another is applied before, and what happens in it after", () => {
  const applied: WorldDelta[] = [];
  const feed = new WorldFeed((delta) => applied.push(delta));
  const instead = { keptTokens: 0, keptLines: 0 };
  feed.take({ lines: [line(1)] });
  feed.take({ instead, lines: [] });
  feed.take({ lines: [line(2)] });
  feed.flush();
  expect(applied).toEqual([{ lines: [line(1)] }, { instead, lines: [] }, { lines: [line(2)] }]);
});

test("a world that comes in pieces is applied as few, each as a part of that world", () => {
  const applied: WorldDelta[] = [];
  const feed = new WorldFeed((delta) => applied.push(delta));
  const instead = { keptTokens: 7, keptLines: 1 };
  const more = { keptTokens: Number.MAX_SAFE_INTEGER, keptLines: Number.MAX_SAFE_INTEGER };
  feed.take({ instead, lines: [line(1)] });
  feed.take({ instead: more, lines: [line(2)] });
  feed.flush();
  feed.take({ instead: more, lines: [line(3)], undone: [] });
  feed.take({ lines: [line(4)] });
  feed.flush();
  expect(applied).toEqual([
    { instead, lines: [line(1), line(2)] },
    { instead: more, lines: [line(3)], undone: [] },
    { lines: [line(4)] },
  ]);
});

test("a world that begins anew leaves nothing of the one before", () => {
  expect(mergeDeltas({ lines: [line(1)], policies: ["old"] }, { reset: true, lines: [] })).toEqual({
    reset: true,
    lines: [],
  });
  expect(mergeDeltas({ reset: true, lines: [line(1)] }, { lines: [line(2)] })).toEqual({
    reset: true,
    lines: [line(1), line(2)],
  });
});
