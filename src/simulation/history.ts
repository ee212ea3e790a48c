import { asOf, putState, takeState } from "./moments.ts";
import type { LastLine, Moment, Timeline, WorldParts, WorldState } from "./moments.ts";
import type { MomentName } from "./inspections.ts";
import type { ClockAction, WorldDelta } from "./protocol.ts";
import { clockStepText, travelNote } from "./travel.ts";
import { tokenIn } from "../workstation/index.ts";
import { firstExpiryMs } from "./virtual-time.ts";
import { identitiesIn } from "./world-model.ts";

/** What of the simulation itself belongs to a moment, beside the parts of the world. */
export interface Recalled {
  readonly last: LastLine;
  readonly printed: number;
  readonly stored: string | undefined;
  readonly serverTerminal: number;
}

/**
 * Makes steps of what happens and goes from one to the other. A step is a line that was run, or a move of the clock: a jump, or
 * a fast run from its start to its end.
 */
export class History {
  private readonly timeline: Timeline;
  private readonly parts: WorldParts;
  private readonly recall: () => Recalled;
  /** Steps so far. */
  private steps = 0;
  private fastSinceNs: bigint | undefined;

  constructor(parts: WorldParts, timeline: Timeline, recall: () => Recalled) {
    this.parts = parts;
    this.timeline = timeline;
    this.recall = recall;
  }

  keep(text: string, isLine = false): void {
    const { world, time } = this.parts;
    const line = isLine ? world.lastLine : undefined;
    const step = { moment: this.steps++, text, atMs: time.nowMs, ...(line && { line }) };
    this.timeline.keep({ step, state: takeState(this.parts), ...this.recall() });
  }

  /** Between lines only: in a line the clock's moves are part of it. */
  moveClock(action: ClockAction): void {
    const { time } = this.parts;
    const beforeNs = time.clock.nowNs();
    if (!(time.rate > 1 && action.kind === "run" && action.rate > 1)) this.endFastRun();
    time.act(action);
    const movedNs = time.clock.nowNs() - beforeNs;
    if (movedNs > 0n) this.keep(clockStepText(movedNs));
    this.noteFastRun();
  }

  /** What went by while the clock ran fast is a step, once something else begins. */
  endFastRun(): void {
    const nowNs = this.parts.time.clock.nowNs();
    const since = this.fastSinceNs;
    this.fastSinceNs = undefined;
    if (since !== undefined && nowNs > since) this.keep(clockStepText(nowNs - since));
  }

  /** A clock that runs fast does so from here. */
  noteFastRun(): void {
    const { time } = this.parts;
    if (time.rate <= 1) this.fastSinceNs = undefined;
    else this.fastSinceNs ??= time.clock.nowNs();
  }

  /** The world is what it was at a moment, but for what was typed. A clock that ran fast walks on. Answers what to say of it. */
  goTo(moment: Moment): string {
    const { time } = this.parts;
    const crossed = this.timeline.goTo(moment);
    putState(this.parts, moment.state);
    if (time.rate > 1) time.rate = 1;
    this.noteFastRun();
    return travelNote(crossed, this.timeline);
  }

  stateAt(name: MomentName): WorldState | undefined {
    return name === "now" ? takeState(this.parts) : this.timeline.find(name)?.state;
  }

  /** What makes the world that the page knows into the one that was, with the shells of these terminals. */
  worldAt(moment: number, terminals: readonly number[]): WorldDelta | undefined {
    const { state, stored } = this.timeline.find(moment) ?? {};
    if (state === undefined) return undefined;
    const { server, world } = this.parts;
    const nextExpiryMs = asOf(this.parts, state, (then) => firstExpiryMs([server, then]));
    const nowMs = Number(state.nowNs / 1_000_000n);
    const identities = identitiesIn(
      (token) => state.world.register.keys.get(token),
      terminals.map((terminal) => [terminal, tokenIn(state.workstation, terminal)]),
      stored,
    );
    return { ...world.deltaTo(state.world), identities, clock: { nowMs, rate: 0, nextExpiryMs } };
  }
}
