import type { RealTime } from "./real-time.ts";
import type { VirtualTime } from "./virtual-time.ts";

const NS_PER_MS = 1_000_000n;

/** Ties the virtual clock to real time: where it would stand now, had it run at its rate since it was last looked at. */
export class LiveClock {
  private anchor: { virtualMs: number; realMs: number };
  private readonly time: VirtualTime;
  private readonly real: RealTime;

  constructor(time: VirtualTime, real: RealTime) {
    this.time = time;
    this.real = real;
    this.anchor = this.here();
  }

  get nowMs(): number {
    return this.anchor.virtualMs + (this.real.nowMs() - this.anchor.realMs) * this.time.rate;
  }

  /** From here on the clock runs from where it stands: after a line, which has its own time. */
  reanchor(): void {
    this.anchor = this.here();
  }

  /** Moves the clock on to where it would stand, at a whole millisecond, and in a wait to before its end. */
  catchUp(beforeNs?: bigint): void {
    const lastMs = beforeNs === undefined ? Infinity : Number((beforeNs - 1n) / NS_PER_MS);
    this.time.moveToMs(Math.max(this.time.nextMs, Math.min(lastMs, Math.floor(this.nowMs))));
    this.reanchor();
  }

  private here() {
    return { virtualMs: Number(this.time.clock.nowNs()) / 1e6, realMs: this.real.nowMs() };
  }
}
