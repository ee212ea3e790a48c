import type { Clock } from "./types.ts";

/** A clock that stands still until it is told to move, and never goes back. Unix nanoseconds. */
export class ManualClock implements Clock {
  private ns: bigint;

  constructor(startNs: bigint) {
    this.ns = startNs;
  }

  nowNs(): bigint {
    return this.ns;
  }

  /** Moves to an instant; an earlier one than now is passed over. */
  set(ns: bigint): void {
    if (ns > this.ns) this.ns = ns;
  }

  /** Moves on by a span; a negative one is passed over. */
  advance(spanNs: bigint): void {
    this.set(this.ns + spanNs);
  }

  /** Puts the clock where a snapshot was taken. The one way back, for undo and time travel. */
  restore(ns: bigint): void {
    this.ns = ns;
  }
}
