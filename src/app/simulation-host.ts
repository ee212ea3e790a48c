/**
 * Keeps a simulation running behind the page: starts its Worker, passes messages, and when the Worker does not stop on Ctrl-C or
 * breaks, ends it and builds a new one from the journal. The terminal and the store speak to this and never know of Workers.
 */
import { FIRST_TERMINAL } from "../simulation/index.ts";
import type { FromSimulation, Journal, JournalEntry, TerminalSize, ToSimulation } from "../simulation/index.ts";
import { HeldLines } from "./held-lines.ts";
import { terminalOf } from "./terminals/of-terminal.ts";

/** How long a running line may take to stop before its Worker is ended. */
const STOP_WITHIN_MS = 400;

export interface SimulationWorker {
  send(message: ToSimulation): void;
  terminate(): void;
  /** Calls back for each message, and when its script cannot be loaded or throws. */
  listen(onMessage: (message: FromSimulation) => void, onFailure: (reason: string) => void): void;
}

export interface HostConfig {
  readonly makeWorker: () => SimulationWorker;
  readonly onJournal: (entries: readonly JournalEntry[]) => void;
  /** Something the person should read: a line lost, a simulation rebuilt. */
  readonly onNotice: (text: string) => void;
  /** A terminal's line waits for long, until the one that runs in another has ended. */
  readonly onWait?: (terminal: number, running: number) => void;
  /** The journal did not replay past the line at `entry`: a session of what stands before it should be opened in its place. */
  readonly onStuck: (entry: number, why: string) => void;
}

export interface BootOptions {
  /** What so many of the journal's entries print is on the screen already. */
  readonly shownEntries?: number;
  /** A line of the journal that takes longer is not waited for. */
  readonly lineWithinMs?: number;
}

/** Questions that have one answer each, and the answers. */
type Asked = Extract<ToSimulation, { kind: "check" | "inspect" }>;
type Answered = Extract<FromSimulation, { kind: "checked" | "inspected" }>;
type Unnumbered = { [Kind in Asked["kind"]]: Omit<Extract<Asked, { kind: Kind }>, "requestId"> }[Asked["kind"]];

type Listener = (message: FromSimulation) => void;

export class SimulationHost {
  readonly #config: HostConfig;
  readonly #listeners = new Set<Listener>();
  readonly #entries: JournalEntry[] = [];
  #worker: SimulationWorker;
  #origin: { readonly seed: string; readonly startMs: number } | undefined;
  #size: TerminalSize = { columns: 80, rows: 24 };
  #beforeBoot: ToSimulation[] = [];
  #flag: Int32Array | undefined;
  #watchdog: ReturnType<typeof setTimeout> | undefined;
  #shownEntries = 0;
  /** The line that the Worker reads again, and how long it may take. */
  #replayingEntry: number | undefined;
  #lineWithinMs: number | undefined;
  #lastAtMs = 0;
  /** The terminal whose line runs. */
  #running: number | undefined;
  /** The simulation has said which terminals are open, and a first prompt. */
  #isUp = false;
  readonly #held: HeldLines;
  /** What each terminal's shell said last. */
  readonly #prompts = new Map<number, Extract<FromSimulation, { kind: "prompt" }>>();
  #rebuilds = 0;
  #requests = 0;
  readonly #waiting = new Map<number, (answer: Answered | undefined) => void>();

