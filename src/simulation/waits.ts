import type { Interrupts } from "./interrupts.ts";
import type { LiveClock } from "./live-clock.ts";
import type { ClockAction, TerminalSize } from "./protocol.ts";
import { nap, type RealTime } from "./real-time.ts";
import type { Recorder } from "./recorder.ts";
import type { ReplayQueue } from "./replay-queue.ts";
import { secondsNs } from "./virtual-time.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** What comes in at any time and is taken between lines, or while one waits. */
export type HeldInput =
  | { readonly kind: "resize"; readonly size: TerminalSize }
  | { readonly kind: "clock"; readonly action: ClockAction };

export interface WaitsConfig {
  readonly time: VirtualTime;
  readonly live: LiveClock;
  readonly real: RealTime;
  readonly recorder: Recorder;
  readonly interrupts: Interrupts;
  /** The journal that is being read, where one is. */
  readonly replay: () => ReplayQueue | undefined;
  readonly apply: (input: HeldInput) => void;
  /** Tells the page all there is, because nothing more may come for a while. */
  readonly settle: () => void;
  /** Tells the page that time has passed. */
  readonly progress: () => void;
  readonly sendAsk: (hidden: boolean) => void;
  readonly print: (text: string) => void;
  /** How often the running line has asked whether to stop. */
  readonly questions: () => number;
  /** Ends the running line where it waits. */
  readonly stopLine: () => void;
}

interface Answer {
  readonly text: string | undefined;
}

const LOOK_MS = 250;

/** The places where a line waits for the world: a question, a sleep, and what may come in meanwhile; live and replayed. */
export class Waits {
  private readonly config: WaitsConfig;
  private readonly held: HeldInput[] = [];
  private asking: ((answer: Answer) => void) | undefined;
  /** Makes a wait look again at what has come in. */
  private wake: (() => void) | undefined;
  /** Whoever waits takes Ctrl-C for itself. */
  private takes = false;
  /** Another terminal wants to run a line: who only waits for Ctrl-C gives way. */
  private givesWay = false;
  /** The wait's place in the line, as a journal's interrupt names it. */
  private step = 0;

  constructor(config: WaitsConfig) {
    this.config = config;
  }

  /** Asks for a line of input. */
  async ask(hidden: boolean): Promise<string | undefined> {
    const { live, settle, sendAsk } = this.config;
    this.step = this.config.questions() + 0.5;
    const replay = this.config.replay();
    if (replay) return this.askReplayed(replay);
    live.reanchor();
    settle();
    sendAsk(hidden);
    this.wake = () => this.takeHeld();
    const { text } = await new Promise<Answer>((resolve) => {
      this.asking = resolve;
    });
    this.wake = undefined;
    return text;
  }

  answer(text: string | undefined): void {
    const resolve = this.asking;
    if (resolve === undefined) return;
    this.asking = undefined;
    this.config.live.catchUp();
    this.config.recorder.enter(text === undefined ? { kind: "end-of-input" } : { kind: "answer", text });
    resolve({ text });
  }

  /** Waits on the clock: at its rate, not at all where it stands still, and no longer than until a jump has passed the end. */
  async sleep(seconds: number): Promise<void> {
    const { time, live, interrupts } = this.config;
    const endNs = time.clock.nowNs() + secondsNs(seconds);
    this.step = this.config.questions() + 0.5;
    const replay = this.config.replay();
    if (replay) return this.sleepReplayed(replay, endNs);
    if (time.rate === 0) return time.moveTo(endNs);
    live.reanchor();
    this.config.settle();
    while (time.clock.nowNs() < endNs) {
      await this.waitReal(endNs);
      if (interrupts.stopped) return;
      this.takeHeld(endNs);
      const nowMs = live.nowMs;
      if (nowMs * 1e6 >= Number(endNs)) time.moveTo(endNs);
      else time.moveToMs(Math.max(time.nowMs, Math.floor(nowMs)));
      this.config.progress();
    }
    live.reanchor();
  }

