import { compareText, createOrderedMap, type OrderedMap } from "../../lib/index.ts";

type Timer = readonly [expireTimeNs: bigint, leaseId: string];

export type TimerQueueSnapshot = OrderedMap<Timer, true>;

/** Which lease ends next. A persistent ordered map, so that it snapshots as the barrier does. */
export class TimerQueue {
  private timers: OrderedMap<Timer, true> = createOrderedMap(compareTimers);

  get size(): number {
    return this.timers.size;
  }

  add(expireTimeNs: bigint, leaseId: string): void {
    this.timers.set([expireTimeNs, leaseId], true);
  }

  remove(expireTimeNs: bigint, leaseId: string): void {
    this.timers.delete([expireTimeNs, leaseId]);
  }

  next(): { readonly expireTimeNs: bigint; readonly leaseId: string } | undefined {
    const first = this.timers.minKey();
    return first === undefined ? undefined : { expireTimeNs: first[0], leaseId: first[1] };
  }

  all(): Timer[] {
    return this.timers.keysArray();
  }

  snapshot(): TimerQueueSnapshot {
    return this.timers.clone();
  }

  restore(snapshot: TimerQueueSnapshot): void {
    this.timers = snapshot.clone();
  }
}

function compareTimers(left: Timer, right: Timer): number {
  if (left[0] !== right[0]) return left[0] < right[0] ? -1 : 1;
  return compareText(left[1], right[1]);
}
