import { SeededRandom } from "../lib/index.ts";
import { standardOutput } from "../vault/index.ts";
import type { ServerEvent } from "../vault/index.ts";
import { HOME, Workstation } from "../workstation/index.ts";
import type { LineOutcome, WorkstationHost, WorkstationSnapshot } from "../workstation/index.ts";
import { aside } from "./aside.ts";
import type { AsideParts } from "./aside.ts";
import { runCheck } from "./check.ts";
import { inspect } from "./inspections.ts";
import { Interrupts } from "./interrupts.ts";
import { LiveClock } from "./live-clock.ts";
import { OutputBuffer } from "./output-buffer.ts";
import type { FromSimulation, Journal, JournalEntry, TerminalSize, ToSimulation } from "./protocol.ts";
import type { RealTime } from "./real-time.ts";
import { Recorder } from "./recorder.ts";
import { ReplayQueue } from "./replay-queue.ts";
import type { MakeServer, SimulatedServer } from "./server.ts";
import { VirtualTime } from "./virtual-time.ts";
import { Waits } from "./waits.ts";
import type { HeldInput } from "./waits.ts";
import { WhyFinder } from "./why.ts";
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

/**
 * Servers, workstation, clock and journal as one world. All that comes from outside enters through `receive`, is stamped with
 * the virtual time and goes into the journal; the same seed and journal make the same world to the byte.
 */
export class Simulation {
  private readonly config: SimulationConfig;
  private readonly time: VirtualTime;
  private readonly live: LiveClock;
  private readonly server: SimulatedServer;
  private readonly workstation: Workstation;
  private readonly world = new WorldModel();
  private readonly why = new WhyFinder();
  private readonly output: OutputBuffer;
  private readonly interrupts: Interrupts;
  private readonly recorder: Recorder;
  private readonly waits: Waits;
  private readonly latency: SeededRandom;
  private readonly chance: SeededRandom;
  private readonly moments: Moment[] = [];
  private replay: ReplayQueue | undefined;

  private columns: number;
  private running = false;
  private readonly lines: string[] = [];
  /** What is asked besides the lines, and waits for its turn: completions go before checks. */
  private readonly completions: Extract<ToSimulation, { kind: "complete" }>[] = [];
  private readonly checks: { requestId: number; script: string }[] = [];
  /** `running` is for such a question, not for a line. */
  private answering = false;
  private breathedMs = 0;
  private deltaMs = 0;
  private cancelTick: (() => void) | undefined;
  private lastExit = 0;
  private lastOutput = "";
  private printed = 0;

  constructor(config: SimulationConfig) {
    this.config = config;
    this.columns = config.size.columns;
    this.time = new VirtualTime(config.startMs);
    this.live = new LiveClock(this.time, config.time);
    this.latency = new SeededRandom(`${config.seed}/latency`);
    this.chance = new SeededRandom(`${config.seed}/shell`);
    this.interrupts = new Interrupts(config.interruptFlag, (step) => this.noteInterrupt(step));
    this.output = new OutputBuffer(config.time, (text) => config.send({ kind: "output", text }));
    this.recorder = new Recorder(this.time, (entries) => config.send({ kind: "journal", entries }));
    this.waits = this.makeWaits();
    this.server = config.makeServer({
      clock: this.time.clock,
      random: new SeededRandom(config.seed),
      onEvent: (event) => this.onEvent(event),
      auditSink: { append: (path, line) => this.writeAudit(path, line) },
    });
    this.time.attach(this.server);
    this.time.attach(this.world);
    this.time.attach(this.world);
    this.workstation = new Workstation(this.host(), { rootToken: this.server.rootToken });
    this.world.begin(this.server.tokens());
  }

  /** All that came in so far. */
  get journal(): readonly JournalEntry[] {
    return this.recorder.entries;
  }

