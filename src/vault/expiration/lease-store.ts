/** Leases in storage, and the timers that go with them. */
import type { Barrier } from "../storage/barrier.ts";
import type { StorageValue, StorageView } from "../storage/types.ts";
import type { LeaseEntry } from "./lease-entry.ts";
import { TimerQueue } from "./timer-queue.ts";

const idPrefix = "sys/expire/id/";

export class LeaseStore {
  readonly timers = new TimerQueue();
  private readonly barrier: Barrier;
  private readonly ids: StorageView;
  private readonly byToken: StorageView;

  constructor(barrier: Barrier) {
    this.barrier = barrier;
    this.ids = barrier.view(idPrefix);
    this.byToken = barrier.view("sys/expire/token/");
  }

  get(leaseId: string): LeaseEntry | undefined {
    return asLease(this.ids.get(leaseId));
  }

  peek(leaseId: string): LeaseEntry | undefined {
    return asLease(this.barrier.peekOne(idPrefix + leaseId));
  }

  add(lease: LeaseEntry): void {
    this.ids.put(lease.leaseId, lease);
    if (lease.expireTimeNs !== 0n && lease.revokeError === undefined)
      this.timers.add(lease.expireTimeNs, lease.leaseId);
  }

  replace(before: LeaseEntry, after: LeaseEntry): void {
    this.timers.remove(before.expireTimeNs, before.leaseId);
    this.add(after);
  }

  remove(lease: LeaseEntry): void {
    this.ids.delete(lease.leaseId);
    this.timers.remove(lease.expireTimeNs, lease.leaseId);
  }

  /** Ids of all leases below a prefix. */
  below(prefix: string): string[] {
    return this.barrier.keysBelow(idPrefix + prefix).map((key) => key.slice(idPrefix.length));
  }

  list(prefix: string): string[] {
    return this.ids.list(prefix);
  }

  index(saltedToken: string, saltedLease: string, leaseId: string): void {
    this.byToken.put(`${saltedToken}/${saltedLease}`, leaseId);
  }

  unindex(saltedToken: string, saltedLease: string): void {
    this.byToken.delete(`${saltedToken}/${saltedLease}`);
  }

  takenWith(saltedToken: string): string[] {
    return this.byToken.list(`${saltedToken}/`).flatMap((name) => {
      const leaseId = this.byToken.get(`${saltedToken}/${name}`);
      return typeof leaseId === "string" ? [leaseId] : [];
    });
  }
}

function isLease(value: StorageValue | undefined): value is LeaseEntry {
  return typeof value === "object" && "leaseId" in value;
}

function asLease(value: StorageValue | undefined): LeaseEntry | undefined {
  return isLease(value) ? value : undefined;
}