  constructor(config: HostConfig) {
    this.#config = config;
    this.#held = new HeldLines((terminal) => {
      if (this.#running !== undefined) config.onWait?.(terminal, this.#running);
    });
    this.#worker = this.#start();
  }

  /** Begins, or takes up, a session. */
  boot(journal: Journal, { shownEntries = 0, lineWithinMs }: BootOptions = {}): void {
    this.#origin = { seed: journal.seed, startMs: journal.startMs };
    this.#lastAtMs = journal.entries.at(-1)?.atMs ?? journal.startMs;
    for (const entry of journal.entries) this.#entries.push(entry);
    this.#shownEntries = shownEntries;
    this.#lineWithinMs = lineWithinMs;
    this.#bootWorker();
    for (const message of this.#beforeBoot.splice(0)) this.#worker.send(message);
  }

  post(message: ToSimulation): void {
    if (message.kind === "resize") {
      // Every terminal of the page has the one size, and says it.
      if (isSameSize(message.size, this.#size)) return;
      this.#size = message.size;
    }
    const isTaken = this.#running !== undefined;
    // A name is given at once, to a terminal that is there.
    if (message.kind === "name" && (!this.#isUp || this.#held.changes(message.terminal))) {
      this.#held.add(message);
      return;
    }
    if ((message.kind === "line" && isTaken) || (message.kind === "terminal" && (isTaken || !this.#isUp))) {
      this.#held.add(message);
      if (isTaken) this.post({ kind: "give-way" });
      return;
    }
    if (message.kind === "line") this.#running = terminalOf(message);
    if (this.#origin === undefined) this.#beforeBoot.push(message);
    else this.#worker.send(message);
  }

  /** Posts a question and waits for its answer; undefined where the simulation ended first. */
  request(question: Unnumbered): Promise<Answered | undefined> {
    const requestId = ++this.#requests;
    return new Promise((resolve) => {
      this.#waiting.set(requestId, resolve);
      this.post({ ...question, requestId });
    });
  }

  onMessage(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Ctrl-C in a terminal while its line runs, or waits. One that has ended, and is still being drawn, needs no stopping. */
  interrupt(terminal = FIRST_TERMINAL): void {
    if (this.#held.giveUp(terminal)) {
      const prompt = this.#prompts.get(terminal);
      if (prompt !== undefined) this.#tell(prompt);
      return;
    }
    if (this.#running !== terminal) return;
    if (this.#flag !== undefined) Atomics.store(this.#flag, 0, 1);
    this.post({ kind: "interrupt" });
    this.#watchdog ??= setTimeout(
      () => this.#rebuild("The line did not stop, so it was ended with its shell."),
      STOP_WITHIN_MS,
    );
  }

  /** Goes over to another session, in a new Worker. */
  restart(journal: Journal, options?: BootOptions): void {
    this.leave();
    this.#worker = this.#start();
    this.boot(journal, options);
  }

  /** Ends the session here; nothing more of it comes. */
  leave(): void {
    this.#end();
    this.#forgetRequests();
    this.#origin = undefined;
    this.#entries.length = 0;
    this.#beforeBoot.length = 0;
    this.#held.clear();
    this.#prompts.clear();
    this.#running = undefined;
    this.#rebuilds = 0;
  }

  /** All that came in so far; undefined where no session is open. */
  journal(): Journal | undefined {
    return this.#origin && { version: 1, ...this.#origin, entries: this.#entries.slice() };
  }

  get entryCount(): number {
    return this.#entries.length;
  }

  /** The terminal whose line runs. */
  get running(): number | undefined {
    return this.#running;
  }

  /** A line runs, or the journal is read again. */
  get isBusy(): boolean {
    return this.#running !== undefined || this.#replayingEntry !== undefined;
  }

  /** Gives up the line of the journal that is being read again, where one is. */
  giveUpReplay(why: string): void {
    if (this.#replayingEntry !== undefined) this.#stuck(this.#replayingEntry, why);
  }

  #start(): SimulationWorker {
    const worker = this.#config.makeWorker();
    worker.listen(
      (message) => {
        if (worker === this.#worker) this.#receive(message);
      },
      (reason) => {
        if (worker === this.#worker) this.#rebuild(`The simulation stopped: ${reason}.`);
      },
    );
    return worker;
  }

  #bootWorker(): void {
    const origin = this.#origin;
    if (origin === undefined) return;
    this.#isUp = false;
    const shared = globalThis.crossOriginIsolated ? new SharedArrayBuffer(4) : undefined;
    this.#flag = shared && new Int32Array(shared);
    this.#worker.send({
      kind: "boot",
      seed: origin.seed,
      startMs: origin.startMs,
      size: this.#size,
      ...(this.#entries.length > 0 && { journal: { version: 1, ...origin, entries: this.#entries } }),
      ...(this.#shownEntries > 0 && { shownEntries: this.#shownEntries }),
      ...(shared && { interruptFlag: shared }),
    });
  }

  #receive(message: FromSimulation): void {
    if (message.kind === "broken") {
      this.#rebuild(`The simulation stopped: ${message.message}.`);
      return;
    }
    if (message.kind === "breath") {
      this.#worker.send({ kind: "go-on" });
      return;
    }
    if (message.kind === "journal") this.#keep(message.entries);
    if (message.kind === "replaying") this.#watchReplay(message.entry);
    if (message.kind === "ready") this.#replayed();
    if (message.kind === "prompt") {
      this.#isUp = true;
      this.#prompts.set(terminalOf(message), message);
      // The others say theirs at the beginning, and when they are opened.
      if (this.#running === undefined || this.#running === terminalOf(message)) this.#stopped();
    }
    if (message.kind === "travelled") {
      const { promptText, directory } = message;
      const before = this.#prompts.get(terminalOf(message));
      if (before !== undefined) this.#prompts.set(terminalOf(message), { ...before, promptText, directory });
    }
    if (message.kind === "terminals") {
      this.#tell({ ...message, open: this.#held.openAfter(message.open) });
      return;
    }
    if (message.kind === "checked" || message.kind === "inspected") {
      this.#waiting.get(message.requestId)?.(message);
      this.#waiting.delete(message.requestId);
      return;
    }
    this.#tell(message);
    if (message.kind === "prompt" && this.#running === undefined) this.#sendHeld();
  }

  /** Sends on what waited, up to the next line. */
  #sendHeld(): void {
    while (this.#running === undefined) {
      const message = this.#held.shift();
      if (message === undefined) return;
      this.post(message);
    }
    if (!this.#held.isEmpty) this.post({ kind: "give-way" });
  }

  #watchReplay(entry: number): void {
    this.#replayed();
    this.#replayingEntry = entry;
    const withinMs = this.#lineWithinMs;
    if (withinMs === undefined) return;
    const why = `it did not end within ${withinMs / 1000} seconds`;
    this.#watchdog = setTimeout(() => this.#stuck(entry, why), withinMs);
  }

  #replayed(): void {
    clearTimeout(this.#watchdog);
    this.#watchdog = undefined;
    this.#replayingEntry = undefined;
  }

  #stuck(entry: number, why: string): void {
    this.leave();
    this.#config.onStuck(entry, why);
  }

  /** A simulation that is built anew knows nothing of what its forerunner was asked. */
  #forgetRequests(): void {
    for (const resolve of this.#waiting.values()) resolve(undefined);
    this.#waiting.clear();
  }

  #tell(message: FromSimulation): void {
    for (const listener of this.#listeners) listener(message);
  }

  #keep(entries: readonly JournalEntry[]): void {
    this.#entries.push(...entries);
    this.#lastAtMs = entries.at(-1)?.atMs ?? this.#lastAtMs;
    this.#config.onJournal(entries);
  }

  #stopped(): void {
    clearTimeout(this.#watchdog);
    this.#watchdog = undefined;
    this.#rebuilds = 0;
    this.#running = undefined;
  }

  #rebuild(why: string): void {
    // A line that breaks the simulation when it is read again would break the next one too.
    if (this.#replayingEntry !== undefined) {
      this.#stuck(this.#replayingEntry, "the simulation broke at it");
      return;
    }
    this.#end();
    this.#tell({ kind: "broken", message: why });
    this.#forgetRequests();
    this.#rebuilds++;
    if (this.#rebuilds > 3) {
      this.#config.onNotice(`${why} It did not come back after 3 tries; reload the page to try again.`);
      return;
    }
    if (this.#running !== undefined) this.#keep([{ kind: "killed", atMs: this.#lastAtMs }]);
    this.#running = undefined;
    this.#held.giveUpAll();
    this.#config.onNotice(`${why} Everything up to it is kept.`);
    this.#shownEntries = this.#entries.length;
    this.#worker = this.#start();
    this.#bootWorker();
  }

  #end(): void {
    this.#replayed();
    this.#worker.terminate();
  }
}

function isSameSize(one: TerminalSize, other: TerminalSize): boolean {
  return one.columns === other.columns && one.rows === other.rows;
}
