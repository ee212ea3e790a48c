import { SeededRandom } from "../lib/index.ts";
import { standardOutput } from "../vault/index.ts";
import type { ServerEvent } from "../vault/index.ts";
import { HOME, Workstation } from "../workstation/index.ts";
import type { LineOutcome, NewServer, WantedServer, WorkstationHost } from "../workstation/index.ts";
import type { CheckWorld } from "./check.ts";
import { echoOf } from "./echo.ts";
import { inspect, type Fingerprint, type InspectedParts } from "./inspections.ts";
import { History } from "./history.ts";
import { Interrupts } from "./interrupts.ts";
import { LiveClock } from "./live-clock.ts";
import { asOf, Timeline } from "./moments.ts";
import type { LastLine, Moment, WorldParts } from "./moments.ts";
import { OutputBuffer } from "./output-buffer.ts";
import { PageFeed } from "./page-feed.ts";
import { Printed } from "./printed.ts";
import type { FromSimulation, Journal, JournalEntry, TerminalSize, ToSimulation, TravelTarget } from "./protocol.ts";
import type { RealTime } from "./real-time.ts";
import { Recorder } from "./recorder.ts";
import { Records } from "./records/records.ts";
import { ReplayQueue } from "./replay-queue.ts";
import { ServerPlace } from "./server-place.ts";
import type { MakeServer } from "./server.ts";
import { SideQuestions } from "./side-questions.ts";
import { Ticker } from "./ticker.ts";
import { AskedTravel } from "./travel.ts";
import { VirtualTime } from "./virtual-time.ts";
import { Waits } from "./waits.ts";
import type { HeldInput } from "./waits.ts";
import { WhyFinder } from "./why.ts";
import { WorldModel } from "./world-model.ts";

export interface SimulationConfig {
  readonly seed: string;
  readonly startMs: number;
  readonly size: TerminalSize;
  readonly journal?: Journal;
  /** What so many of the journal's entries print is on the screen already. */
  readonly shownEntries?: number;
  readonly interruptFlag?: SharedArrayBuffer;
  readonly time: RealTime;
  readonly makeServer: MakeServer;
  readonly send: (message: FromSimulation) => void;
}

const BREATH_MS = 30;
const FRESH_SHELL = "exit\nA fresh shell: its variables and functions are gone, your files are still here.\n";
const SERVER_STAYS =
  "The server runs on in the background, for you to use; this shell has no jobs to list or stop it with.\n";
const LATENCY_NS = 1_000_000n;
type Input = Extract<ToSimulation, { kind: "line" | "travel" }>;

/**
 * Servers, workstation, clock and journal as one world. All that comes from outside enters through `receive`, is stamped with
 * the virtual time and goes into the journal; the same seed and journal make the same world to the byte.
 */
export class Simulation {
  private readonly config: SimulationConfig;
  private readonly time: VirtualTime;
  private readonly live: LiveClock;
  private readonly server: ServerPlace;
  private readonly workstation: Workstation;
  private readonly world = new WorldModel();
  private readonly why = new WhyFinder();
  private readonly records: Records;
  private readonly output: OutputBuffer;
  private readonly printed = new Printed();
  private readonly feed: PageFeed;
  private readonly ticker: Ticker;
  private readonly questions: SideQuestions;
  private readonly interrupts: Interrupts;
  private readonly recorder: Recorder;
  private readonly waits: Waits;
  private readonly latency: SeededRandom;
  private readonly chance: SeededRandom;
  /** The moments that can be gone to. */
  readonly timeline = new Timeline();
  private readonly asked = new AskedTravel(this.timeline);
  private readonly history: History;
  private replay: ReplayQueue | undefined;

  private columns: number;
  private running = false;
  /** Lines to run and times to go to, in the order that they came in. */
  private readonly inputs: Input[] = [];
  /** `running` is for a question on the side, not for a line. */
  private answering = false;
  private breathedMs = 0;
  private last: LastLine = { text: "", exitCode: 0, output: "" };
  /** The line that runs has started a server. */
  private hasStarted = false;

