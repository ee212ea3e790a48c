/** The way of a request: authenticate → authorise → route → lease → wrap → audit. Each stage is a file of its own. */
import type { Json } from "../../lib/index.ts";
import { addWarning, refusal, withoutList } from "../logical/outcomes.ts";
import type { LogicalFailure, LogicalResponse, Outcome, TokenEntry } from "../logical/types.ts";
import { revocationPending } from "../token/token-store.ts";
import { whyUnreadable } from "../token/unreadable-token.ts";
import { isRefusedLogin } from "./audit-auth.ts";
import { auditAnswer, auditInvalidWrapping, auditRequest } from "./audit.ts";
import { authenticate, permissionDenied, wrappingPaths } from "./authenticate.ts";
import type { Decision } from "../inspect/types.ts";
import { authorise, whyEntityMayNot } from "./authorise.ts";
import type { Core } from "./core.ts";
import { internalError, leaseSecret, leaseToken } from "./lease.ts";
import { loginWith } from "./login.ts";
import { mountRequest, type RequestState } from "./request-state.ts";
import { route } from "./route.ts";
import { countFailedLogin, lockableUser, lockOf } from "./user-lockout.ts";
import { wrap, wrapTtlOf } from "./wrap.ts";

const selfPaths: ReadonlySet<string> = new Set([
  "auth/token/lookup-self",
  "auth/token/renew-self",
  "auth/token/revoke-self",
]);
const writes: ReadonlySet<string> = new Set(["update", "create", "patch"]);

/** Where no token is asked for, no policy is. */
const freely = { allowed: true, grantingPolicies: [] } as const;

/** What a sealed server still answers. */
export const answeredSealed: ReadonlySet<string> = new Set([
  "sys/seal-status",
  "sys/unseal",
  "sys/health",
  "sys/leader",
  "sys/init",
  "sys/step-down",
  "sys/seal-backend-status",
  "sys/internal/ui/feature-flags",
  "sys/storage/raft/bootstrap",
  "sys/storage/raft/join",
]);
/** What asks first whether the server leads. */
const askedOfLeader = /^sys\/rekey(?:-recovery-key)?\/(?:init|update|verify)$/;

export function runPipeline(core: Core, state: RequestState): Outcome {
  if (core.sealed && state.path === "sys/seal" && state.operation === "update") return undefined;
  if (core.sealed && !answeredSealed.has(state.path)) {
    state.decision = { cause: "sealed" };
    return refusal(askedOfLeader.test(state.path) ? "node is not active" : "Vault is sealed", 503);
  }
  if (state.path.endsWith("/") && writes.has(state.operation)) {
    state.decision = { cause: "refused", reason: "cannot write to a path ending in '/'" };
    return refusal("cannot write to a path ending in '/'");
  }
  state.routed = core.router.route(state.path);
  state.unauthenticated = state.routed?.mount.backend.needsNoToken(state.routed.path) ?? false;
  const stranger = authenticate(core, state);
  if (stranger !== undefined) {
    if (core.audit.isOn && wrappingPaths.has(state.path)) auditInvalidWrapping(core, state);
    return stranger;
  }
  const answer = wrapped(core, state, state.unauthenticated ? runLogin(core, state) : runRequest(core, state));
  return core.audit.isOn ? auditAnswer(core, state, answer) : answer;
}

function wrapped(core: Core, state: RequestState, answer: Outcome): Outcome {
  if (answer === undefined || !answer.ok) return answer;
  giveBackTokenAsSent(state, answer);
  const ttlSeconds = wrapTtlOf(state, answer);
  const isWrapped = answer.wrapInfo !== undefined && answer.wrapInfo.token !== "";
  return ttlSeconds > 0 && !isWrapped ? wrap(core.wrapParts, state, answer, ttlSeconds) : answer;
}

/** A path that needs no token; where it answers with an auth, the core makes the token. */
function runLogin(core: Core, state: RequestState): Outcome {
  state.decision = { cause: "unauthenticated-path" };
  state.policyResults = freely;
  state.usesLeft = Math.max(state.tokenEntry?.numUses ?? 0, 0);
  const unwritten = core.audit.isOn ? auditRequest(core, state) : undefined;
  if (unwritten !== undefined) return unwritten;
  const user = lockableUser(state);
  if (user?.alias === "") return refusal("failed to determine alias name from login request", 500);
  const lock = user && lockOf(core, user);
  if (lock !== undefined) return refusal(permissionDenied, 403, lock);
  const answer = routeAndTrace(core, state);
  if (answer?.ok === false && answer.refusesCaller === true) state.decision = whyCallerIsRefused(core, state);
  if (user !== undefined && isRefusedLogin(core, state, answer)) countFailedLogin(core, user);
  // The way of a login makes no list of an error, as that of other requests does.
  if (answer?.ok === false) return { ...answer, errors: answer.errors.map(withoutList) };
  if (answer === undefined || answer.auth === undefined) return answer;
  state.loginAuth = answer.auth;
  return loginWith(core, state, answer, answer.auth);
}

