/** Time and entropy of the machine, for a server that real clients use. */
import { randomFillSync } from "node:crypto";
import type { Clock, Random } from "../../lib/index.ts";

const SLACK_NS = 1_000_000_000n;

/** The wall clock to the nanosecond, never going back; it follows the machine's where that was set forward or slept. */
export class WallClock implements Clock {
  private offsetNs = wallNs() - process.hrtime.bigint();

  nowNs(): bigint {
    const steady = process.hrtime.bigint() + this.offsetNs;
    const ahead = wallNs() - steady;
    if (ahead < SLACK_NS) return steady;
    this.offsetNs += ahead;
    return steady + ahead;
  }
}

function wallNs(): bigint {
  return BigInt(Date.now()) * 1_000_000n;
}

/** The machine's entropy, drawn a pool at a time. What was handed out is wiped from the pool. */
export class SystemRandom implements Random {
  private readonly pool = new Uint8Array(8192);
  private used = this.pool.length;

  bytes(length: number): Uint8Array {
    if (length > this.pool.length) return randomFillSync(new Uint8Array(length));
    if (this.used + length > this.pool.length) {
      randomFillSync(this.pool);
      this.used = 0;
    }
    const bytes = this.pool.slice(this.used, this.used + length);
    this.pool.fill(0, this.used, this.used + length);
    this.used += length;
    return bytes;
  }
}