  constructor(config: SimulationConfig) {
    this.config = config;
    this.columns = config.size.columns;
    this.time = new VirtualTime(config.startMs);
    this.records = new Records(() => this.time.clock.nowNs());
    this.live = new LiveClock(this.time, config.time);
    this.latency = new SeededRandom(`${config.seed}/latency`);
    this.chance = new SeededRandom(`${config.seed}/shell`);
    this.interrupts = new Interrupts(config.interruptFlag, (step) => this.noteInterrupt(step));
    this.output = new OutputBuffer(config.time, (text) => config.send({ kind: "output", text }));
    this.recorder = new Recorder(this.time, (entries) => config.send({ kind: "journal", entries }));
    this.waits = this.makeWaits();
    this.feed = new PageFeed({
      time: this.time,
      real: config.time,
      world: this.world,
      timeline: this.timeline,
      send: config.send,
    });
    this.ticker = new Ticker(this.time, this.live, config.time, () => {
      if (this.running || this.replay) return;
      this.live.catchUp();
      this.sendDelta(true);
    });
    this.questions = new SideQuestions({
      parts: () => this.parts(),
      checkWorld: () => this.checkWorld(),
      send: config.send,
    });
    this.server = new ServerPlace(config.seed, config.makeServer, {
      clock: this.time.clock,
      onEvent: (event) => this.onEvent(event),
      auditSink: { append: (path, line) => this.writeAudit(path, line) },
    });
    this.time.attach(this.server);
    this.time.attach(this.world);
    this.workstation = new Workstation(this.host(), { rootToken: this.server.rootToken });
    this.world.begin(this.server.tokens());
    this.history = new History(this.parts(), this.timeline, () => ({
      last: this.last,
      printed: this.printed.digest,
    }));
  }

  /** All that came in so far. */
  get journal(): readonly JournalEntry[] {
    return this.recorder.entries;
  }

  /** Reads the journal that it was made with, if any, and puts the first prompt. */
  async boot(): Promise<void> {
    const { journal } = this.config;
    await this.observe();
    this.history.keep("");
    if (journal) await this.replayAll(journal.entries);
    this.live.reanchor();
    this.config.send({ kind: "ready" });
    this.feed.sendWhole();
    this.prompt();
    this.ticker.wind();
  }

  receive(message: ToSimulation): void {
    switch (message.kind) {
      case "boot":
        break;
      case "line":
      case "travel":
        this.inputs.push(message);
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
      case "check":
        this.questions.add(message);
        this.next();
        break;
      case "inspect": {
        const { requestId, question, at } = message;
        // A moment is told by what differs from the world that the page knows.
        if (question.about === "moment") this.sendDelta(true);
        const moment = at === undefined ? undefined : this.timeline.find(at);
        const ask = (world: WorldModel, records: Records) => inspect(question, this.inspected(world, records));
        const answer = moment === undefined ? ask(this.world, this.records) : asOf(this.parts(), moment.state, ask);
        this.config.send({ kind: "inspected", requestId, answer });
        break;
      }
    }
  }

  /** Says in short whether two worlds are the same, and printed the same, wherever they were made. */
  fingerprint(): Fingerprint {
    // Questions on the side leave the clock at a whole millisecond, as the next entry will find it.
    if (!this.running) this.live.catchUp();
    return { state: this.stateHash(), printed: this.printedHash() >>> 0 };
  }

  /** Says whether two worlds are the same: the server's storage, its randomness, and the clock. */
  stateHash(): string {
    return `${this.server.stateHash()} ${this.time.clock.nowNs()} ${this.latency.state().join()}`;
  }

  /** Says whether two worlds printed the same, from their beginning. */
  printedHash(): number {
    return this.printed.digest;
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
    this.ticker.stop();
    this.workstation.dispose();
  }

  // ---- lines

  private next(): void {
    if (this.running && !this.answering) this.questions.refuseCompletions();
    if (this.running || this.replay) return;
    const input = this.inputs.shift();
    if (input?.kind === "line") void this.guard(this.runLine(input.text));
    else if (input?.kind === "travel") this.travel(input.to);
    else if (this.questions.isAsked) void this.guard(this.answerOne());
  }

  private parts(): WorldParts {
    const { server, workstation, time, latency, chance, world, records } = this;
    return { server, workstation, time, latency, chance, world, records };
  }

