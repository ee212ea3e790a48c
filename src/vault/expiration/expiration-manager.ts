/** Leases from their registration to their end. Vault: `vault.ExpirationManager`. */
import { randomBase62, type Random } from "../../lib/index.ts";
import { addNotices, addWarning, refusal, failure, response } from "../logical/outcomes.ts";
import type { Auth, LogicalFailure, LogicalResponse, Outcome, Secret, TokenEntry } from "../logical/types.ts";
import type { Barrier } from "../storage/barrier.ts";
import { tokenLength } from "../token/signed-token.ts";
import type { EndCause, LeaseTimes, TokenLeases } from "../token/token-leases.ts";
import type { TokenStore } from "../token/token-store.ts";
import { calculateTtl, type TtlBounds } from "./calculate-ttl.ts";
import {
  indexedToken,
  noLease,
  renewalRefusal,
  revocationAuth,
  secondsToNs,
  whyNotRenewable,
  type LeaseEntry,
} from "./lease-entry.ts";
import { LeaseStore } from "./lease-store.ts";
import { unrenewedSecret, unrenewedToken } from "./renewal-failure.ts";
import type { TimerQueueSnapshot } from "./timer-queue.ts";

export interface ExpirationParts {
  readonly barrier: Barrier;
  readonly random: Random;
  readonly nowNs: () => bigint;
  readonly tokens: TokenStore;
  /** Bounds of the mount that a path leads to. */
  readonly boundsOf: (path: string) => TtlBounds | undefined;
  /** Asks the mount that issued a lease to renew it or to revoke it. */
  readonly callMount: (lease: LeaseEntry, operation: "renew" | "revoke", incrementSeconds: number) => Outcome;
}

export type ExpirationSnapshot = TimerQueueSnapshot;

export class ExpirationManager implements TokenLeases {
  readonly leases: LeaseStore;
  private readonly parts: ExpirationParts;
  private expiring = false;
  /** Of the token that was looked for last: the stages of a request ask for the one who sent it again and again. */
  private lastLeaseId: { readonly path: string; readonly id: string; readonly leaseId: string } | undefined;

  constructor(parts: ExpirationParts) {
    this.parts = parts;
    this.leases = new LeaseStore(parts.barrier);
  }

  snapshot(): ExpirationSnapshot {
    return this.leases.timers.snapshot();
  }

  restore(snapshot: ExpirationSnapshot): void {
    this.leases.timers.restore(snapshot);
  }

  tokenLeaseId(entry: Pick<TokenEntry, "path" | "id">): string {
    const { path, id } = entry;
    const last = this.lastLeaseId;
    if (last?.id === id && last.path === path) return last.leaseId;
    return `${path}/${this.parts.tokens.saltId(id)}`;
  }

  times(entry: TokenEntry): LeaseTimes | undefined {
    if (entry.type === "batch") {
      const issueTimeNs = secondsToNs(entry.creationTimeSeconds);
      const expireTimeNs = issueTimeNs + secondsToNs(entry.ttlSeconds);
      return { issueTimeNs, expireTimeNs, lastRenewalTimeNs: 0n, renewable: false };
    }
    const leaseId = this.tokenLeaseId(entry);
    const lease = this.leases.get(leaseId);
    if (lease === undefined) return undefined;
    if (this.lastLeaseId?.leaseId !== leaseId) this.lastLeaseId = { path: entry.path, id: entry.id, leaseId };
    return this.timesOf(lease);
  }

  /** The same for whoever watches: no storage operation is counted. */
  peekTimes(entry: TokenEntry): LeaseTimes | undefined {
    if (entry.type === "batch") return this.times(entry);
    const lease = this.leases.peek(this.tokenLeaseId(entry));
    return lease === undefined ? undefined : this.timesOf(lease);
  }

  timesOf(lease: LeaseEntry): LeaseTimes {
    const { issueTimeNs, expireTimeNs, lastRenewalTimeNs } = lease;
    const renewable = whyNotRenewable(lease, this.parts.nowNs()) === undefined;
    return { issueTimeNs, expireTimeNs, lastRenewalTimeNs, renewable };
  }

  /** Gives a service token its lease. Undefined on success. */
  registerAuth(entry: TokenEntry, auth: Auth): string | undefined {
    if (entry.path.includes("..") && entry.path.split("/").includes(".."))
      return "path cannot contain parent references";
    const nowNs = this.parts.nowNs();
    this.leases.add({
      leaseId: this.tokenLeaseId(entry),
      clientToken: entry.id,
      clientTokenType: "service",
      path: entry.path,
      data: null,
      auth,
      issueTimeNs: nowNs,
      expireTimeNs: auth.ttlSeconds > 0 ? nowNs + secondsToNs(auth.ttlSeconds) : 0n,
      lastRenewalTimeNs: 0n,
    });
    return undefined;
  }

