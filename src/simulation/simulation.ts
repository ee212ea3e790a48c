import { FIRST_TERMINAL } from "../workstation/index.ts";
import type { LineOutcome } from "../workstation/index.ts";
import { Breath } from "./breath.ts";
import type { CheckWorld } from "./check.ts";
import { echoOf, FRESH_SHELL, LEFT, SERVER_STAYS } from "./echo.ts";
import { inspect, type Fingerprint, type InspectedParts } from "./inspections.ts";
import { History } from "./history.ts";
import { Interrupts } from "./interrupts.ts";
import { LiveClock } from "./live-clock.ts";
import { Machines } from "./machines.ts";
import { asOf, Timeline } from "./moments.ts";
import type { LastLine, Moment } from "./moments.ts";
import { OutputBuffer } from "./output-buffer.ts";
import { PageFeed } from "./page-feed.ts";
import { Printed } from "./printed.ts";
import type { FromSimulation, Journal, JournalEntry, TerminalSize, ToSimulation, TravelTarget } from "./protocol.ts";
import type { RealTime } from "./real-time.ts";
import { readAgain } from "./read-again.ts";
import { Recorder } from "./recorder.ts";
import type { Records } from "./records/records.ts";
import { ReplayQueue } from "./replay-queue.ts";
import type { MakeServer } from "./server.ts";
import { SideQuestions } from "./side-questions.ts";
import { of, Terminals } from "./terminals.ts";
import { Ticker } from "./ticker.ts";
import { AskedTravel } from "./travel.ts";
import { VirtualTime } from "./virtual-time.ts";
import { Waits } from "./waits.ts";
import type { HeldInput } from "./waits.ts";
import type { WorldModel } from "./world-model.ts";

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

type Input = Extract<ToSimulation, { kind: "line" | "travel" | "terminal" }>;

/**
 * Servers, workstation, clock and journal as one world. All that comes from outside enters through `receive`, is stamped with
 * the virtual time and goes into the journal; the same seed and journal make the same world to the byte.
 */
export class Simulation {
  private readonly config: SimulationConfig;
  private readonly time: VirtualTime;
  private readonly live: LiveClock;
  private readonly machines: Machines;
  private readonly output: OutputBuffer;
  private readonly printed = new Printed();
  private readonly feed: PageFeed;
  private readonly ticker: Ticker;
  private readonly breath: Breath;
  private readonly questions: SideQuestions;
  private readonly interrupts: Interrupts;
  private readonly recorder: Recorder;
  private readonly waits: Waits;
  /** The moments that can be gone to. */
  readonly timeline = new Timeline();
  private readonly asked = new AskedTravel(this.timeline);
  private readonly history: History;
  private replay: ReplayQueue | undefined;

  private columns: number;
  private readonly terminals: Terminals;
  private running = false;
  /** Lines to run, terminals to open and times to go to, in the order that they came in. */
  private readonly inputs: Input[] = [];
  /** `running` is for a question on the side, not for a line. */
  private answering = false;
  private last: LastLine = { text: "", exitCode: 0, output: "" };

  constructor(config: SimulationConfig) {
    this.config = config;
    this.columns = config.size.columns;
    this.terminals = new Terminals(() => this.machines.workstation, config.send);
    this.time = new VirtualTime(config.startMs);
    this.live = new LiveClock(this.time, config.time);
    this.interrupts = new Interrupts(config.interruptFlag, (step) => this.noteInterrupt(step));
    this.output = new OutputBuffer(config.time, (text, terminal) =>
      config.send({ kind: "output", text, ...of(terminal) }),
    );
    this.recorder = new Recorder(this.time, (entries) => config.send({ kind: "journal", entries }));
    this.breath = new Breath({
      real: config.time,
      output: this.output,
      interrupts: this.interrupts,
      onTake: () => this.sendDelta(false),
      send: config.send,
    });
    this.waits = this.makeWaits();
    this.machines = this.makeMachines();
    this.feed = new PageFeed({
      time: this.time,
      real: config.time,
      world: this.machines.world,
      timeline: this.timeline,
      send: config.send,
    });
    this.ticker = new Ticker(this.time, this.live, config.time, () => {
      if (this.running || this.replay) return;
      this.live.catchUp();
      this.sendDelta(true);
    });
    this.questions = new SideQuestions({
      parts: () => this.machines,
      checkWorld: () => this.checkWorld(),
      standing: () => ({
        moment: this.timeline.current?.step.moment ?? 0,
        line: this.machines.world.lastLine?.index ?? -1,
      }),
      send: config.send,
    });
    this.history = new History(this.machines, this.timeline, () => ({
      last: this.last,
      printed: this.printed.digest,
      stored: this.machines.stored,
      serverTerminal: this.machines.serverTerminal,
    }));
  }