  private inspected(world: WorldModel, records: Records): InspectedParts {
    return {
      server: this.server.inspected,
      place: this.server,
      world,
      records,
      moments: this.history,
      fingerprint: () => this.fingerprint(),
    };
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
    await this.execute(text, atMs);
    this.running = false;
    this.recorder.enter({ kind: "end" });
    this.live.reanchor();
    this.endLine(text);
    this.takeHeld();
    this.output.flush();
    this.sendDelta(true);
    this.prompt();
    this.next();
  }

  private async execute(text: string, atMs: number): Promise<void> {
    this.history.endFastRun();
    this.printed.beginLine();
    this.records.beginLine(text);
    this.interrupts.begin(this.replay?.peekSyncStep());
    const outcome = await this.workstation.run(text);
    this.interrupts.end();
    if (outcome.interrupted) this.asked.forget();
    this.last = { text, exitCode: outcome.exitCode, output: this.printed.lineOutput };
    await this.observe();
    this.world.endLine(text, atMs, outcome.exitCode, this.why.finish(this.world.identity, this.server.inspected));
    this.records.endLine();
    this.sayWhatStays(outcome);
  }

  /** A line is a step, unless it asked to go elsewhere in time. Then it leaves nothing behind, or was refused and undoes nothing. */
  private endLine(text: string): void {
    const { used } = this.asked;
    const to = this.asked.take();
    if (to !== undefined) this.goTo(to);
    else if (!used) this.history.keep(text, true);
    this.history.noteFastRun();
  }

  /** What of a line that ended a student might not expect. */
  private sayWhatStays({ left }: LineOutcome): void {
    if (this.hasStarted) this.output.write(SERVER_STAYS);
    if (left) this.output.write(FRESH_SHELL);
    this.hasStarted = false;
  }

  /** Answers one question on the side. A line that comes meanwhile waits: it must not be put back with it. */
  private async answerOne(): Promise<void> {
    this.running = true;
    this.answering = true;
    this.live.catchUp();
    const answer = await this.questions.answerNext();
    this.answering = false;
    this.running = false;
    if (answer) this.config.send(answer);
    this.takeHeld();
    this.next();
  }

  private checkWorld(): CheckWorld {
    return {
      workstation: this.workstation.snapshot(),
      rootToken: this.server.rootToken,
      time: this.time,
      transport: (request) => this.transport(request),
      startServer: (wanted) => this.startServer(wanted),
      columns: this.columns,
      last: this.last,
    };
  }

  /** A replayed line shows as it was typed, for a terminal that does not have it yet. */
  private echo(line: string): void {
    this.output.write(echoOf(this.promptText(), line));
  }

  private prompt(): void {
    const { directory } = this.workstation;
    this.config.send({ kind: "prompt", promptText: this.promptText(), directory, exitCode: this.last.exitCode });
  }

  private promptText(): string {
    const { directory } = this.workstation;
    const shown =
      directory === HOME ? "" : `${directory.startsWith(`${HOME}/`) ? `~${directory.slice(HOME.length)}` : directory} `;
    return `${shown}$ `;
  }

  // ---- what a running line needs

  private host(): WorkstationHost {
    return {
      attached: true,
      interrupts: this.interrupts,
      output: (_stream, text) => {
        this.printed.add(text);
        this.output.write(text);
      },
      ask: (hidden) => this.waits.ask(hidden),
      sleep: (seconds) => this.waits.sleep(seconds),
      nowNs: () => this.time.clock.nowNs(),
      transport: (request) => this.transport(request),
      breathe: () => this.breathe(),
      pause: () => this.breathe() ?? Promise.resolve(),
      columns: () => this.columns,
      startServer: (wanted) => {
        const started = this.startServer(wanted);
        this.hasStarted ||= started !== "bad-root-token-id";
        return started;
      },
      untilInterrupt: () => this.waits.untilInterrupt(),
      timeTravel: this.asked,
      onRun: (event) => this.why.run(event),
    };
  }

  private startServer(wanted: WantedServer): NewServer | "bad-root-token-id" {
    const started = this.server.start(wanted);
    if (started !== "bad-root-token-id") {
      this.world.restart(this.server.tokens());
      if (!this.world.isMuted) this.records.restartServer();
    }
    return started;
  }

