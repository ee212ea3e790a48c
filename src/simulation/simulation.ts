import { SeededRandom } from "../lib/index.ts";
import { Workstation } from "../workstation/index.ts";
import type { LineOutcome, WorkstationHost, WorkstationSnapshot } from "../workstation/index.ts";
import { runCheck } from "./check.ts";
import { Interrupts } from "./interrupts.ts";
import { OutputBuffer } from "./output-buffer.ts";
import type { ClockAction, FromSimulation, Journal, JournalEntry, TerminalSize, ToSimulation } from "./protocol.ts";
import type { RealTime } from "./real-time.ts";
import { ReplayQueue } from "./replay-queue.ts";
import type { MakeServer, SimulatedServer } from "./server.ts";
import { secondsNs, VirtualTime } from "./virtual-time.ts";
import { WorldModel } from "./world-model.ts";
import type { WorldModelSnapshot } from "./world-model.ts";

export interface SimulationConfig {
  readonly seed: string;
  readonly startMs: number;
  readonly size: TerminalSize;
  readonly journal?: Journal;
  readonly interruptFlag?: SharedArrayBuffer;
  readonly time: RealTime;
  readonly makeServer: MakeServer;
  readonly send: (message: FromSimulation) => void;
}

/** The whole world after a line; going back to it is going back in time. */
export interface Moment {
  /** How many journal entries lead here. */
  readonly entries: number;
  readonly line: number;
  readonly nowNs: bigint;
  readonly server: unknown;
  readonly workstation: WorkstationSnapshot;
  readonly world: WorldModelSnapshot;
  readonly latency: ReturnType<SeededRandom["state"]>;
  readonly chance: ReturnType<SeededRandom["state"]>;
  readonly exitCode: number;
}

const MOMENTS_KEPT = 500;
const DELTA_MS = 50;
const TICK_MS = 250;
const BREATH_MS = 30;
const FRESH_SHELL = "exit\nA fresh shell: its variables and functions are gone, your files are still here.\n";
const LATENCY_NS = 1_000_000n;
/** What the last line printed, as far as a check can see it. */
const LAST_OUTPUT_CHARACTERS = 65_536;

type Input = Extract<ToSimulation, { kind: "clock" | "resize" }>;
type Answer = { readonly text: string | undefined };

/**
 * Servers, workstation, clock and journal as one world. All that comes from outside enters through `receive`, is stamped with
 * the virtual time and goes into the journal; the same seed and journal make the same world to the byte.
 */
export class Simulation {
  readonly journal: JournalEntry[] = [];
  private readonly config: SimulationConfig;
  private readonly time: VirtualTime;
  private readonly server: SimulatedServer;
  private readonly workstation: Workstation;
  private readonly world = new WorldModel();
  private readonly output: OutputBuffer;
  private readonly interrupts: Interrupts;
  private readonly latency: SeededRandom;
  private readonly chance: SeededRandom;
  private readonly moments: Moment[] = [];
  private replay: ReplayQueue | undefined;

  private columns: number;
  private running = false;
  private readonly lines: string[] = [];
  private readonly held: Input[] = [];
  private readonly checks: { requestId: number; script: string }[] = [];
  private asking: ((answer: Answer) => void) | undefined;
  /** Wakes a `sleep` so that it looks at the clock again. */
  private wake: (() => void) | undefined;
  /** The running wait's place in the line, as a journal's interrupt names it. */
  private waitStep = 0;
  private anchor: { virtualMs: number; realMs: number };
  private breathedMs = 0;
  private deltaMs = 0;
  private cancelTick: (() => void) | undefined;
  private lastExit = 0;
  private lastOutput = "";
  private sentEntries = 0;
  private printed = 0;

  constructor(config: SimulationConfig) {
    this.config = config;
    this.columns = config.size.columns;
    this.time = new VirtualTime(config.startMs);
    this.latency = new SeededRandom(`${config.seed}/latency`);
    this.chance = new SeededRandom(`${config.seed}/shell`);
    this.interrupts = new Interrupts(config.interruptFlag, (step) => this.noteInterrupt(step));
    this.output = new OutputBuffer(config.time, (text) => config.send({ kind: "output", text }));
    this.server = config.makeServer({
      clock: this.time.clock,
      random: new SeededRandom(config.seed),
      onEvent: (event) => this.world.onEvent(event),
    });
    this.time.attach(this.server);
    this.workstation = new Workstation(this.host(), { rootToken: this.server.rootToken });
    this.world.begin(this.server.tokens());
    this.anchor = { virtualMs: config.startMs, realMs: config.time.nowMs() };
  }