  /** All that came in so far. */
  get journal(): readonly JournalEntry[] {
    return this.recorder.entries;
  }

  /** Reads the journal that it was made with, if any, and puts the first prompt. */
  async boot(): Promise<void> {
    const { journal } = this.config;
    await this.machines.boot();
    this.history.keep("");
    if (journal) await this.replayAll(journal.entries);
    this.live.reanchor();
    this.config.send({ kind: "ready" });
    this.terminals.tellOpen();
    this.machines.observe();
    this.feed.sendWhole();
    for (const terminal of this.terminals.open) this.terminals.prompt(terminal);
    this.ticker.wind();
  }

  receive(message: ToSimulation): void {
    switch (message.kind) {
      case "boot":
        break;
      case "line":
      case "travel":
      case "terminal":
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
        this.breath.look();
        break;
      case "name":
        if (this.replay === undefined) this.terminals.nameAnew(message, this.recorder);
        break;
      case "give-way":
        this.waits.giveWay();
        break;
      case "shown":
        this.output.shown(message.characters);
        this.breath.look();
        break;
      case "go-on":
        this.breath.goOn();
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
        const { machines } = this;
        const answer = moment === undefined ? ask(machines.world, machines.records) : asOf(machines, moment.state, ask);
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
    return this.machines.stateHash();
  }

  /** Says whether two worlds printed the same, from their beginning. */
  printedHash(): number {
    return this.printed.digest;
  }

  /** In [0, 1), from the seed: what `$RANDOM` is drawn from. */
  fraction(): number {
    return this.machines.fraction();
  }

  /** The virtual clock, for whoever stands in for `Date`. */
  nowMs(): number {
    return this.time.nowMs;
  }

  dispose(): void {
    this.ticker.stop();
    this.machines.workstation.dispose();
  }

  // ---- lines

  private next(): void {
    if (this.running && !this.answering) this.questions.refuseCompletions();
    if (this.running || this.replay) return;
    const input = this.inputs.shift();
    if (input?.kind === "line") void this.guard(this.runLine(input.text, input.terminal));
    else if (input?.kind === "terminal") this.actOnTerminal(input);
    else if (input?.kind === "travel") this.travel(input.to);
    else if (this.questions.isAsked) void this.guard(this.answerOne());
  }

  private inspected(world: WorldModel, records: Records): InspectedParts {
    const { server } = this.machines;
    return {
      server: server.inspected,
      place: server,
      world,
      records,
      moments: this.history,
      terminals: this.terminals.open,
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

  private async runLine(text: string, terminal = FIRST_TERMINAL): Promise<void> {
    this.running = true;
    this.live.catchUp();
    this.feed.beginLine();
    this.output.beginLine();
    this.breath.beginLine();
    const atMs = this.recorder.enter({ kind: "line", text, ...of(terminal) });
    await this.execute(text, atMs, terminal);
    this.running = false;
    this.recorder.enter({ kind: "end" });
    this.live.reanchor();
    // What explains the line stands below all that it printed.
    this.output.flush();
    this.endLine(text);
    this.takeHeld();
    this.output.flush();
    this.machines.observe();
    this.sendDelta(true);
    this.terminals.prompt(terminal);
    if (!this.terminals.has(terminal)) this.terminals.tellOpen();
    this.next();
  }

  private async execute(text: string, atMs: number, terminal: number): Promise<void> {
    this.history.endFastRun();
    this.interrupts.begin(this.replay?.peekSyncStep());
    const outcome = await this.machines.run(text, terminal);
    this.interrupts.end();
    this.waits.endLine();
    if (outcome.interrupted) this.asked.forget();
    this.last = { text, exitCode: outcome.exitCode, output: this.printed.lineOutput };
    await this.machines.endLine({ text, atMs, exitCode: outcome.exitCode });
    this.sayWhatStays(outcome, terminal);
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
  private sayWhatStays({ left }: LineOutcome, terminal: number): void {
    const { machines } = this;
    if (machines.startedServer) machines.print(SERVER_STAYS);
    if (!left) return;
    machines.print(LEFT);
    if (!this.terminals.act("close", terminal)) machines.print(FRESH_SHELL);
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
    const { machines } = this;
    return {
      workstation: machines.workstation.snapshot(),
      rootToken: machines.server.rootToken,
      time: this.time,
      transport: (request) => machines.transport(request),
      startServer: (wanted) => machines.startServer(wanted),
      columns: this.columns,
      lines: machines.world.allLines,
      last: this.last,
    };
  }

  /** A replayed line shows as it was typed, for a terminal that does not have it yet. */
  private echo(line: string, terminal: number): void {
    this.output.write(echoOf(this.terminals.promptText(terminal), line), terminal);
  }

  // ---- terminals

  private actOnTerminal({ action, terminal }: Extract<Input, { kind: "terminal" }>): void {
    if (this.terminals.act(action, terminal)) {
      this.live.catchUp();
      this.recorder.enter({ kind: "terminal", action, terminal });
      this.machines.observe();
      this.sendDelta(true);
      if (action !== "close") this.terminals.prompt(terminal);
      this.ticker.wind();
    }
    this.next();
  }

  // ---- what a running line needs

  private makeMachines(): Machines {
    const { config, time, output, printed, interrupts, waits, terminals, asked } = this;
    return new Machines({
      seed: config.seed,
      makeServer: config.makeServer,
      time,
      output,
      printed,
      openTerminals: () => terminals.open,
      line: {
        interrupts,
        ask: (hidden) => waits.ask(hidden),
        sleep: (seconds) => waits.sleep(seconds),
        untilInterrupt: () => waits.untilInterrupt(),
        breathe: () => this.breathe(),
        columns: () => this.columns,
        timeTravel: asked,
      },
    });
  }

  private breathe(): Promise<void> | undefined {
    return this.replay ? undefined : this.breath.take();
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
      print: (text) => this.machines.print(text),
      questions: () => this.machines.workstation.questions,
      stopLine: () => this.machines.workstation.interrupt(),
    });
  }

  private noteInterrupt(step: number): void {
    if (this.replay) this.replay.take("interrupt");
    else this.recorder.enter({ kind: "interrupt", step });
    this.machines.print("^C\n");
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

  private goTo(moment: Moment | undefined): void {
    if (moment === undefined) return;
    this.sendDelta(true);
    const { machines } = this;
    const delta = machines.world.deltaTo(moment.state.world);
    const note = this.history.goTo(moment);
    this.last = moment.last;
    this.printed.digest = moment.printed;
    machines.stored = moment.stored;
    machines.serverTerminal = moment.serverTerminal;
    this.live.reanchor();
    // Each of them has a shell that went there.
    for (const terminal of this.terminals.open) this.output.write(`\x1b[90m── ${note} ──\x1b[0m\n`, terminal);
    if (this.replay) return;
    machines.observe();
    this.feed.sendInstead({ ...delta, ...machines.world.take() });
    this.output.flush();
    this.terminals.tellTravelled(note);
  }

  // ---- replay

  private async replayAll(entries: readonly JournalEntry[]): Promise<void> {
    const queue = new ReplayQueue(entries, ({ terminal, name }) => this.terminals.name(terminal, name));
    this.replay = queue;
    await readAgain(queue, {
      time: this.time,
      output: this.output,
      shownEntries: this.config.shownEntries ?? 0,
      apply: (entry) => this.apply(entry),
      travel: ({ moment }) => this.goTo(this.timeline.find(moment) ?? this.timeline.target("beginning")),
      terminal: (entry) => this.terminals.actAgain(entry, !this.output.muted),
      line: (entry) => this.replayLine(queue, entry),
    });
    this.recorder.begin(entries);
    // What is entered from here on is no part of a line that was cut off.
    if (queue.endsInLine) this.recorder.enter({ kind: "killed" });
    this.output.flush();
    this.replay = undefined;
  }

  private async replayLine(queue: ReplayQueue, line: Extract<JournalEntry, { kind: "line" }>): Promise<void> {
    if (queue.lineWasCut()) {
      queue.skipLine();
      return;
    }
    this.config.send({ kind: "replaying", entry: queue.position - 1 });
    const { text, atMs, terminal = FIRST_TERMINAL } = line;
    this.echo(text, terminal);
    this.running = true;
    await this.execute(text, atMs, terminal);
    this.running = false;
    queue.skipLine();
    this.endLine(text);
  }
}
