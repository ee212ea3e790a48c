/** One token, taken apart for a panel: its bytes, what bounds its life, its leases and policies. Read without a trace. */
import type { Core } from "../core/core.ts";
import { systemTtlBounds } from "../core/core.ts";
import { bindingMaximum } from "../expiration/calculate-ttl.ts";
import type { LeaseEntry } from "../expiration/lease-entry.ts";
import { withoutList } from "../logical/outcomes.ts";
import type { Outcome, TokenEntry } from "../logical/types.ts";
import { anatomyOf, type TokenAnatomy } from "./anatomy.ts";
import type { TtlBound } from "./notice.ts";
import { isTokenEntry } from "../token/token-records.ts";
import { standingOf, usableOf } from "./standing.ts";
import type { Decision, TokenView } from "./types.ts";

/** What holds a token's life down, as its next renewal would count it. 0 is none; spans are seconds. */
export interface TokenBounds {
  readonly systemSeconds: number;
  /** The mount's tuning, where it has one of its own. */
  readonly mountSeconds: number;
  readonly mountPoint: string;
  /** What the role or user of a login sets. */
  readonly roleSeconds: number;
  readonly explicitSeconds: number;
  /** Whose the explicit maximum is: the token's, or its token role's as that is now. */
  readonly explicitOf: "explicit" | "role-explicit";
  readonly periodSeconds: number;
  /** Why a renewal would be refused as things stand, beside what its lease says of itself. */
  readonly refusal: string | undefined;
  readonly binding: { readonly bound: TtlBound; readonly seconds: number };
}

export interface NamedPolicy {
  readonly name: string;
  readonly from: "token" | "identity";
  readonly exists: boolean;
}

export interface HeldLease {
  readonly id: string;
  readonly expiresAtMs: number | undefined;
}

export interface TokenInspection {
  readonly anatomy: TokenAnatomy;
  /** Why it could not be used now, whatever its policies say; undefined where it can. */
  readonly unfit: Decision | undefined;
  readonly bounds: TokenBounds;
  readonly policies: readonly NamedPolicy[];
  readonly entity: { readonly id: string; readonly name: string; readonly disabled: boolean } | undefined;
  readonly role: string;
  readonly boundCidrs: readonly string[];
  /** Leases of secrets read with it; the first `LEASES_LISTED` of `leaseCount`. */
  readonly leases: readonly HeldLease[];
  readonly leaseCount: number;
  /** The keys that the server keeps of it. */
  readonly storedAt: readonly string[];
}

export const LEASES_LISTED = 50;

export function inspectToken(core: Core, token: TokenView): TokenInspection {
  const found = core.sealed ? undefined : standingOf(core, token.token);
  const unfit = found === undefined ? sealed : "cause" in found ? found : usableOf(core, found);
  const entry = found === undefined || "cause" in found ? storedEntry(core, token) : found;
  const leaseKeys = core.barrier.peek(`sys/expire/token/${token.key}/`);
  const keyring = core.sealed ? undefined : core.keyring();
  const entity = token.entityId === "" ? undefined : core.identities.entityOfToken(token.entityId);
  return {
    anatomy: anatomyOf(token.token, { signer: core.tokens.signer, keyring }),
    unfit,
    bounds: boundsOf(core, token, entry, unfit === undefined),
    policies: policiesOf(core, token),
    entity: entity && { id: entity.id, name: entity.name, disabled: entity.disabled },
    role: entry?.role ?? "",
    boundCidrs: entry?.boundCidrs ?? [],
    leases: leaseKeys.slice(0, LEASES_LISTED).flatMap(([, id]) => heldLease(core, id)),
    leaseCount: leaseKeys.length,
    storedAt: storedAt(core, token, entry),
  };
}

const sealed: Decision = { cause: "sealed" };

/** What is kept of a service token, whether it could be used or not. */
function storedEntry(core: Core, { key, type }: TokenView): TokenEntry | undefined {
  const stored = type === "service" ? core.barrier.peekOne(`sys/token/id/${key}`) : undefined;
  return isTokenEntry(stored) ? stored : undefined;
}

function boundsOf(core: Core, token: TokenView, entry: TokenEntry | undefined, isFit: boolean): TokenBounds {
  const mount = core.router.route(token.path)?.mount;
  const bounds = core.boundsOf(token.path) ?? systemTtlBounds;
  const lease = leaseOf(core, entry);
  const renewal = isFit && lease !== undefined ? core.renewalOf(lease) : undefined;
  // Whoever gave it the token answers for its renewals as things stand now; else it is as it was made.
  const auth = renewal?.ok === true ? renewal.auth : undefined;
  const roleSeconds = (auth ?? lease?.auth)?.maxTtlSeconds ?? 0;
  const explicitSeconds = auth?.explicitMaxTtlSeconds ?? token.explicitMaxTtlSeconds;
  const explicitOf = auth === undefined || entry === undefined || entry.role === "" ? "explicit" : "role-explicit";
  return {
    systemSeconds: systemTtlBounds.maxLeaseTtlSeconds,
    mountSeconds: bounds.isTuned === true ? bounds.maxLeaseTtlSeconds : 0,
    mountPoint: mount?.point ?? "",
    roleSeconds,
    explicitSeconds,
    explicitOf,
    periodSeconds: auth?.periodSeconds ?? token.periodSeconds,
    refusal: isFit && lease?.auth !== undefined ? refusalOf(renewal) : undefined,
    binding: bindingMaximum(bounds, {
      maxTtlSeconds: roleSeconds,
      explicitMaxTtlSeconds: explicitSeconds,
      explicitOf,
    }),
  };
}

function refusalOf(renewal: Outcome): string | undefined {
  if (renewal === undefined) return "whom it was given to is gone";
  return renewal.ok ? undefined : renewal.errors.map(withoutList).join("; ");
}

function leaseOf(core: Core, entry: TokenEntry | undefined): LeaseEntry | undefined {
  if (entry === undefined || entry.type === "batch") return undefined;
  return core.expiration.leases.peek(core.expiration.tokenLeaseId(entry));
}

function policiesOf(core: Core, token: TokenView): NamedPolicy[] {
  const named = (from: NamedPolicy["from"]) => (name: string) => ({
    name,
    from,
    exists: core.policies.get(name) !== undefined,
  });
  const ofIdentity = new Set(core.identityPolicies(token.entityId));
  for (const name of token.policies) ofIdentity.delete(name);
  return [...token.policies.map(named("token")), ...[...ofIdentity].map(named("identity"))];
}

function heldLease(core: Core, id: unknown): HeldLease[] {
  const lease = typeof id === "string" ? core.expiration.leases.peek(id) : undefined;
  if (lease === undefined) return [];
  return [
    {
      id: lease.leaseId,
      expiresAtMs: lease.expireTimeNs === 0n ? undefined : Number(lease.expireTimeNs / 1_000_000n),
    },
  ];
}

function storedAt(core: Core, token: TokenView, entry: TokenEntry | undefined): string[] {
  if (entry === undefined || entry.type === "batch") return [];
  const { salt } = core.tokens;
  const parent = entry.parent === "" ? [] : [`sys/token/parent/${salt.saltId(entry.parent)}/${token.key}`];
  const keys = [
    `sys/token/id/${token.key}`,
    `sys/token/accessor/${salt.saltId(entry.accessor)}`,
    ...parent,
    `sys/expire/id/${core.expiration.tokenLeaseId(entry)}`,
  ];
  return keys.filter((key) => core.barrier.peekOne(key) !== undefined);
}
