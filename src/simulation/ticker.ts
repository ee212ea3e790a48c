import type { LiveClock } from "./live-clock.ts";
import type { RealTime } from "./real-time.ts";
import type { VirtualTime } from "./virtual-time.ts";

const TICK_MS = 250;
const WALKING_TICK_MS = 1000;
const LEAST_TICK_MS = 10;

/** Between lines time goes on by itself: the next expiry and the clock's ticks. */
export class Ticker {
  private cancel: (() => void) | undefined;
  private readonly time: VirtualTime;
  private readonly live: LiveClock;
  private readonly real: RealTime;
  private readonly onTick: () => void;

  constructor(time: VirtualTime, live: LiveClock, real: RealTime, onTick: () => void) {
    this.time = time;
    this.live = live;
    this.real = real;
    this.onTick = onTick;
  }

  /** Looks anew at when the next tick is due. */
  wind(): void {
    this.stop();
    const { rate, nextExpiryMs } = this.time;
    if (rate === 0) return;
    const toExpiryMs = nextExpiryMs === undefined ? Infinity : (nextExpiryMs - this.live.nowMs) / rate;
    const waitMs = Math.max(LEAST_TICK_MS, Math.min(rate > 1 ? TICK_MS : WALKING_TICK_MS, toExpiryMs + 1));
    this.cancel = this.real.after(waitMs, () => {
      this.onTick();
      this.wind();
    });
  }

  stop(): void {
    this.cancel?.();
    this.cancel = undefined;
  }
}
