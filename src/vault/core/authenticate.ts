/** Stage 1: who asks. Finds the token behind what was sent, and the one that the body names. */
import { refusal } from "../logical/outcomes.ts";
import type { LogicalFailure } from "../logical/types.ts";
import type { Core } from "./core.ts";
import { isOfNoNamespace, whyUnreadable } from "../token/unreadable-token.ts";
import type { RequestState } from "./request-state.ts";

export const permissionDenied = "permission denied";

/** Paths whose body names a token. */
const bodyTokenPaths: ReadonlySet<string> = new Set([
  "auth/token/lookup",
  "auth/token/renew",
  "auth/token/revoke",
  "auth/token/revoke-orphan",
]);
/** Paths that look at no token, not even to see what it is. */
const tokenlessPaths: ReadonlySet<string> = new Set([
  "sys/generate-root/attempt",
  "sys/health",
  "sys/init",
  "sys/leader",
  "sys/rekey/init",
  "sys/seal-backend-status",
  "sys/seal-status",
  "sys/unseal",
]);
/** Paths that a wrapping token is needed for. */
export const wrappingPaths: ReadonlySet<string> = new Set([
  "sys/wrapping/lookup",
  "sys/wrapping/rewrap",
  "sys/wrapping/unwrap",
]);
const wrappingPolicies: ReadonlySet<string> = new Set(["response-wrapping", "control-group"]);

export function authenticate(core: Core, state: RequestState): LogicalFailure | undefined {
  const { tokens } = core;
  if (state.inboundToken !== "") {
    const resolved = tokens.resolve(state.inboundToken);
    if (typeof resolved === "string") {
      state.clientToken = resolved;
      state.tokenEntry = resolved === "" ? undefined : tokens.lookup(resolved);
      const problem = state.tokenEntry === undefined && !tokenlessPaths.has(state.path) && whyUnreadable(resolved);
      if (typeof problem === "string") {
        state.decision = { cause: "bad-token", detail: "malformed" };
        return refusal(`error performing token check: ${problem}`, 500);
      }
    } else if (state.unauthenticated) {
      state.clientToken = state.inboundToken;
    } else {
      state.decision = { cause: "bad-token", detail: resolved.failure };
      return refusal(permissionDenied, 403);
    }
  }
  if (state.path.startsWith("auth/token/")) return readBodyToken(core, state);
  return wrappingPaths.has(state.path) ? validateWrappingToken(core, state) : undefined;
}

function readBodyToken({ tokens }: Core, state: RequestState): LogicalFailure | undefined {
  const token = state.data["token"];
  if (token === undefined || !bodyTokenPaths.has(state.path)) return undefined;
  if (token === null) return refused(state, "invalid token");
  if (typeof token !== "string") return undefined;
  state.bodyToken = token;
  const resolved = tokens.resolve(token);
  if (typeof resolved !== "string") {
    state.decision = { cause: "bad-token", named: "body", detail: resolved.failure };
    return refusal("bad token", 403);
  }
  if (isOfNoNamespace(resolved)) return refused(state, "no namespace", 500);
  if (resolved !== token) state.data = { ...state.data, token: resolved };
  return undefined;
}

function validateWrappingToken(core: Core, state: RequestState): LogicalFailure | undefined {
  const named = state.data["token"];
  if (named !== undefined && named !== null) {
    if (typeof named !== "string")
      return refused(state, "error validating wrapping token: could not decode token in request body");
    if (named === "") return refused(state, "error validating wrapping token: empty token in request body");
  }
  const token = typeof named === "string" ? named : state.clientToken;
  if (token === "") return refused(state, "error validating wrapping token: token is empty");
  const entry = core.tokens.lookup(token);
  const problem = entry === undefined ? whyUnreadable(token) : undefined;
  if (problem !== undefined) return refused(state, `error validating wrapping token: ${problem}`);
  if (entry === undefined || entry.policies.length !== 1 || !wrappingPolicies.has(entry.policies[0] ?? "")) {
    const subject = typeof named === "string" ? ({ named: "body" } as const) : {};
    state.decision = {
      cause: "bad-token",
      ...subject,
      detail: entry === undefined ? core.diagnose(token) : "unknown",
    };
    return refusal("wrapping token is not valid or does not exist", 400);
  }
  if (typeof named !== "string") state.tokenEntry = entry;
  return undefined;
}

function refused(state: RequestState, text: string, status = 403): LogicalFailure {
  state.decision = { cause: "refused", reason: text };
  return refusal(text, status);
}
