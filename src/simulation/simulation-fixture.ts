/** For tests: a simulation on a clock of its own, driven as the page drives it. */
import { beforeAll, expect, onTestFinished } from "vitest";
import { VaultServer } from "../vault/index.ts";
import { installVirtualGlobals } from "../workstation/index.ts";
import type { FromSimulation, Journal, TerminalAction } from "./protocol.ts";
import type { RealTime } from "./real-time.ts";
import { Simulation } from "./simulation.ts";

export const START_MS = Date.UTC(2026, 0, 2, 3, 4, 5);

/** Whose clock and chance the thread has: the simulation that runs now. */
const current: { simulation?: Simulation | undefined } = {};

beforeAll(() =>
  installVirtualGlobals({
    nowMs: () => current.simulation?.nowMs() ?? START_MS,
    fraction: () => current.simulation?.fraction() ?? 0.5,
  }),
);

/** Real time that passes only where something waits for it. */
function fakeTime(): RealTime & { pass(ms: number): void } {
  let now = 0;
  return {
    nowMs: () => (now += 0.01),
    after(ms, callback) {
      let on = ms < 1000 * 1000;
      setImmediate(() => {
        if (!on) return;
        now += ms;
        callback();
      });
      return () => {
        on = false;
      };
    },
    turn: () => new Promise((resolve) => void setImmediate(resolve)),
    pass(ms) {
      now += ms;
    },
  };
}

export async function boot(journal?: Journal, seed = "seed", shared = true, shownEntries = 0) {
  current.simulation = undefined;
  const sent: FromSimulation[] = [];
  const time = fakeTime();
  const flag = new SharedArrayBuffer(4);
  let waiting: { kind: string; resolve: () => void } | undefined;
  const simulation = new Simulation({
    seed,
    startMs: START_MS,
    size: { columns: 80, rows: 24 },
    ...(journal ? { journal } : {}),
    shownEntries,
    ...(shared ? { interruptFlag: flag } : {}),
    time: { ...time, after: (ms, callback) => (waiting?.kind === "idle" ? () => undefined : time.after(ms, callback)) },
    makeServer: (parts) => new VaultServer(parts),
    send(message) {
      sent.push(message);
      if (message.kind === "broken") throw new Error(message.message);
      if (message.kind === waiting?.kind) {
        const { resolve } = waiting;
        waiting = undefined;
        resolve();
      }
    },
  });
  current.simulation = simulation;
  onTestFinished(() => simulation.dispose());
  await simulation.boot();
  const until = (kind: FromSimulation["kind"]) => new Promise<void>((resolve) => (waiting = { kind, resolve }));
  const text = () => sent.map((message) => (message.kind === "output" ? message.text : "")).join("");
  const start = (line: string, terminal?: number) => {
    sent.length = 0;
    simulation.receive({ kind: "line", text: line, ...(terminal && { terminal }) });
  };
  const run = async (line: string, terminal?: number) => {
    current.simulation = simulation;
    const prompt = until("prompt");
    start(line, terminal);
    await prompt;
    return text();
  };
  /** Opens or closes a terminal. */
  const terminal = (action: TerminalAction, number: number) => {
    sent.length = 0;
    current.simulation = simulation;
    simulation.receive({ kind: "terminal", action, terminal: number });
  };
  const world = () => sent.flatMap((message) => (message.kind === "world" ? [message.delta] : []));
  const journalOf = (): Journal => ({
    version: 1,
    seed,
    startMs: START_MS,
    entries: structuredClone(simulation.journal),
  });
  const interrupt = () => {
    Atomics.store(new Int32Array(flag), 0, 1);
    simulation.receive({ kind: "interrupt" });
  };
  return { simulation, sent, run, terminal, start, until, text, world, journalOf, interrupt, flag, time };
}

export async function expectReplay(first: Awaited<ReturnType<typeof boot>>) {
  const second = await boot(first.journalOf());
  expect(second.simulation.stateHash()).toBe(first.simulation.stateHash());
  expect(second.simulation.printedHash()).toBe(first.simulation.printedHash());
  expect(second.simulation.journal).toEqual(first.simulation.journal);
  expect(second.text()).toMatch(/^\$ /);
  const line =
    "echo $? $PWD $RANDOM $SECONDS; declare -p X L; date +%s.%N; vault token lookup; vault token create; cat f";
  expect(await second.run(line)).toBe(await first.run(line));
  return second;
}