  /** Reads the journal that it was made with, if any, and puts the first prompt. */
  async boot(): Promise<void> {
    const { journal } = this.config;
    await this.observe();
    if (journal) await this.replayAll(journal.entries);
    this.live.reanchor();
    if (this.moments.at(-1)?.entries !== this.journal.length) this.keepMoment();
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
        this.waits.answer(message.text);
        break;
      case "end-of-input":
        this.waits.answer(undefined);
        break;
      case "interrupt":
        // The flag comes down even where no line runs: it must not stop the next one.
        if (this.interrupts.fromMessage() && this.running) this.waits.interrupt();
        break;
      case "shown":
        this.output.shown(message.characters);
        break;
      case "resize":
      case "clock":
        this.waits.hold(message);
        if (!this.running) this.takeHeld();
        break;
      case "complete":
        this.completions.push(message);
        this.next();
        break;
      case "check":
        this.checks.push(message);
        this.next();
        break;
      case "inspect": {
        const { requestId, question } = message;
        const { server, world } = this;
        this.config.send({ kind: "inspected", requestId, answer: inspect(question, { server, world }) });
        break;
      }
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
    this.recorder.cut(moment.entries);
    while (this.moments.length > 0 && this.moments.at(-1) !== moment) this.moments.pop();
    this.time.clock.restore(moment.nowNs);
    this.server.restore(moment.server);
    this.workstation.restore(moment.workstation);
    this.world.restore(moment.world);
    this.latency.restore(moment.latency);
    this.chance.restore(moment.chance);
    this.lastExit = moment.exitCode;
    this.live.reanchor();
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
    // Nothing is completed while a line runs: what is typed then is not for the shell yet.
    if (this.running && !this.answering) {
      for (const { requestId, cursor } of this.completions.splice(0)) {
        this.config.send({ kind: "completions", requestId, completion: { from: cursor, to: cursor, candidates: [] } });
      }
    }
    if (this.running || this.replay) return;
    const text = this.lines.shift();
    if (text !== undefined) void this.guard(this.runLine(text));
    else if (this.completions.length > 0 || this.checks.length > 0) void this.guard(this.answerOne());
  }

  private parts(): AsideParts {
    const { server, time, latency, chance, world } = this;
    return { server, time, latency, chance, world };
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
    this.live.catchUp();
    const atMs = this.recorder.enter({ kind: "line", text });
    const outcome = await this.execute(text, atMs);
    this.running = false;
    if (outcome.left) this.output.write(FRESH_SHELL);
    this.recorder.enter({ kind: "end" });
    this.live.reanchor();
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
    await this.observe();
    this.world.endLine(text, atMs, outcome.exitCode, this.why.finish(this.world.identity, this.server));
    return outcome;
  }

  /** Answers one question on the side. A line that comes meanwhile waits: it must not be put back with it. */
  private async answerOne(): Promise<void> {
    this.running = true;
    this.answering = true;
    this.live.catchUp();
    const asked = this.completions.shift();
    const answer = asked ? await this.complete(asked.requestId, asked.text, asked.cursor) : await this.check();
    this.answering = false;
    this.running = false;
    if (answer) this.config.send(answer);
    this.takeHeld();
    this.next();
  }

  private async check(): Promise<FromSimulation | undefined> {
    const check = this.checks.shift();
    if (check === undefined) return undefined;
    const { requestId, script } = check;
    const result = await aside(this.parts(), () =>
      runCheck(script, {
        workstation: this.workstation.snapshot(),
        rootToken: this.server.rootToken,
        time: this.time,
        transport: (request) => this.transport(request),
        columns: this.columns,
        lastExit: this.lastExit,
        lastOutput: this.lastOutput,
      }),
    );
    return { kind: "checked", requestId, ...result };
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
    const shown =
      directory === HOME ? "" : `${directory.startsWith(`${HOME}/`) ? `~${directory.slice(HOME.length)}` : directory} `;
    return `${shown}$ `;
  }

