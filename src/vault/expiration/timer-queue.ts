import { compareText, createOrderedMap, type OrderedMap } from "../../lib/index.ts";

/** An instant in two numbers, which compare faster than one bigint. */
interface Timer {
  readonly seconds: number;
  readonly ns: number;
  readonly leaseId: string;
}

export type TimerQueueSnapshot = OrderedMap<Timer, true>;

const nsPerSecond = 1_000_000_000n;

/** Which lease ends next. A persistent ordered map, so that it snapshots as the barrier does. */
export class TimerQueue {
  private timers: OrderedMap<Timer, true> = createOrderedMap(compareTimers);

  get size(): number {
    return this.timers.size;
  }

  add(expireTimeNs: bigint, leaseId: string): void {
    this.timers.set(timer(expireTimeNs, leaseId), true);
  }

  remove(expireTimeNs: bigint, leaseId: string): void {
    this.timers.delete(timer(expireTimeNs, leaseId));
  }

  next(): { readonly expireTimeNs: bigint; readonly leaseId: string } | undefined {
    const first = this.timers.minKey();
    return first === undefined ? undefined : { expireTimeNs: instantOf(first), leaseId: first.leaseId };
  }

  /** All, in order. */
  all(): { readonly expireTimeNs: bigint; readonly leaseId: string }[] {
    return this.timers.keysArray().map((each) => ({ expireTimeNs: instantOf(each), leaseId: each.leaseId }));
  }

  snapshot(): TimerQueueSnapshot {
    return this.timers.clone();
  }

  restore(snapshot: TimerQueueSnapshot): void {
    this.timers = snapshot.clone();
  }
}

function timer(expireTimeNs: bigint, leaseId: string): Timer {
  return { seconds: Number(expireTimeNs / nsPerSecond), ns: Number(expireTimeNs % nsPerSecond), leaseId };
}

function instantOf(each: Timer): bigint {
  return BigInt(each.seconds) * nsPerSecond + BigInt(each.ns);
}

function compareTimers(left: Timer, right: Timer): number {
  return left.seconds - right.seconds || left.ns - right.ns || compareText(left.leaseId, right.leaseId);
}