  private onEvent(event: ServerEvent): void {
    this.world.onEvent(event);
    if (this.world.isMuted) return;
    this.records.onEvent(event);
    if (event.kind === "request") this.why.request(event.trace);
  }

  private async transport(request: Request): Promise<Response> {
    this.records.sending();
    const [a = 0, b = 0, c = 0] = this.latency.bytes(3);
    this.time.moveTo(this.time.clock.nowNs() + LATENCY_NS + BigInt(((a << 16) | (b << 8) | c) % 1_000_000));
    return this.server.fetch(request);
  }

  /** The server writes its logs on the student's machine, and on the terminal that it was started from. */
  private writeAudit(path: string, line: string): boolean {
    if (this.world.isMuted) return true;
    const written = path === standardOutput || this.workstation.appendFromServer(path, line);
    this.records.onAudit(path, line, written);
    if (path !== standardOutput) return written;
    this.printed.add(line, false);
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
    this.ticker.wind();
  }

  private apply(input: HeldInput): void {
    if (input.kind === "resize") this.columns = input.size.columns;
    else if (this.running) this.time.act(input.action);
    else this.history.moveClock(input.action);
  }

  // ---- what goes to the page

  private sendDelta(now: boolean): void {
    if (!this.replay) this.feed.sendChanges(now);
  }

  private async observe(): Promise<void> {
    const { workstation } = this;
    this.world.observe(workstation.variables(), workstation.exported()["VAULT_TOKEN"], await workstation.storedToken());
  }

  // ---- time travel

  /** Goes where the page asked to. A clock that runs fast is brought to walk first, which makes a step of its run. */
  private travel(to: TravelTarget): void {
    if (this.time.rate > 1) {
      this.waits.hold({ kind: "clock", action: { kind: "run", rate: 1 } });
      this.takeHeld();
    }
    const moment = this.timeline.target(to);
    if (moment === undefined) return this.next();
    this.live.catchUp();
    this.recorder.enter({ kind: "travel", moment: moment.step.moment });
    this.goTo(moment);
    this.ticker.wind();
    this.next();
  }

  private goTo(moment: Moment): void {
    this.sendDelta(true);
    const delta = this.world.deltaTo(moment.state.world);
    const note = this.history.goTo(moment);
    this.last = moment.last;
    this.printed.digest = moment.printed;
    this.live.reanchor();
    this.output.write(`\x1b[90m── ${note} ──\x1b[0m\n`);
    if (this.replay) return;
    this.feed.sendInstead(delta);
    this.output.flush();
    this.config.send({ kind: "travelled", note, promptText: this.promptText() });
  }

  // ---- replay

  private async replayAll(entries: readonly JournalEntry[]): Promise<void> {
    const queue = new ReplayQueue(entries);
    this.replay = queue;
    for (let entry = queue.shift(); entry !== undefined; entry = queue.shift()) {
      this.output.muted = queue.position <= (this.config.shownEntries ?? 0);
      this.time.moveToMs(entry.atMs);
      if (entry.kind === "resize" || entry.kind === "clock") this.apply(entry);
      else if (entry.kind === "travel") this.travelAgain(entry.moment);
      else if (entry.kind === "line") await this.replayLine(queue, entry);
    }
    this.recorder.begin(entries);
    this.output.muted = false;
    // What is entered from here on is no part of a line that was cut off.
    if (queue.endsInLine) this.recorder.enter({ kind: "killed" });
    this.output.flush();
    this.replay = undefined;
  }

  private async replayLine(queue: ReplayQueue, line: { readonly text: string; readonly atMs: number }): Promise<void> {
    if (queue.lineWasCut()) {
      queue.skipLine();
      return;
    }
    this.config.send({ kind: "replaying", entry: queue.position - 1 });
    this.echo(line.text);
    this.running = true;
    await this.execute(line.text, line.atMs);
    this.running = false;
    queue.skipLine();
    this.endLine(line.text);
  }

  private travelAgain(moment: number): void {
    const found = this.timeline.find(moment) ?? this.timeline.target("beginning");
    if (found !== undefined) this.goTo(found);
  }
}