  private async complete(requestId: number, text: string, cursor: number): Promise<FromSimulation> {
    const completion = await aside(this.parts(), () => this.workstation.complete(text, cursor));
    return { kind: "completions", requestId, completion };
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
      ask: (hidden) => this.waits.ask(hidden),
      sleep: (seconds) => this.waits.sleep(seconds),
      nowNs: () => this.time.clock.nowNs(),
      transport: (request) => this.transport(request),
      breathe: () => this.breathe(),
      pause: () => this.breathe() ?? Promise.resolve(),
      columns: () => this.columns,
      onRun: (event) => this.why.run(event),
    };
  }

  private onEvent(event: ServerEvent): void {
    this.world.onEvent(event);
    if (event.kind === "request" && !this.world.isMuted) this.why.request(event.trace);
  }

  private async transport(request: Request): Promise<Response> {
    const [a = 0, b = 0, c = 0] = this.latency.bytes(3);
    this.time.moveTo(this.time.clock.nowNs() + LATENCY_NS + BigInt(((a << 16) | (b << 8) | c) % 1_000_000));
    return this.server.fetch(request);
  }

  /** The server writes its logs on the student's machine, and on the terminal that it was started from. */
  private writeAudit(path: string, line: string): boolean {
    if (this.world.isMuted) return true;
    if (path !== standardOutput) return this.workstation.appendFromServer(path, line);
    this.printed = digest(this.printed, line);
    this.output.write(line);
    return true;
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

  private makeWaits(): Waits {
    const { time, live, recorder, interrupts, config } = this;
    return new Waits({
      time,
      live,
      recorder,
      interrupts,
      real: config.time,
      replay: () => this.replay,
      apply: (input) => this.apply(input),
      settle: () => {
        this.output.flush();
        this.sendDelta(true);
      },
      progress: () => this.sendDelta(false),
      sendAsk: (hidden) => config.send({ kind: "ask", hidden }),
      print: (text) => this.output.write(text),
      questions: () => this.workstation.questions,
      stopLine: () => this.workstation.interrupt(),
    });
  }

  private noteInterrupt(step: number): void {
    if (this.replay) this.replay.take("interrupt");
    else this.recorder.enter({ kind: "interrupt", step });
    this.output.write("^C\n");
  }

  // ---- time and what comes from outside

  private takeHeld(): void {
    this.waits.takeHeld();
    this.sendDelta(true);
    this.tick();
  }

  private apply(input: HeldInput): void {
    if (input.kind === "resize") this.columns = input.size.columns;
    else this.time.act(input.action);
  }

  /** Between lines time goes on by itself: the next expiry and the clock's ticks. */
  private tick(): void {
    this.cancelTick?.();
    this.cancelTick = undefined;
    const { rate, nextExpiryMs } = this.time;
    if (rate === 0) return;
    const toExpiry = nextExpiryMs === undefined ? Infinity : (nextExpiryMs - this.live.nowMs) / rate;
    const wait = Math.max(10, Math.min(rate > 1 ? TICK_MS : 1000, toExpiry + 1));
    this.cancelTick = this.config.time.after(wait, () => {
      if (!this.running && !this.replay) {
        this.live.catchUp();
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

  private async observe(): Promise<void> {
    const { workstation } = this;
    this.world.observe(workstation.variables(), workstation.exported()["VAULT_TOKEN"], await workstation.storedToken());
  }

  private keepMoment(): void {
    this.moments.push({
      entries: this.replay?.position ?? this.journal.length,
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
      else if (entry.kind === "line") await this.replayLine(queue, entry);
    }
    this.recorder.begin(entries);
    this.output.flush();
    this.replay = undefined;
  }

  private async replayLine(queue: ReplayQueue, line: { readonly text: string; readonly atMs: number }): Promise<void> {
    if (queue.lineWasCut()) {
      queue.skipLine();
      return;
    }
    this.echo(line.text);
    const { left } = await this.execute(line.text, line.atMs);
    if (left) this.output.write(FRESH_SHELL);
    queue.skipLine();
    this.keepMoment();
  }
}

function digest(hash: number, text: string): number {
  let next = hash;
  for (let at = 0; at < text.length; at++) next = (Math.imul(next, 31) + text.charCodeAt(at)) | 0;
  return next;
}
