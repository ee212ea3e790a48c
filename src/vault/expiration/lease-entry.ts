import type { Json } from "../../lib/index.ts";
import type { NotRenewable } from "../inspect/notice.ts";
import { refusal } from "../logical/outcomes.ts";
import type { Auth, LogicalFailure, Secret, TokenEntry } from "../logical/types.ts";
import type { EndCause } from "../token/token-leases.ts";

/** What is kept of a lease at `sys/expire/id/<lease id>`. Immutable: a renewal puts another. */
export interface LeaseEntry {
  readonly leaseId: string;
  /** Inner id of the token that the lease is of (auth) or was taken with (secret). */
  readonly clientToken: string;
  readonly clientTokenType: "service" | "batch";
  readonly path: string;
  readonly data: Readonly<Record<string, Json>> | null;
  readonly auth?: Auth;
  readonly secret?: Secret;
  readonly issueTimeNs: bigint;
  /** 0 is never. */
  readonly expireTimeNs: bigint;
  /** 0 is not yet. */
  readonly lastRenewalTimeNs: bigint;
  /** Set where a revocation is queued: why the lease ends, other than that its time is over. */
  readonly endCause?: EndCause;
  /** Set once the mount has refused to revoke it: it stays, and no timer runs. */
  readonly revokeError?: string;
}

const nsPerSecond = 1_000_000_000n;

/** Why a lease cannot be renewed; undefined where it can. */
export function whyNotRenewable(lease: LeaseEntry | undefined, nowNs: bigint): NotRenewable | undefined {
  if (lease === undefined) return "lease not found";
  if (lease.revokeError !== undefined) return "failed revocation";
  if (lease.expireTimeNs === 0n) return "never expires";
  // What a batch token asked for is as renewable as its mount makes it.
  if (lease.clientTokenType === "batch") return undefined;
  if (lease.expireTimeNs < nowNs) return "expired";
  if (lease.secret?.renewable === false || lease.auth?.renewable === false) return "not renewable";
  return undefined;
}

const renewalRefusals: Readonly<Record<NotRenewable, string>> = {
  "lease not found": "lease not found",
  "failed revocation": "lease is expired and has failed previous revocation attempts",
  "never expires": "lease is not renewable",
  expired: "lease expired",
  "not renewable": "lease is not renewable",
};

/** The same in Vault's words. */
export function renewalRefusal(because: NotRenewable): LogicalFailure {
  return refusal(renewalRefusals[because], 400, { kind: "not-renewable", because });
}

/** Of the tokens that may be used, only a root token that never expires has no lease. */
export function noLease(): LogicalFailure {
  return refusal("invalid lease ID", 400, { kind: "not-renewable", because: "never expires" });
}

/** Seconds left as lookups show them: now is rounded to the second, the rest cut off. */
export function secondsLeft(expireTimeNs: bigint, nowNs: bigint): number {
  const roundedNow = ((nowNs + nsPerSecond / 2n) / nsPerSecond) * nsPerSecond;
  return Number((expireTimeNs - roundedNow) / nsPerSecond);
}

/** Seconds, a fraction of one kept to the microsecond, as nanoseconds. */
export function secondsToNs(seconds: number): bigint {
  return Number.isInteger(seconds) ? BigInt(seconds) * nsPerSecond : BigInt(Math.round(seconds * 1e6)) * 1000n;
}

/** What a lease is of that exists only to be revoked. */
export function revocationAuth(entry: TokenEntry, nowNs: bigint): Auth {
  return {
    clientToken: entry.id,
    tokenType: "service",
    displayName: entry.displayName,
    policies: [...entry.policies],
    metadata: entry.metadata === null ? null : { ...entry.metadata },
    entityId: entry.entityId,
    orphan: entry.parent === "",
    numUses: entry.numUses,
    renewable: false,
    ttlSeconds: 1e-9,
    maxTtlSeconds: 0,
    periodSeconds: 0,
    explicitMaxTtlSeconds: 0,
    boundCidrs: [...entry.boundCidrs],
    issueTimeNs: nowNs,
    internalData: {},
  };
}

/** Whose index a lease stands in: a batch token's parent's, and nobody's where it has none. */
export function indexedToken(entry: TokenEntry): string {
  return entry.type === "batch" ? entry.parent : entry.id;
}
