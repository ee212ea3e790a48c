import { compareText, createOrderedMap, type OrderedMap } from "../../lib/index.ts";

/** An instant in two numbers, which compare faster than one bigint. */
interface Timer {
  readonly seconds: number;
  readonly ns: number;
  readonly leaseId: string;
}

interface Due {
  readonly expireTimeNs: bigint;
  readonly leaseId: string;
}

export type TimerQueueSnapshot = OrderedMap<Timer, true>;

const nsPerSecond = 1_000_000_000n;

/** Which lease ends next. A persistent ordered map, so that it snapshots as the barrier does. */
export class TimerQueue {
  private timers: OrderedMap<Timer, true> = createOrderedMap(compareTimers);
  /** What `next` answered, as long as it still holds: every request asks several times. */
  private first: Due | undefined;

  get size(): number {
    return this.timers.size;
  }

  add(expireTimeNs: bigint, leaseId: string): void {
    if (this.first !== undefined && expireTimeNs <= this.first.expireTimeNs) this.first = undefined;
    this.timers.set(timer(expireTimeNs, leaseId), true);
  }

  remove(expireTimeNs: bigint, leaseId: string): void {
    if (this.first?.leaseId === leaseId) this.first = undefined;
    this.timers.delete(timer(expireTimeNs, leaseId));
  }

  next(): Due | undefined {
    if (this.first !== undefined) return this.first;
    const first = this.timers.minKey();
    this.first = first === undefined ? undefined : { expireTimeNs: instantOf(first), leaseId: first.leaseId };
    return this.first;
  }

  /** All, in order. */
  all(): Due[] {
    return this.timers.keysArray().map((each) => ({ expireTimeNs: instantOf(each), leaseId: each.leaseId }));
  }

  snapshot(): TimerQueueSnapshot {
    return this.timers.clone();
  }

  restore(snapshot: TimerQueueSnapshot): void {
    this.timers = snapshot.clone();
    this.first = undefined;
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