  /** Reads the journal that it was made with, if any, and puts the first prompt. */
  async boot(): Promise<void> {
    const { journal } = this.config;
    await this.observe();
    if (journal) await this.replayAll(journal.entries);
    this.reanchor();
    this.keepMoment();
    this.config.send({ kind: "ready" });
    this.config.send({ kind: "world", delta: { ...this.world.whole(), clock: this.clockView() } });
    this.prompt();
    this.tick();
  }

  receive(message: ToSimulation): void {
    switch (message.kind) {
      case "boot":
        break;
      case "line":
        this.lines.push(message.text);
        this.next();
        break;
      case "answer":
        this.answer({ text: message.text });
        break;
      case "end-of-input":
        this.answer({ text: undefined });
        break;
      case "interrupt":
        this.interruptNow();
        break;
      case "shown":
        this.output.shown(message.characters);
        break;
      case "resize":
      case "clock":
        this.held.push(message);
        if (!this.running) this.takeHeld();
        else this.wake?.();
        break;
      case "complete":
        void this.complete(message.requestId, message.text, message.cursor);
        break;
      case "check":
        this.checks.push(message);
        this.next();
        break;
    }
  }

  /** Says whether two worlds are the same: the server's storage, its randomness, and the clock. */
  stateHash(): string {
    return `${this.server.stateHash()} ${this.time.clock.nowNs()} ${this.latency.state().join()}`;
  }

  /** Says whether two worlds printed the same, from their beginning. */
  printedHash(): number {
    return this.printed;
  }

  /** Moments that can be gone back to, oldest first. */
  history(): readonly Moment[] {
    return this.moments;
  }

  /** Goes back to a moment: what came after it is gone, from the journal too. Only between lines. */
  async goBack(moment: Moment): Promise<void> {
    if (this.running) throw new Error("A line is running");
    this.journal.length = Math.min(this.journal.length, moment.entries);
    this.sentEntries = Math.min(this.sentEntries, this.journal.length);
    while (this.moments.length > 0 && this.moments.at(-1) !== moment) this.moments.pop();
    this.time.clock.restore(moment.nowNs);
    this.server.restore(moment.server);
    this.workstation.restore(moment.workstation);
    this.world.restore(moment.world);
    this.latency.restore(moment.latency);
    this.chance.restore(moment.chance);
    this.lastExit = moment.exitCode;
    this.reanchor();
    await this.observe();
    this.config.send({ kind: "world", delta: { ...this.world.whole(), clock: this.clockView() } });
  }

  /** In [0, 1), from the seed: what `$RANDOM` is drawn from. */
  fraction(): number {
    const [a = 0, b = 0, c = 0, d = 0] = this.chance.bytes(4);
    return (((a << 24) | (b << 16) | (c << 8) | d) >>> 0) / 2 ** 32;
  }

  /** The virtual clock, for whoever stands in for `Date`. */
  nowMs(): number {
    return this.time.nowMs;
  }

  dispose(): void {
    this.cancelTick?.();
    this.workstation.dispose();
  }

  // ---- lines

  private next(): void {
    if (this.running || this.replay) return;
    const text = this.lines.shift();
    if (text !== undefined) void this.guard(this.runLine(text));
    else if (this.checks.length > 0) void this.guard(this.runChecks());
  }