function runRequest(core: Core, state: RequestState): Outcome {
  const entry = state.tokenEntry;
  if (entry === undefined) {
    if (whyUnreadable(state.inboundToken) !== undefined)
      return state.path === "sys/seal" ? refusal("internal error", 500) : internalError();
    state.decision = whyCallerIsRefused(core, state);
    return denied(core, state, refusal(permissionDenied, 403));
  }
  state.usesLeft = Math.max(entry.numUses, 0);
  // A use is counted whether or not the request is then allowed.
  const refused = authorise(core, state, entry);
  const used = core.tokens.use(entry);
  if (used === undefined) return internalError();
  state.tokenEntry = used;
  const answer = refused === undefined ? runAllowed(core, state, used) : denied(core, state, refused);
  return used.numUses === revocationPending ? endSpentToken(core, used, answer) : answer;
}

/** No token, none that is known, or one whose entity is good for nothing. */
function whyCallerIsRefused(core: Core, { inboundToken, routed, tokenEntry }: RequestState): Decision {
  const entity = tokenEntry && whyEntityMayNot(core, tokenEntry.entityId);
  if (entity !== undefined) return { cause: "entity", state: entity };
  if (inboundToken === "") return { cause: "no-token", ...(routed === undefined && ({ unmounted: true } as const)) };
  return { cause: "bad-token", detail: core.diagnose(inboundToken) };
}

/** A refusal before the mount is reached. */
function denied(core: Core, state: RequestState, refused: LogicalFailure): LogicalFailure {
  state.earlyRefusal = refused;
  if (core.audit.isOn) auditRequest(core, state, refused);
  return refused;
}

function runAllowed(core: Core, state: RequestState, entry: TokenEntry): Outcome {
  const unwritten = core.audit.isOn ? auditRequest(core, state) : undefined;
  if (unwritten !== undefined) return unwritten;
  const answer = routeAndTrace(core, state);
  if (answer === undefined || !answer.ok) return answer;
  const problem = leaseSecret(core.leaseParts, state, answer) ?? leaseToken(core.leaseParts, state, answer);
  if (problem !== undefined) return problem;
  if (state.path === "cubbyhole/response" && entry.policies.length === 1 && entry.policies[0] === "response-wrapping") {
    addWarning(
      answer,
      "Reading from 'cubbyhole/response' is deprecated. Please use sys/wrapping/unwrap to unwrap responses, as it provides additional security checks and other benefits.",
    );
  }
  return answer;
}

/** The last use: the token goes when the request is over, and what was leased with it is not handed out. */
function endSpentToken(core: Core, entry: TokenEntry, answer: Outcome): Outcome {
  core.expiration.endSoon(entry, "uses");
  if (answer?.ok === true && answer.secret?.leaseId !== undefined) {
    return refusal(
      "Secret cannot be returned; token had one use left, so leased credentials were immediately revoked.",
      400,
      { kind: "last-use" },
    );
  }
  return answer;
}

function routeAndTrace(core: Core, state: RequestState): Outcome {
  state.handedOver = true;
  const answer = route(core.router, state, (routed) =>
    mountRequest(state, routed, core.nowNs(), core.mountToken(state)),
  );
  if (answer !== undefined && !answer.ok && state.routed === undefined) state.decision = { cause: "no-mount" };
  return answer;
}

/** Who sent a signed token reads that form back, not the inner id. */
function giveBackTokenAsSent(state: RequestState, answer: LogicalResponse): void {
  const sent =
    state.bodyToken || (selfPaths.has(state.path) && state.inboundToken !== "" ? state.inboundToken : undefined);
  if (sent === undefined || sent === "") return;
  if (answer.data !== undefined && answer.data !== null)
    answer.data = { ...answer.data, id: sent } satisfies Record<string, Json>;
  const body = state.bodyToken;
  if (body !== undefined && answer.auth !== undefined && answer.auth.clientToken === state.data["token"])
    answer.auth.clientToken = body;
}
