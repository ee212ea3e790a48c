import { expect, test } from "vitest";
import { Frames, readingAtOnce } from "./frames.ts";

/** A window whose frames and timers wait to be called. */
function fakeWindow() {
  const frames = new Map<number, FrameRequestCallback>();
  const timers: { callback: () => void; delayMs: number | undefined }[] = [];
  const page = {
    performance: { now: () => 0 },
    requestAnimationFrame(callback: FrameRequestCallback) {
      frames.set(frames.size + 1, callback);
      return frames.size;
    },
    cancelAnimationFrame: (id: number) => void frames.delete(id),
    setTimeout(callback: () => void, delayMs?: number) {
      timers.push({ callback, delayMs });
      return timers.length;
    },
  };
  // What is faked is all that is used of it.
  return { page: page as unknown as Window, frames, timers };
}

test("what is asked for is drawn at once where that is wanted, and not again in its frame", () => {
  const { page, frames } = fakeWindow();
  const own = Reflect.get(page, "requestAnimationFrame");
  const drawn: string[] = [];
  const asked = new Frames(page);
  asked.during(() => expect(page.requestAnimationFrame(() => drawn.push("a"))).toBeLessThan(0));
  asked.during(() => page.requestAnimationFrame(() => drawn.push("b")));
  expect(Reflect.get(page, "requestAnimationFrame"), "the window is as it was").toBe(own);
  expect(frames.size, "one frame for all").toBe(1);
  asked.drawNow();
  expect(drawn).toEqual(["a", "b"]);
  expect(frames.size).toBe(0);
});

test("what nobody draws at once is drawn in its frame, and nothing that was forgotten is", () => {
  const { page, frames } = fakeWindow();
  const drawn: string[] = [];
  const asked = new Frames(page);
  asked.during(() => page.requestAnimationFrame(() => drawn.push("a")));
  for (const frame of frames.values()) frame(0);
  expect(drawn).toEqual(["a"]);
  asked.during(() => page.requestAnimationFrame(() => drawn.push("b")));
  asked.forget();
  asked.drawNow();
  expect(drawn).toEqual(["a"]);
});

test("a timer without a delay is called at once, one with a delay is not", () => {
  const { page, timers } = fakeWindow();
  const done: string[] = [];
  readingAtOnce(page, () => {
    page.setTimeout(() => done.push("read"));
    page.setTimeout(() => done.push("later"), 12);
    expect(done).toEqual([]);
  });
  expect(done).toEqual(["read"]);
  expect(timers.map(({ delayMs }) => delayMs)).toEqual([12]);
});