  private async guard(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.config.send({
        kind: "broken",
        message: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
    }
  }

  private async runLine(text: string): Promise<void> {
    this.running = true;
    this.moveToLive();
    const atMs = this.enter({ kind: "line", text });
    const outcome = await this.execute(text, atMs);
    this.running = false;
    if (outcome.left) this.output.write(FRESH_SHELL);
    this.enter({ kind: "end" });
    this.reanchor();
    this.takeHeld();
    this.keepMoment();
    this.output.flush();
    this.sendDelta(true);
    this.prompt();
    this.next();
  }

  private async execute(text: string, atMs: number): Promise<LineOutcome> {
    this.lastOutput = "";
    this.interrupts.begin(this.replay?.peekSyncStep());
    const outcome = await this.workstation.run(text);
    this.interrupts.end();
    this.lastExit = outcome.exitCode;
    this.world.endLine(text, atMs, outcome.exitCode);
    await this.observe();
    return outcome;
  }

  private async runChecks(): Promise<void> {
    this.running = true;
    this.moveToLive();
    for (let check = this.checks.shift(); check !== undefined; check = this.checks.shift()) {
      const result = await runCheck(check.script, {
        workstation: this.workstation.snapshot(),
        server: this.server,
        time: this.time,
        latency: this.latency,
        chance: this.chance,
        world: this.world,
        transport: (request) => this.transport(request),
        columns: this.columns,
        lastExit: this.lastExit,
        lastOutput: this.lastOutput,
        turn: () => this.config.time.turn(),
      });
      this.config.send({ kind: "checked", requestId: check.requestId, ...result });
    }
    this.running = false;
    this.takeHeld();
    this.next();
  }

  /** A replayed line shows as it was typed, for a terminal that does not have it yet. */
  private echo(line: string): void {
    this.output.write(`${this.promptText()}${line.replace(/\n/g, "\n> ")}\n`);
  }

  private prompt(): void {
    const { directory } = this.workstation;
    this.config.send({ kind: "prompt", promptText: this.promptText(), directory, exitCode: this.lastExit });
  }

  private promptText(): string {
    const { directory } = this.workstation;
    const home = "/home/student";
    const shown =
      directory === home ? "" : `${directory.startsWith(`${home}/`) ? `~${directory.slice(home.length)}` : directory} `;
    return `${shown}$ `;
  }

  private async complete(requestId: number, text: string, cursor: number): Promise<void> {
    const completion = this.running
      ? { from: cursor, to: cursor, candidates: [] }
      : await this.workstation.complete(text, cursor);
    this.config.send({ kind: "completions", requestId, completion });
  }

  // ---- what a running line needs

  private host(): WorkstationHost {
    return {
      attached: true,
      interrupts: this.interrupts,
      output: (_stream, text) => {
        this.printed = digest(this.printed, text);
        if (this.lastOutput.length < LAST_OUTPUT_CHARACTERS) this.lastOutput += text;
        this.output.write(text);
      },
      ask: (hidden) => this.ask(hidden),
      sleep: (seconds) => this.sleep(seconds),
      nowNs: () => this.time.clock.nowNs(),
      transport: (request) => this.transport(request),
      breathe: () => this.breathe(),
      pause: () => this.breathe() ?? Promise.resolve(),
      columns: () => this.columns,
    };
  }

  private async transport(request: Request): Promise<Response> {
    const [a = 0, b = 0, c = 0] = this.latency.bytes(3);
    this.time.moveTo(this.time.clock.nowNs() + LATENCY_NS + BigInt(((a << 16) | (b << 8) | c) % 1_000_000));
    return this.server.fetch(request);
  }

  private breathe(): Promise<void> | undefined {
    if (this.replay) return undefined;
    const now = this.config.time.nowMs();
    if (now - this.breathedMs < BREATH_MS && !this.output.isMuch) return undefined;
    return this.takeBreath();
  }

  private async takeBreath(): Promise<void> {
    this.output.rest();
    this.sendDelta(false);
    await this.config.time.turn();
    while (this.output.behind && !this.interrupts.pending) await this.config.time.turn();
    this.breathedMs = this.config.time.nowMs();
  }

  private async ask(hidden: boolean): Promise<string | undefined> {
    this.waitStep = this.workstation.questions + 0.5;
    if (this.replay) {
      this.applyReplayed();
      const entry = this.replay.take("answer", "end-of-input", "interrupt");
      if (entry) this.time.moveToMs(entry.atMs);
      if (entry?.kind === "interrupt") return this.stopReplayed();
      return entry?.kind === "answer" ? entry.text : undefined;
    }
    this.reanchor();
    this.output.flush();
    this.sendDelta(true);
    this.config.send({ kind: "ask", hidden });
    this.wake = () => this.takeHeld();
    const { text } = await new Promise<Answer>((resolve) => {
      this.asking = resolve;
    });
    this.wake = undefined;
    return text;
  }

  private answer(answer: Answer): void {
    const resolve = this.asking;
    if (resolve === undefined) return;
    this.asking = undefined;
    this.moveToLive();
    this.enter(answer.text === undefined ? { kind: "end-of-input" } : { kind: "answer", text: answer.text });
    resolve(answer);
  }

  /** Waits on the virtual clock: at its rate, at once where it stands still, and no longer than until a jump has passed the end. */
  private async sleep(seconds: number): Promise<void> {
    const endNs = this.time.clock.nowNs() + secondsNs(seconds);
    this.waitStep = this.workstation.questions + 0.5;
    if (this.replay) return this.sleepReplayed(endNs);
    if (this.time.rate === 0) return this.time.moveTo(endNs);
    this.reanchor();
    this.output.flush();
    this.sendDelta(true);
    while (this.time.clock.nowNs() < endNs) {
      await this.waitReal(endNs);
      if (this.interrupts.stopped) return;
      this.takeHeld(endNs);
      const liveMs = this.liveMs();
      if (liveMs * 1e6 >= Number(endNs)) this.time.moveTo(endNs);
      else this.time.moveToMs(Math.max(this.time.nowMs, Math.floor(liveMs)));
      this.sendDelta(false);
    }
    this.reanchor();
  }

  /** Waits for as long as the clock takes to an instant, and no longer than until something comes in. */
  private async waitReal(endNs: bigint): Promise<void> {
    const { rate } = this.time;
    const leftMs = rate === 0 ? TICK_MS : Math.min(TICK_MS, (Number(endNs) / 1e6 - this.liveMs()) / rate);
    await new Promise<void>((resolve) => {
      const cancel = this.config.time.after(Math.max(0, leftMs), resolve);
      this.wake = () => {
        cancel();
        resolve();
      };
    });
    this.wake = undefined;
  }

  private interruptNow(): void {
    // The flag comes down even where no line runs: it must not stop the next one.
    if (!this.interrupts.fromMessage() || !this.running) return;
    if (this.asking ?? this.wake) {
      this.moveToLive();
      this.enter({ kind: "interrupt", step: this.waitStep });
      this.output.write("^C\n");
      this.interrupts.raiseSilently();
      this.asking = undefined;
      const { wake } = this;
      this.wake = undefined;
      this.workstation.interrupt();
      wake?.();
    } else {
      this.interrupts.raise();
    }
  }

  private noteInterrupt(step: number): void {
    if (this.replay) {
      this.replay.take("interrupt");
      this.output.write("^C\n");
      return;
    }
    this.enter({ kind: "interrupt", step });
    this.output.write("^C\n");
  }

  // ---- time and what comes from outside

  private liveMs(): number {
    const { rate } = this.time;
    return this.anchor.virtualMs + (this.config.time.nowMs() - this.anchor.realMs) * rate;
  }

  private reanchor(): void {
    this.anchor = { virtualMs: Number(this.time.clock.nowNs()) / 1e6, realMs: this.config.time.nowMs() };
  }

  private moveToLive(beforeNs?: bigint): void {
    const lastMs = beforeNs === undefined ? Infinity : Number((beforeNs - 1n) / 1_000_000n);
    this.time.moveToMs(Math.max(this.time.nextMs, Math.min(lastMs, Math.floor(this.liveMs()))));
    this.reanchor();
  }

  /** Puts an entry in the journal, stamped with now. */
  private enter(entry: DistributiveOmit<JournalEntry, "atMs">): number {
    const atMs = this.time.nextMs;
    if (!this.replay) {
      this.journal.push({ atMs, ...entry });
      this.sendJournal();
    }
    return atMs;
  }

  /** Takes what came while a line ran. In a wait only what is stamped before its end, so that a replay takes it there too. */
  private takeHeld(beforeNs?: bigint): void {
    while (this.held.length > 0) {
      if (beforeNs !== undefined && BigInt(this.time.nextMs) * 1_000_000n >= beforeNs) return;
      const input = this.held.shift();
      if (input === undefined) return;
      this.moveToLive(beforeNs);
      const { kind } = input;
      if (kind === "resize") this.enter({ kind, size: input.size });
      else this.enter({ kind, action: input.action });
      this.apply(input);
      this.reanchor();
    }
    this.sendDelta(true);
    this.tick();
  }

  private apply(input: { kind: "resize"; size: TerminalSize } | { kind: "clock"; action: ClockAction }): void {
    if (input.kind === "resize") this.columns = input.size.columns;
    else this.time.act(input.action);
  }

  /** Between lines time goes on by itself: the next expiry and the clock's ticks. */
  private tick(): void {
    this.cancelTick?.();
    this.cancelTick = undefined;
    const { rate, nextExpiryMs } = this.time;
    if (rate === 0) return;
    const toExpiry = nextExpiryMs === undefined ? Infinity : (nextExpiryMs - this.liveMs()) / rate;
    const wait = Math.max(10, Math.min(rate > 1 ? TICK_MS : 1000, toExpiry + 1));
    this.cancelTick = this.config.time.after(wait, () => {
      if (!this.running && !this.replay) {
        this.time.moveToMs(Math.max(this.time.nextMs, Math.floor(this.liveMs())));
        this.sendDelta(true);
      }
      this.tick();
    });
  }

  // ---- what goes to the page

  private clockView() {
    return { nowMs: this.time.nowMs, rate: this.time.rate, nextExpiryMs: this.time.nextExpiryMs };
  }

  private sendDelta(now: boolean): void {
    if (this.replay) return;
    const realMs = this.config.time.nowMs();
    if (!now && realMs - this.deltaMs < DELTA_MS) return;
    this.deltaMs = realMs;
    this.config.send({ kind: "world", delta: { ...this.world.take(), clock: this.clockView() } });
  }

  private sendJournal(): void {
    if (this.replay || this.sentEntries === this.journal.length) return;
    this.config.send({ kind: "journal", entries: this.journal.slice(this.sentEntries) });
    this.sentEntries = this.journal.length;
  }

  private async observe(): Promise<void> {
    const { workstation } = this;
    this.world.observe(workstation.variables(), workstation.exported()["VAULT_TOKEN"], await workstation.storedToken());
  }

  private keepMoment(): void {
    this.moments.push({
      entries: this.journal.length,
      line: this.world.lineCount,
      nowNs: this.time.clock.nowNs(),
      server: this.server.snapshot(),
      workstation: this.workstation.snapshot(),
      world: this.world.snapshot(),
      latency: this.latency.state(),
      chance: this.chance.state(),
      exitCode: this.lastExit,
    });
    if (this.moments.length > MOMENTS_KEPT) this.moments.shift();
  }

  // ---- replay

  private async replayAll(entries: readonly JournalEntry[]): Promise<void> {
    const queue = new ReplayQueue(entries);
    this.replay = queue;
    for (let entry = queue.shift(); entry !== undefined; entry = queue.shift()) {
      this.time.moveToMs(entry.atMs);
      if (entry.kind === "resize" || entry.kind === "clock") this.apply(entry);
      else if (entry.kind === "line") {
        if (queue.lineWasCut()) queue.skipLine();
        else {
          this.echo(entry.text);
          const { left } = await this.execute(entry.text, entry.atMs);
          if (left) this.output.write(FRESH_SHELL);
          queue.skipLine();
          this.journal.length = 0;
          this.journal.push(...queue.passed());
          this.keepMoment();
        }
      }
    }
    this.journal.length = 0;
    this.journal.push(...queue.passed());
    this.sentEntries = this.journal.length;
    this.output.flush();
    this.replay = undefined;
  }

  private applyReplayed(beforeNs?: bigint): void {
    for (;;) {
      const entry = this.replay?.takeHeld(beforeNs);
      if (entry === undefined) return;
      this.time.moveToMs(entry.atMs);
      this.apply(entry);
    }
  }

  private sleepReplayed(endNs: bigint): Promise<void> {
    this.applyReplayed(endNs);
    const stop = this.replay?.takeWaitInterrupt(this.waitStep, endNs);
    if (stop) {
      this.time.moveToMs(stop.atMs);
      return this.stopReplayed();
    }
    this.time.moveTo(endNs);
    return Promise.resolve();
  }

  private stopReplayed(): Promise<never> {
    this.output.write("^C\n");
    this.interrupts.raiseSilently();
    queueMicrotask(() => this.workstation.interrupt());
    return new Promise(() => undefined);
  }
}

function digest(hash: number, text: string): number {
  let next = hash;
  for (let at = 0; at < text.length; at++) next = (Math.imul(next, 31) + text.charCodeAt(at)) | 0;
  return next;
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
