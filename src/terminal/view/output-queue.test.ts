import { describe, expect, it, onTestFinished, vi } from "vitest";
import { chunkLength, maxQueuedLength, OutputQueue } from "./output-queue.ts";

function fakeSink() {
  const written: string[] = [];
  const pending: (() => void)[] = [];
  const queue = new OutputQueue((text, done) => {
    written.push(text);
    pending.push(done);
  });
  const settle = (): void => {
    for (let done = pending.shift(); done !== undefined; done = pending.shift()) done();
  };
  return { written, queue, settle, step: () => pending.shift()?.() };
}

describe("OutputQueue", () => {
  it("hands over a chunk at a time, and calls back once all of it is shown", () => {
    const { written, queue, settle } = fakeSink();
    let shown = false;
    queue.write("x".repeat(chunkLength * 2 + 5), () => (shown = true));
    expect(written.map((text) => text.length)).toEqual([chunkLength]);
    expect(shown).toBe(false);
    settle();
    expect(written.map((text) => text.length)).toEqual([chunkLength, chunkLength, 5]);
    expect(shown).toBe(true);
    expect(queue.isIdle).toBe(true);
  });

  it("never cuts a character in two", () => {
    const { written, queue, settle } = fakeSink();
    queue.write(`${"x".repeat(chunkLength - 1)}👩`);
    settle();
    expect(written.every((text) => text.isWellFormed())).toBe(true);
    expect(written.join("").endsWith("x👩")).toBe(true);
  });

  it("drops the oldest of what nobody could have read, and says how much", () => {
    const { written, queue, settle } = fakeSink();
    for (let count = 0; count < 20; count += 1) queue.write(String.fromCodePoint(97 + count).repeat(1024 * 1024));
    settle();
    const all = written.join("");
    expect(all.length).toBeLessThan(maxQueuedLength + 200);
    expect(all).toMatch(/── [\d,]+ characters of output are not shown ──/);
    expect(all.endsWith("t")).toBe(true);
  });

  it("writes what is not pressing with what comes next, and alone where nothing comes", () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { written, queue, settle } = fakeSink();
    queue.writeWithNext("end of line, ");
    expect(written).toEqual([]);
    expect(queue.isIdle).toBe(false);
    queue.flush();
    queue.write("output");
    settle();
    expect(written).toEqual(["end of line, output"]);
    queue.writeWithNext("alone");
    vi.runAllTimers();
    expect(written.slice(1)).toEqual(["alone"]);
    settle();
    expect(queue.isIdle).toBe(true);
  });

  it("keeps the order, however deep, where the screen is done at once", () => {
    const written: string[] = [];
    const queue: OutputQueue = new OutputQueue((text, done) => {
      written.push(text);
      done();
    });
    let count = 0;
    const more = (): void => {
      if (++count < 20_000) queue.write(String(count), more);
    };
    queue.write("0", more);
    queue.write("between");
    expect(written.slice(0, 2)).toEqual(["0", "1"]);
    expect(written.at(-1)).toBe("between");
    expect(written).toHaveLength(20_001);
    expect(queue.isIdle).toBe(true);
  });

  it("at Ctrl-C drops what waits and still calls back", () => {
    const { written, queue, settle } = fakeSink();
    let called = 0;
    queue.write("first");
    queue.write("second", () => (called += 1));
    queue.flush();
    queue.write("third");
    settle();
    expect(written.join("")).toBe("firstthird");
    expect(called).toBe(1);
  });
});