  /** Gives what a mount issued a lease: its id. The secret's TTL becomes what is left. */
  register(path: string, entry: TokenEntry, answer: LogicalResponse, secret: Secret): string {
    const nowNs = this.parts.nowNs();
    const leaseId = `${path}/${randomBase62(this.parts.random, tokenLength)}`;
    let expireTimeNs = nowNs + secondsToNs(secret.ttlSeconds);
    if (entry.type === "batch") {
      const tokenEndsNs = this.times(entry)?.expireTimeNs ?? expireTimeNs;
      if (expireTimeNs > tokenEndsNs) expireTimeNs = tokenEndsNs;
    }
    const owner = indexedToken(entry);
    this.leases.add({
      leaseId,
      clientToken: entry.id,
      clientTokenType: entry.type,
      path,
      data: answer.data ?? null,
      secret,
      issueTimeNs: nowNs,
      expireTimeNs,
      lastRenewalTimeNs: 0n,
    });
    if (owner !== "") this.leases.index(this.parts.tokens.saltId(owner), this.parts.tokens.saltId(leaseId), leaseId);
    secret.ttlSeconds = Number((expireTimeNs - nowNs + 500_000_000n) / 1_000_000_000n);
    return leaseId;
  }

  renewToken(entry: TokenEntry, incrementSeconds: number): Outcome {
    const lease = this.leases.get(this.tokenLeaseId(entry));
    if (lease === undefined) return noLease();
    const nowNs = this.parts.nowNs();
    const problem = whyNotRenewable(lease, nowNs);
    if (problem !== undefined) return renewalRefusal(problem);
    const renewed = this.parts.callMount(lease, "renew", incrementSeconds);
    if (renewed?.ok === false) return unrenewedToken(renewed);
    if (renewed?.auth === undefined) return undefined;
    const auth = { ...renewed.auth };
    const explicitOf = entry.role === "" ? "explicit" : "role-explicit";
    const ttl = calculateTtl(
      this.boundsOf(lease.path),
      { ...auth, explicitOf, incrementSeconds, startTimeNs: lease.issueTimeNs },
      nowNs,
    );
    if (!ttl.ok) return failure(ttl.error, 500, ttl.notice);
    auth.ttlSeconds = ttl.ttlSeconds;
    auth.clientToken = entry.id;
    const expireTimeNs = auth.ttlSeconds > 0 ? nowNs + secondsToNs(auth.ttlSeconds) : 0n;
    this.leases.replace(lease, { ...lease, auth: { ...auth }, expireTimeNs, lastRenewalTimeNs: nowNs });
    this.parts.tokens.watcher?.changed(entry);
    const answer: LogicalResponse = { ok: true, auth };
    for (const warning of ttl.warnings) addWarning(answer, warning);
    addNotices(answer, ttl.notices);
    if (auth.periodSeconds > 0 && incrementSeconds > 0 && incrementSeconds !== auth.ttlSeconds)
      addNotices(answer, [{ kind: "overruled", name: "increment", by: "period" }]);
    return answer;
  }

  renewLease(leaseId: string, incrementSeconds: number): Outcome {
    const lease = this.leases.get(leaseId);
    const nowNs = this.parts.nowNs();
    const problem = whyNotRenewable(lease, nowNs);
    if (lease === undefined || problem !== undefined) return renewalRefusal(problem ?? "lease not found");
    if (lease.secret === undefined) return refusal("tokens cannot be renewed through this endpoint");
    const renewed = this.parts.callMount(lease, "renew", incrementSeconds);
    if (renewed === undefined) return undefined;
    if (!renewed.ok) return unrenewedSecret(renewed);
    if (renewed.secret === undefined) return undefined;
    const secret: Secret = { ...renewed.secret, leaseId };
    const { ttlSeconds, maxTtlSeconds } = secret;
    const wishes = { incrementSeconds, ttlSeconds, maxTtlSeconds, startTimeNs: lease.issueTimeNs };
    const ttl = calculateTtl(this.boundsOf(lease.path), wishes, nowNs);
    if (!ttl.ok) return refusal(ttl.error, 400, ttl.notice);
    secret.ttlSeconds = ttl.ttlSeconds;
    let expireTimeNs = nowNs + secondsToNs(ttl.ttlSeconds);
    if (lease.clientTokenType === "batch") {
      const holder = this.parts.tokens.lookup(lease.clientToken);
      const endsNs = holder === undefined ? undefined : this.times(holder)?.expireTimeNs;
      if (endsNs === undefined) return refusal("cannot renew lease, no valid associated token");
      if (expireTimeNs > endsNs) {
        expireTimeNs = endsNs;
        secret.ttlSeconds = Number(endsNs - nowNs) / 1e9;
      }
    }
    this.leases.replace(lease, {
      ...lease,
      data: renewed.data ?? null,
      secret,
      expireTimeNs,
      lastRenewalTimeNs: nowNs,
    });
    const answer = response(renewed.data, [...(renewed.warnings ?? []), ...ttl.warnings]);
    answer.secret = { ...secret };
    addNotices(answer, ttl.notices);
    return answer;
  }