  /** Waits for Ctrl-C, which ends nothing but this wait: who waits here takes it for itself. */
  async untilInterrupt(): Promise<true> {
    const { time, live, print } = this.config;
    this.step = this.config.questions() + 0.5;
    const replay = this.config.replay();
    if (replay) {
      this.applyReplayed(replay);
      const entry = replay.take("interrupt");
      if (entry) time.moveToMs(entry.atMs);
      print("^C\n");
      return true;
    }
    live.reanchor();
    this.config.settle();
    this.takes = true;
    if (this.givesWay) this.interrupt();
    while (this.takes) {
      await this.waitReal();
      if (!this.takes) break;
      this.takeHeld();
      live.catchUp();
      this.config.progress();
    }
    return true;
  }

  /** As if Ctrl-C were pressed, where nothing else is waited for; from here on to the end of the line. */
  giveWay(): void {
    this.givesWay = true;
    if (this.takes) this.interrupt();
  }

  /** The next line gives way to nobody yet. */
  endLine(): void {
    this.givesWay = false;
  }

  /** Ctrl-C while a line runs. */
  interrupt(): void {
    const { interrupts, live, recorder, print, stopLine } = this.config;
    const { wake } = this;
    if (this.takes) {
      this.takes = false;
      live.catchUp();
      recorder.enter({ kind: "interrupt", step: this.step });
      print("^C\n");
      wake?.();
      return;
    }
    if (this.asking === undefined && wake === undefined) {
      interrupts.raise();
      return;
    }
    live.catchUp();
    recorder.enter({ kind: "interrupt", step: this.step });
    print("^C\n");
    interrupts.raiseSilently();
    this.asking = undefined;
    this.wake = undefined;
    stopLine();
    wake?.();
  }

  /** Something came in while a line runs. */
  hold(input: HeldInput): void {
    this.held.push(input);
    this.wake?.();
  }

  /** Takes what came in. In a sleep only what is stamped before its end, so that a replay takes it there too. */
  takeHeld(beforeNs?: bigint): void {
    const { time, live, recorder, apply } = this.config;
    while (this.held.length > 0) {
      if (beforeNs !== undefined && BigInt(time.nextMs) * 1_000_000n >= beforeNs) return;
      const input = this.held.shift();
      if (input === undefined) return;
      live.catchUp(beforeNs);
      if (input.kind === "resize") recorder.enter({ kind: "resize", size: input.size });
      else recorder.enter({ kind: "clock", action: input.action });
      apply(input);
      live.reanchor();
    }
  }

  /** Waits a little, and no longer than to `endNs`. */
  private async waitReal(endNs?: bigint): Promise<void> {
    const { time, live, real } = this.config;
    const endMs = endNs === undefined ? Infinity : Number(endNs) / 1e6;
    const leftMs = time.rate === 0 ? LOOK_MS : Math.min(LOOK_MS, (endMs - live.nowMs) / time.rate);
    const { over, end } = nap(real, Math.max(0, leftMs));
    this.wake = end;
    await over;
    this.wake = undefined;
  }

  private async askReplayed(replay: ReplayQueue): Promise<string | undefined> {
    this.applyReplayed(replay);
    const entry = replay.take("answer", "end-of-input", "interrupt");
    if (entry) this.config.time.moveToMs(entry.atMs);
    if (entry?.kind === "interrupt") return this.stopReplayed();
    return entry?.kind === "answer" ? entry.text : undefined;
  }

  private async sleepReplayed(replay: ReplayQueue, endNs: bigint): Promise<void> {
    const { time } = this.config;
    this.applyReplayed(replay, endNs);
    const stop = replay.takeWaitInterrupt(this.step, endNs);
    if (stop) {
      time.moveToMs(stop.atMs);
      return this.stopReplayed();
    }
    time.moveTo(endNs);
  }

  private applyReplayed(replay: ReplayQueue, beforeNs?: bigint): void {
    for (let entry = replay.takeHeld(beforeNs); entry !== undefined; entry = replay.takeHeld(beforeNs)) {
      this.config.time.moveToMs(entry.atMs);
      this.config.apply(entry);
    }
  }

  private stopReplayed(): Promise<never> {
    this.config.print("^C\n");
    this.config.interrupts.raiseSilently();
    queueMicrotask(() => this.config.stopLine());
    return new Promise(() => undefined);
  }
}
