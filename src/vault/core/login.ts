/** A login answered with an auth: makes the token it asks for. */
import { addNotices, addWarning, failure, refusal } from "../logical/outcomes.ts";
import type { Auth, LogicalResponse, Outcome, TokenEntry } from "../logical/types.ts";
import { calculateTtl } from "../expiration/calculate-ttl.ts";
import { sanitizePolicies } from "../token/sanitize-policies.ts";
import { blankToken } from "../token/blank-token.ts";
import { permissionDenied } from "./authenticate.ts";
import type { Core } from "./core.ts";
import { internalError } from "./lease.ts";
import type { RequestState } from "./request-state.ts";
import { forgetFailedLogins } from "./user-lockout.ts";

/** Policies that only the core gives. */
export const nonAssignablePolicies: ReadonlySet<string> = new Set(["response-wrapping", "control-group"]);

export function loginWith(core: Core, state: RequestState, answer: LogicalResponse, auth: Auth): Outcome {
  const mount = state.routed?.mount;
  const bounds = core.boundsOf(state.path);
  if (mount === undefined || bounds === undefined) return internalError();
  settleTokenType(auth, mount.entry.config.tokenType ?? "default-service");
  const isKnown = !core.audit.isOn || isKnownAlias(core, auth);
  const entity = core.entityOf(auth);
  if (entity?.disabled === true) {
    state.decision = { cause: "entity", state: "disabled" };
    return refusal(permissionDenied, 403);
  }
  auth.entityId = entity?.id ?? auth.entityId;
  if (!isKnown) auth.entityCreated = true;
  auth.displayName = displayNameFor(mount.entry.path, auth.displayName);
  const ttl = calculateTtl(bounds, auth, core.nowNs());
  if (!ttl.ok) return failure(ttl.error, 500, ttl.notice);
  for (const warning of ttl.warnings) addWarning(answer, warning);
  addNotices(answer, ttl.notices);
  const identityPolicies = core.identityPolicies(auth.entityId);
  auth.tokenPolicies = sanitizePolicies(auth.policies, auth.noDefaultPolicy !== true);
  const allPolicies = sanitizePolicies([...auth.tokenPolicies, ...identityPolicies], false);
  for (const policy of allPolicies) {
    if (policy === "root") return refusal("auth methods cannot create root tokens");
    if (nonAssignablePolicies.has(policy)) return refusal(`cannot assign policy "${policy}"`);
  }
  const entry = core.tokens.create(tokenFor(state.path, auth, auth.tokenPolicies, ttl.ttlSeconds, core.nowNs()));
  if ("error" in entry) return internalError();
  Object.assign(auth, { clientToken: entry.id, accessor: entry.accessor, ttlSeconds: entry.ttlSeconds, orphan: true });
  if (entry.type === "batch") {
    auth.renewable = false;
  } else if (core.expiration.registerAuth(entry, { ...auth }) !== undefined) {
    core.tokens.revokeOrphaning(entry.id);
    return internalError();
  } else {
    core.tokens.watcher?.issued(entry);
  }
  if (auth.alias !== undefined) forgetFailedLogins(core, auth.alias.mountAccessor, auth.alias.name);
  auth.clientToken = entry.externalId;
  auth.identityPolicies = sanitizePolicies(identityPolicies, false);
  auth.policies = allPolicies;
  return answer;
}

/** Only the audit log tells of it: elsewhere nobody has to look for it. */
function isKnownAlias(core: Core, { alias }: Auth): boolean {
  if (alias === undefined || alias.name === "") return true;
  return core.identities.entityByFactors(alias.mountAccessor, alias.name) !== undefined;
}

/** What the mount's tuning makes of the type of token that the method asks for. */
function settleTokenType(auth: Auth, tuned: "default-service" | "default-batch" | "service" | "batch"): void {
  if (tuned === "service" || tuned === "batch") auth.tokenType = tuned;
  else if (auth.tokenType === "default") auth.tokenType = tuned === "default-batch" ? "batch" : "service";
}

function displayNameFor(mountPath: string, name: string): string {
  return `${mountPath.replaceAll("/", "-")}${name}`.replace(/-$/, "");
}

function tokenFor(
  path: string,
  auth: Auth,
  policies: readonly string[],
  ttlSeconds: number,
  nowNs: bigint,
): TokenEntry {
  return {
    ...blankToken(),
    type: auth.tokenType === "batch" ? "batch" : "service",
    path,
    metadata: auth.metadata,
    displayName: auth.displayName,
    creationTimeSeconds: Number(nowNs / 1_000_000_000n),
    ttlSeconds,
    numUses: auth.numUses,
    entityId: auth.entityId,
    boundCidrs: auth.boundCidrs,
    policies,
    explicitMaxTtlSeconds: auth.explicitMaxTtlSeconds,
    periodSeconds: auth.periodSeconds,
  };
}
