import { ManualClock } from "../lib/index.ts";
import type { ClockAction, ClockRate } from "./protocol.ts";

const NS_PER_MS = 1_000_000n;

/** Something that falls due by itself. */
export interface Expiring {
  nextExpiryNs(): bigint | undefined;
  /** Lets what is due at `nowNs` happen. */
  expireDue(nowNs: bigint): void;
}

/** The world's clock: moved by what comes in and by waiting, never by itself; what falls due goes at its own instant. */
export class VirtualTime {
  readonly clock: ManualClock;
  /** Virtual seconds a real second; 0 stands still. */
  rate: 0 | ClockRate = 1;
  private readonly expiring: Expiring[] = [];

  constructor(startMs: number) {
    this.clock = new ManualClock(BigInt(Math.round(startMs)) * NS_PER_MS);
  }

  /** Something whose expiries this clock brings about. What was attached first goes first at the same instant. */
  attach(expiring: Expiring): void {
    this.expiring.push(expiring);
  }

  get nowMs(): number {
    return Number(this.clock.nowNs() / NS_PER_MS);
  }

  /** The first whole millisecond that is not past. */
  get nextMs(): number {
    return Number((this.clock.nowNs() + NS_PER_MS - 1n) / NS_PER_MS);
  }

  get nextExpiryMs(): number | undefined {
    return firstExpiryMs(this.expiring);
  }

  /** Moves on to an instant, by way of every expiry on the road. */
  moveTo(instantNs: bigint): void {
    for (;;) {
      const next = this.nextExpiryNs();
      if (next === undefined || next > instantNs) break;
      const before = this.clock.nowNs();
      this.clock.set(next);
      this.expireDue();
      // What stays due (revocation that waits) must not hold up time.
      if (this.nextExpiryNs() === next && this.clock.nowNs() === before) break;
    }
    this.clock.set(instantNs);
    this.expireDue();
  }

  moveToMs(instantMs: number): void {
    this.moveTo(BigInt(Math.round(instantMs)) * NS_PER_MS);
  }

  act(action: ClockAction): void {
    if (action.kind === "pause") this.rate = 0;
    else if (action.kind === "run") this.rate = action.rate;
    else if (action.kind === "advance") this.moveTo(this.clock.nowNs() + secondsNs(action.seconds));
    else {
      const next = this.nextExpiryNs();
      if (next !== undefined) this.moveTo(next);
    }
  }

  private nextExpiryNs(): bigint | undefined {
    return firstExpiry(this.expiring);
  }

  private expireDue(): void {
    for (const one of this.expiring) one.expireDue(this.clock.nowNs());
  }
}

function firstExpiry(expiring: readonly Expiring[]): bigint | undefined {
  let first: bigint | undefined;
  for (const one of expiring) {
    const next = one.nextExpiryNs();
    if (next !== undefined && (first === undefined || next < first)) first = next;
  }
  return first;
}

/** When the first of them has something due. */
export function firstExpiryMs(expiring: readonly Expiring[]): number | undefined {
  const first = firstExpiry(expiring);
  return first === undefined ? undefined : Number(first / NS_PER_MS);
}

/** Seconds as nanoseconds; more than the clock can say is ten thousand years. */
export function secondsNs(seconds: number): bigint {
  if (!Number.isFinite(seconds)) return 315_360_000_000n * 1_000_000_000n;
  return BigInt(Math.round(seconds * 1000)) * NS_PER_MS;
}
