/** Stage 4: gives what was issued its lease: a dynamic secret, or the token that the token store made. */
import { addNotices, addWarning, failure } from "../logical/outcomes.ts";
import type { Auth, LogicalFailure, LogicalResponse } from "../logical/types.ts";
import { calculateTtl, type TtlBounds } from "../expiration/calculate-ttl.ts";
import type { ExpirationManager } from "../expiration/expiration-manager.ts";
import type { MountEntry } from "../routing/mount-entry.ts";
import { sanitizePolicies } from "../token/sanitize-policies.ts";
import { innerIdOf } from "../token/signed-token.ts";
import type { TokenStore } from "../token/token-store.ts";
import type { RequestState } from "./request-state.ts";

export interface LeaseParts {
  readonly tokens: TokenStore;
  readonly expiration: ExpirationManager;
  readonly nowNs: () => bigint;
  readonly boundsOf: (path: string) => TtlBounds | undefined;
  readonly identityPolicies: (entityId: string) => readonly string[];
  /** Whether what is read from a key-value store is leased. */
  readonly leasesReads: (entry: MountEntry) => boolean;
}

export const internalError = (): LogicalFailure => failure("internal error", 500);

export function leaseSecret(
  parts: LeaseParts,
  state: RequestState,
  answer: LogicalResponse,
): LogicalFailure | undefined {
  const { secret } = answer;
  if (secret === undefined || state.path.startsWith("sys/renew") || state.path.startsWith("sys/leases/renew"))
    return undefined;
  const mount = state.routed?.mount.entry;
  if (mount === undefined || state.tokenEntry === undefined) return internalError();
  // A key-value store says how long to keep what was read, but leases nothing.
  if ((mount.type === "kv" || mount.type === "generic") && !parts.leasesReads(mount)) {
    secret.renewable = false;
    return undefined;
  }
  const bounds = parts.boundsOf(state.path);
  if (bounds === undefined) return internalError();
  const { ttlSeconds, maxTtlSeconds } = secret;
  const ttl = calculateTtl(bounds, { ttlSeconds, maxTtlSeconds }, parts.nowNs());
  if (!ttl.ok) return failure(ttl.error, 500, ttl.notice);
  for (const warning of ttl.warnings) addWarning(answer, warning);
  addNotices(answer, ttl.notices);
  secret.ttlSeconds = ttl.ttlSeconds;
  secret.leaseId = parts.expiration.register(state.routed?.fullPath ?? state.path, state.tokenEntry, answer, secret);
  return undefined;
}

/** The token store answered with a token: one just made gets its lease, one renewed has it already. */
export function leaseToken(
  parts: LeaseParts,
  state: RequestState,
  answer: LogicalResponse,
): LogicalFailure | undefined {
  const { auth } = answer;
  if (auth === undefined) return undefined;
  if (!state.path.startsWith("auth/token/")) return internalError();
  const identityPolicies = parts.identityPolicies(auth.entityId);
  if (state.path.startsWith("auth/token/renew")) {
    if (auth.clientToken === innerIdOf(state.inboundToken)) auth.clientToken = state.inboundToken;
    auth.policies = auth.tokenPolicies ?? [];
  } else {
    auth.tokenPolicies = auth.policies;
    const problem = auth.tokenType === "batch" ? undefined : registerToken(parts, auth);
    if (problem !== undefined) return problem;
  }
  if (identityPolicies.length > 0) {
    auth.policies = sanitizePolicies([...auth.policies, ...identityPolicies], false);
    auth.identityPolicies = sanitizePolicies(identityPolicies, false);
  }
  return undefined;
}

function registerToken(parts: LeaseParts, auth: Auth): LogicalFailure | undefined {
  const entry = auth.clientToken === undefined ? undefined : parts.tokens.lookupStored(auth.clientToken);
  if (entry === undefined) return internalError();
  // What is stored keeps the inner id; the answer carries the form that is handed out.
  if (parts.expiration.registerAuth(entry, { ...auth }) !== undefined) {
    parts.tokens.revokeOrphaning(entry.id);
    return internalError();
  }
  auth.clientToken = entry.externalId;
  parts.tokens.watcher?.issued(entry);
  return undefined;
}
