import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { FromSimulation, Journal, JournalEntry, ToSimulation } from "../simulation/index.ts";
import { SimulationHost, type BootOptions, type SimulationWorker } from "./simulation-host.ts";

class FakeWorker implements SimulationWorker {
  readonly got: ToSimulation[] = [];
  isEnded = false;
  says: (message: FromSimulation) => void = () => undefined;
  fails: (reason: string) => void = () => undefined;

  send(message: ToSimulation): void {
    this.got.push(message);
  }

  terminate(): void {
    this.isEnded = true;
  }

  listen(onMessage: (message: FromSimulation) => void, onFailure: (reason: string) => void): void {
    this.says = onMessage;
    this.fails = onFailure;
  }
}

const LINE: JournalEntry = { kind: "line", text: "vault status", atMs: 5 };
const PROMPT: FromSimulation = { kind: "prompt", promptText: "$ ", directory: "/home/student", exitCode: 0 };

function open(entries: readonly JournalEntry[] = [], options: BootOptions = {}) {
  const workers: FakeWorker[] = [];
  const kept: JournalEntry[] = [];
  const notices: string[] = [];
  const stuck: object[] = [];
  const waits: string[] = [];
  const heard: FromSimulation[] = [];
  const host = new SimulationHost({
    makeWorker: () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
    onJournal: (added) => kept.push(...added),
    onNotice: (text) => notices.push(text),
    onWait: (waiting, running) => waits.push(`${waiting} for ${running}`),
    onStuck: (entry, why) => stuck.push({ entry, why }),
  });
  host.onMessage((message) => heard.push(message));
  const journal: Journal = { version: 1, seed: "s", startMs: 1, entries };
  host.boot(journal, options);
  const worker = () => workers.at(-1) as FakeWorker;
  return { host, workers, worker, kept, notices, heard, stuck, waits };
}

const lines = (worker: FakeWorker): string[] =>
  worker.got.flatMap((message) => (message.kind === "line" ? [message.text] : []));