  private boundsOf(path: string): TtlBounds {
    return this.parts.boundsOf(path) ?? { defaultLeaseTtlSeconds: 0, maxLeaseTtlSeconds: 0 };
  }

  /** Revokes now. What is not there is as good as revoked. */
  revoke(leaseId: string, cause: EndCause = "revoked", force = false): LogicalFailure | undefined {
    const lease = this.leases.get(leaseId);
    if (lease === undefined) return undefined;
    if (lease.auth !== undefined) {
      this.parts.tokens.revokeTree(lease.clientToken, cause);
    } else {
      const outcome = this.parts.callMount(lease, "revoke", 0);
      if (outcome !== undefined && !outcome.ok && !force) return outcome;
    }
    this.forget(leaseId);
    return undefined;
  }

  revokeToken(entry: TokenEntry, cause: EndCause): void {
    this.parts.tokens.revokeTree(entry.id, cause);
    this.forget(this.tokenLeaseId(entry));
  }

  /** Queues a revocation: it is done when this request is over. */
  lazyRevoke(leaseId: string, endCause: EndCause = "revoked"): void {
    const lease = this.leases.get(leaseId);
    if (lease !== undefined) this.leases.replace(lease, { ...lease, expireTimeNs: this.parts.nowNs(), endCause });
  }

  /** Revokes a token when this request is over, whether or not it has a lease. */
  endSoon(entry: TokenEntry, cause: EndCause): void {
    const leaseId = this.tokenLeaseId(entry);
    if (this.leases.get(leaseId) === undefined) this.registerAuth(entry, revocationAuth(entry, this.parts.nowNs()));
    this.lazyRevoke(leaseId, cause);
  }

  revokePrefix(
    prefix: string,
    options: { readonly sync: boolean; readonly force: boolean },
  ): LogicalFailure | undefined {
    if (!prefix.endsWith("/") && this.leases.get(prefix) !== undefined) return this.revokeOrQueue(prefix, options);
    const below = prefix.endsWith("/") ? prefix : `${prefix}/`;
    for (const leaseId of this.leases.below(below)) {
      const problem = this.revokeOrQueue(leaseId, options);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }

  private revokeOrQueue(
    leaseId: string,
    options: { readonly sync: boolean; readonly force: boolean },
  ): LogicalFailure | undefined {
    if (options.sync || options.force) return this.revoke(leaseId, "revoked", options.force);
    this.lazyRevoke(leaseId);
    return undefined;
  }

  endAllOf(entry: TokenEntry): void {
    const { tokens } = this.parts;
    for (const leaseId of this.leases.takenWith(tokens.saltId(entry.id))) this.lazyRevoke(leaseId);
    this.forget(this.tokenLeaseId(entry));
  }

  private forget(leaseId: string): void {
    const lease = this.leases.get(leaseId);
    if (lease === undefined) return;
    this.leases.remove(lease);
    if (lease.secret === undefined) return;
    const { tokens } = this.parts;
    const owner =
      lease.clientTokenType === "batch" ? (tokens.readBatch(lease.clientToken)?.parent ?? "") : lease.clientToken;
    if (owner !== "") this.leases.unindex(tokens.saltId(owner), tokens.saltId(leaseId));
  }

  nextExpiryNs(): bigint | undefined {
    return this.leases.timers.next()?.expireTimeNs;
  }

  /** Ends everything whose time has come, in order, each at its own moment: `reach` moves the server's now there. */
  expireDue(untilNs: bigint, reach: (nowNs: bigint) => void): void {
    if (this.expiring) return;
    this.expiring = true;
    try {
      for (
        let due = this.leases.timers.next();
        due !== undefined && due.expireTimeNs <= untilNs;
        due = this.leases.timers.next()
      ) {
        reach(due.expireTimeNs);
        this.expire(due.expireTimeNs, due.leaseId);
      }
    } finally {
      this.expiring = false;
    }
  }

  private expire(expireTimeNs: bigint, leaseId: string): void {
    const lease = this.leases.get(leaseId);
    if (lease === undefined || lease.expireTimeNs !== expireTimeNs) {
      this.leases.timers.remove(expireTimeNs, leaseId);
      return;
    }
    const problem = this.revoke(leaseId, lease.endCause ?? "expired");
    if (problem !== undefined) {
      this.leases.replace(lease, { ...lease, revokeError: problem.errors.join("; ") || "unknown error" });
    }
  }
}
