/** How smoothly a page runs while something is done in it: the frames it drew and the tasks that held its thread. */
import { writeFileSync } from "node:fs";
import type { CDPSession, Page } from "@playwright/test";
import { percentile, type Row } from "./measure.ts";

export interface Pace {
  /** Times between frames. */
  readonly frameMs: readonly number[];
  /** Tasks that held the page's thread for more than 50 ms. */
  readonly taskMs: readonly number[];
}

interface ProbedWindow extends Window {
  pace?: { frameMs: number[]; taskMs: number[] };
}

const FRAME_MS = 1000 / 60;
/** A frame that comes later than this was missed by who looks on. */
const LATE_MS = FRAME_MS + 4;
const LONGEST_TASK_MS = 50;
/** A busy machine misses a frame now and then by itself. */
const LATE_SHARE = 0.05;

const AFTER_MS = 1000;

/** What a trace tells: each task of each thread, what it was for, and when what was no longer needed was collected. */
const TRACED = [
  "toplevel",
  "devtools.timeline",
  "disabled-by-default-devtools.timeline",
  "v8",
  "v8.execute",
  "disabled-by-default-v8.gc",
  "blink",
  "cc",
  "loading",
];

/** Watches a page; `BENCH_PROFILES=folder` keeps a CPU profile of each thing that is done, `BENCH_TRACES=folder` a trace. */
export class PaceProbe {
  readonly #page: Page;
  #profiler: CDPSession | undefined;

  constructor(page: Page) {
    this.#page = page;
  }

  async install(): Promise<void> {
    await this.#page.evaluate(() => {
      const own: ProbedWindow = window;
      let lastMs = performance.now();
      const onFrame = (nowMs: number) => {
        own.pace?.frameMs.push(nowMs - lastMs);
        lastMs = nowMs;
        requestAnimationFrame(onFrame);
      };
      requestAnimationFrame(onFrame);
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) own.pace?.taskMs.push(duration);
      }).observe({ type: "longtask" });
    });
    if (process.env.BENCH_PROFILES === undefined) return;
    this.#profiler = await this.#page.context().newCDPSession(this.#page);
    await this.#profiler.send("Profiler.enable");
  }

  /** Does something and answers how the page ran meanwhile, and a while after. A trace of minutes has no room. */
  async during(name: string, act: () => Promise<void>, isTraced = true): Promise<Pace> {
    await this.#page.evaluate(() => {
      const own: ProbedWindow = window;
      own.pace = { frameMs: [], taskMs: [] };
    });
    await this.#profiler?.send("Profiler.start");
    if (isTraced) await this.#startTrace();
    await act();
    await this.#page.waitForTimeout(AFTER_MS);
    const found = await this.#page.evaluate(() => {
      const own: ProbedWindow = window;
      const pace = own.pace ?? { frameMs: [], taskMs: [] };
      delete own.pace;
      return pace;
    });
    if (isTraced) await this.#keepTrace(name);
    await this.#keepProfile(name);
    return found;
  }

  async #startTrace(): Promise<void> {
    if (process.env.BENCH_TRACES === undefined) return;
    await this.#page.context().browser()?.startTracing(this.#page, { categories: TRACED });
  }

  async #keepTrace(name: string): Promise<void> {
    if (process.env.BENCH_TRACES === undefined) return;
    const trace = await this.#page.context().browser()?.stopTracing();
    if (trace !== undefined) writeFileSync(fileOf(process.env.BENCH_TRACES, name, "trace.json"), trace);
  }

  async #keepProfile(name: string): Promise<void> {
    const stopped = await this.#profiler?.send("Profiler.stop");
    if (stopped === undefined) return;
    writeFileSync(fileOf(process.env.BENCH_PROFILES ?? "", name, "cpuprofile"), JSON.stringify(stopped.profile));
  }
}

function fileOf(folder: string, name: string, extension: string): string {
  return `${folder}/${name.replace(/\W+/g, "-")}.${extension}`;
}

/** The frames and tasks as rows of the table. `bare`: the same machine with next to nothing to show. */
export function paceRows(name: string, pace: Pace, bare?: Pace): Row[] {
  const { taskMs } = pace;
  return [
    {
      name: `${name}: frames over ${LATE_MS.toFixed(1)} ms`,
      value: 100 * lateShare(pace),
      unit: "%",
      promise: { atMost: 100 * LATE_SHARE },
      ...(bare && lateShare(bare) > 0 && { bare: 100 * lateShare(bare) }),
    },
    {
      name: `${name}: longest task, of ${taskMs.length} over ${LONGEST_TASK_MS} ms`,
      value: Math.max(0, ...taskMs),
      unit: "ms",
      promise: { atMost: LONGEST_TASK_MS },
    },
  ];
}

/** How the frames of several followed each other. */
export function frameRows(name: string, paces: readonly Pace[]): Row[] {
  const frameMs = paces.flatMap((pace) => pace.frameMs);
  return [
    { name: `${name}: between frames, 95th percentile`, value: percentile(frameMs, 0.95), unit: "ms" },
    { name: `${name}: longest between frames`, value: frameMs.reduce((most, ms) => Math.max(most, ms), 0), unit: "ms" },
  ];
}

function lateShare({ frameMs }: Pace): number {
  return frameMs.filter((ms) => ms > LATE_MS).length / frameMs.length;
}