/** What was sent, but for its contents. */
const kinds = (worker: FakeWorker): string[] => worker.got.map(({ kind }) => kind);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("the host of the simulation", () => {
  test("ends no Worker for a Ctrl-C that comes when the line has ended", () => {
    const { host, workers, worker, notices } = open();
    host.post({ kind: "line", text: "seq 200000" });
    worker().says(PROMPT);
    host.interrupt();
    vi.advanceTimersByTime(5_000);
    expect(kinds(worker())).not.toContain("interrupt");
    expect([workers.length, notices]).toEqual([1, []]);
  });

  test("boots a new session without a journal, and an old one from its journal", () => {
    expect(open().worker().got[0]).not.toHaveProperty("journal");
    expect(open([LINE]).worker().got[0]).toMatchObject({ kind: "boot", seed: "s", journal: { entries: [LINE] } });
  });

  test("sends what was posted before the boot after it, in order", () => {
    const workers: FakeWorker[] = [];
    const host = new SimulationHost({
      makeWorker: () => {
        const worker = new FakeWorker();
        workers.push(worker);
        return worker;
      },
      onJournal: () => undefined,
      onNotice: () => undefined,
      onStuck: () => undefined,
    });
    host.post({ kind: "line", text: "early" });
    expect(workers[0]?.got).toEqual([]);
    host.boot({ version: 1, seed: "s", startMs: 1, entries: [] });
    expect(kinds(workers[0] as FakeWorker)).toEqual(["boot", "line"]);
  });

  test("keeps each journal entry it is sent", () => {
    const { worker, kept } = open();
    worker().says({ kind: "journal", entries: [LINE] });
    expect(kept).toEqual([LINE]);
  });

  test("tells a simulation how much of the journal the screen shows already, and one built anew that it shows all", () => {
    const { worker } = open([LINE], { shownEntries: 1 });
    expect(worker().got[0]).toMatchObject({ shownEntries: 1 });
    worker().says({ kind: "ready" });
    worker().says({ kind: "journal", entries: [LINE] });
    worker().fails("oh");
    expect(worker().got[0]).toMatchObject({ shownEntries: 2 });
  });

  test("gives up a replay at the line that does not end in time, and says which", () => {
    const { workers, worker, stuck, kept } = open([LINE, LINE], { lineWithinMs: 1000 });
    worker().says({ kind: "replaying", entry: 0 });
    vi.advanceTimersByTime(900);
    worker().says({ kind: "replaying", entry: 1 });
    vi.advanceTimersByTime(900);
    expect(stuck).toEqual([]);
    vi.advanceTimersByTime(200);
    expect(stuck).toEqual([{ entry: 1, why: "it did not end within 1 seconds" }]);
    expect([workers[0]?.isEnded, workers.length, kept]).toEqual([true, 1, []]);
  });

  test("waits for a line of one's own journal for as long as it takes, and gives it up when asked to", () => {
    const { host, worker, stuck } = open([LINE]);
    worker().says({ kind: "replaying", entry: 0 });
    vi.advanceTimersByTime(1_000_000);
    expect(stuck).toEqual([]);
    host.giveUpReplay("you stopped it");
    expect(stuck).toEqual([{ entry: 0, why: "you stopped it" }]);
  });

  test("does not run a line again that broke the simulation when it was replayed", () => {
    const { workers, worker, stuck } = open([LINE]);
    worker().says({ kind: "replaying", entry: 0 });
    worker().says({ kind: "broken", message: "oh" });
    expect([workers.length, stuck]).toEqual([1, [{ entry: 0, why: "the simulation broke at it" }]]);
  });

  test("lets a line that stops on Ctrl-C go on in the same Worker", () => {
    const { host, workers, worker } = open();
    host.post({ kind: "line", text: "sleep 9" });
    host.interrupt();
    worker().says(PROMPT);
    vi.runAllTimers();
    expect(workers).toHaveLength(1);
    expect(kinds(worker())).toContain("interrupt");
  });

  test("ends a Worker whose line does not stop, notes the line as killed, and boots the next from the journal", () => {
    const { host, workers, worker, kept, notices } = open();
    host.post({ kind: "line", text: "while :; do :; done" });
    worker().says({ kind: "journal", entries: [LINE] });
    host.interrupt();
    vi.runAllTimers();
    expect(workers[0]?.isEnded).toBe(true);
    expect(kept).toEqual([LINE, { kind: "killed", atMs: 5 }]);
    expect(worker().got[0]).toMatchObject({ kind: "boot", journal: { entries: kept } });
    expect(notices).toHaveLength(1);
  });

  test("rebuilds a Worker that breaks between lines, and kills no line for it", () => {
    const { workers, worker, kept } = open([LINE]);
    worker().says(PROMPT);
    worker().says({ kind: "broken", message: "oh" });
    expect(workers).toHaveLength(2);
    expect(kept).toEqual([]);
  });

  test("hears of a Worker that its questions are lost when it is ended, and nothing more", () => {
    const { workers, worker, heard } = open();
    worker().fails("oh");
    workers[0]?.says(PROMPT);
    expect(heard).toEqual([{ kind: "broken", message: "The simulation stopped: oh." }]);
  });

  test("gives up after three tries in a row, and says so", () => {
    const { workers, worker, notices } = open();
    for (let tries = 0; tries < 10; tries++) worker().fails("no script");
    expect(workers).toHaveLength(4);
    expect(notices.at(-1)).toContain("reload the page");
  });

  test("starts over with nothing of the session before", () => {
    const { host, workers, worker } = open([LINE]);
    host.restart({ version: 1, seed: "t", startMs: 2, entries: [] });
    expect(workers[0]?.isEnded).toBe(true);
    expect(worker().got[0]).toMatchObject({ seed: "t" });
    expect(worker().got[0]).not.toHaveProperty("journal");
  });

  test("hands over a line of another terminal when the one that runs has ended, and says so where that takes long", () => {
    const { host, worker, waits } = open();
    host.post({ kind: "line", text: "sleep 9" });
    host.post({ kind: "terminal", action: "open", terminal: 3 });
    host.post({ kind: "line", text: "id", terminal: 2 });
    host.post({ kind: "line", text: "pwd", terminal: 3 });
    expect(lines(worker())).toEqual(["sleep 9"]);
    expect(kinds(worker()), "one that only waits for Ctrl-C gives way").toContain("give-way");
    vi.advanceTimersByTime(5_000);
    expect(waits).toEqual(["3 for 1", "2 for 1", "3 for 1"]);
    worker().says({ ...PROMPT, terminal: 2 });
    expect(lines(worker()), "another terminal's prompt ends no line").toEqual(["sleep 9"]);
    worker().says(PROMPT);
    expect(lines(worker())).toEqual(["sleep 9", "id"]);
    expect(kinds(worker())).toContain("terminal");
    worker().says({ ...PROMPT, terminal: 2 });
    expect(lines(worker())).toEqual(["sleep 9", "id", "pwd"]);
    vi.advanceTimersByTime(5_000);
    expect(waits).toHaveLength(3);
  });

  test("stops with Ctrl-C the line of that terminal, and gives up one that waits", () => {
    const { host, workers, worker, heard } = open();
    worker().says({ ...PROMPT, terminal: 2, promptText: "~/work $ " });
    host.post({ kind: "line", text: "while :; do :; done" });
    host.post({ kind: "line", text: "id", terminal: 2 });
    heard.length = 0;
    host.interrupt(2);
    expect(heard, "the shell that never had the line says its prompt again").toMatchObject([
      { kind: "prompt", terminal: 2, promptText: "~/work $ " },
    ]);
    vi.advanceTimersByTime(5_000);
    expect(kinds(worker())).not.toContain("interrupt");
    host.interrupt(1);
    expect(kinds(worker())).toContain("interrupt");
    worker().says(PROMPT);
    vi.runAllTimers();
    expect(workers).toHaveLength(1);
    expect(lines(worker())).toEqual(["while :; do :; done"]);
  });

  test("gives up lines that wait with a Worker that is ended, and opens the terminals that were to be opened", () => {
    const { host, worker, heard } = open();
    host.post({ kind: "line", text: "while :; do :; done" });
    host.post({ kind: "terminal", action: "open", terminal: 3 });
    host.post({ kind: "line", text: "id", terminal: 2 });
    host.interrupt();
    vi.advanceTimersByTime(1_000);
    expect(kinds(worker())).toEqual(["boot"]);
    worker().says({ kind: "terminals", open: [1, 2] });
    expect(heard.at(-1)).toEqual({ kind: "terminals", open: [1, 2, 3] });
    worker().says(PROMPT);
    expect(worker().got.at(-1)).toEqual({ kind: "terminal", action: "open", terminal: 3 });
    expect(lines(worker())).toEqual([]);
  });

  test("says a size once, whichever terminal has it", () => {
    const { host, worker } = open();
    for (const columns of [90, 90, 91]) host.post({ kind: "resize", size: { columns, rows: 30 } });
    expect(kinds(worker()).filter((kind) => kind === "resize")).toHaveLength(2);
  });

  test("opens a terminal when the simulation has come up, which until then does not know of it", () => {
    const { host, worker, heard } = open([LINE]);
    host.post({ kind: "terminal", action: "open", terminal: 2 });
    expect(kinds(worker())).toEqual(["boot"]);
    worker().says({ kind: "terminals", open: [1] });
    expect(heard.at(-1)).toEqual({ kind: "terminals", open: [1, 2] });
    worker().says(PROMPT);
    expect(kinds(worker())).toEqual(["boot", "terminal"]);
  });

  test("passes a terminal's name on while a line runs, and no line gives way to it; after what makes that terminal", () => {
    const { host, worker } = open();
    worker().says(PROMPT);
    host.post({ kind: "line", text: "vault server -dev" });
    host.post({ kind: "name", terminal: 1, name: "server" });
    expect(kinds(worker()).at(-1)).toBe("name");
    host.post({ kind: "terminal", action: "open", terminal: 2 });
    host.post({ kind: "name", terminal: 2, name: "app" });
    expect(kinds(worker()).at(-1)).toBe("give-way");
    worker().says(PROMPT);
    expect(kinds(worker()).slice(-2)).toEqual(["terminal", "name"]);
  });
});
