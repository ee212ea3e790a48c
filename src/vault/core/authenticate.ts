/** Stage 1: who asks. Finds the token behind what was sent, and the one that the body names. */
import type { Json } from "../../lib/index.ts";
import { refusal } from "../logical/outcomes.ts";
import type { LogicalFailure } from "../logical/types.ts";
import type { TokenStore } from "../token/token-store.ts";
import {
  isForeign,
  isOfNoNamespace,
  noNamespace,
  whyForeignWrapsNothing,
  whyUnreadable,
} from "../token/unreadable-token.ts";
import { besideCore } from "./beside-core.ts";
import type { Core } from "./core.ts";
import type { RequestState } from "./request-state.ts";

export const permissionDenied = "permission denied";

/** Paths whose body names a token. */
const bodyTokenPaths: ReadonlySet<string> = new Set([
  "auth/token/lookup",
  "auth/token/renew",
  "auth/token/revoke",
  "auth/token/revoke-orphan",
]);
/** Paths whose body may name a lease. */
const bodyLeasePaths: ReadonlySet<string> = new Set(
  ["lookup", "renew", "revoke", "revoke-force"].map((name) => `sys/leases/${name}`),
);
/** Paths that a wrapping token is needed for. */
export const wrappingPaths: ReadonlySet<string> = new Set([
  "sys/wrapping/lookup",
  "sys/wrapping/rewrap",
  "sys/wrapping/unwrap",
]);
const wrappingPolicies: ReadonlySet<string> = new Set(["response-wrapping", "control-group"]);

export function authenticate(core: Core, state: RequestState): LogicalFailure | undefined {
  const { tokens } = core;
  const stranger = state.inboundToken === "" ? undefined : readInboundToken(tokens, state);
  if (stranger !== undefined) return stranger;
  if (state.path.startsWith("auth/token/")) return readBodyToken(tokens, state);
  if (bodyLeasePaths.has(state.path) && namesNoNamespace(state.data["lease_id"])) return refusal(noNamespace, 500);
  return wrappingPaths.has(state.path) ? validateWrappingToken(core, state) : undefined;
}

function readInboundToken(tokens: TokenStore, state: RequestState): LogicalFailure | undefined {
  const token = state.inboundToken;
  const resolved = tokens.resolve(token);
  const isResolved = typeof resolved === "string";
  state.tokenEntry = isResolved && resolved !== "" ? tokens.lookup(resolved) : undefined;
  if (state.tokenEntry === undefined && !besideCore.has(state.path) && !isForeign(token)) {
    const problem = whyUnreadable(token);
    if (problem !== undefined) return unreadable(state, problem);
  }
  if (!isResolved && !state.unauthenticated) {
    state.decision = { cause: "bad-token", detail: resolved.failure };
    return refusal(permissionDenied, 403);
  }
  state.clientToken = isResolved ? resolved : token;
  return undefined;
}

function readBodyToken(tokens: TokenStore, state: RequestState): LogicalFailure | undefined {
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
  if (namesNoNamespace(resolved)) {
    state.decision = { cause: "bad-token", named: "body", detail: "malformed" };
    return refusal(noNamespace, 500);
  }
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
  const problem =
    entry !== undefined ? undefined : isForeign(token) ? whyForeignWrapsNothing(token) : whyUnreadable(token);
  if (problem !== undefined) return refused(state, `error validating wrapping token: ${problem}`);
  if (entry === undefined || entry.policies.length !== 1 || !wrappingPolicies.has(entry.policies[0] ?? "")) {
    const subject = typeof named === "string" ? ({ named: "body" } as const) : {};
    state.decision = {
      cause: "bad-token",
      ...subject,
      detail: entry === undefined ? core.diagnose(token) : "not-wrapping",
    };
    return refusal("wrapping token is not valid or does not exist", 400);
  }
  if (typeof named !== "string") state.tokenEntry = entry;
  return undefined;
}

/** A token that cannot even be looked for: the server's trouble, and not the one who asks is refused. */
function unreadable(state: RequestState, problem: string): LogicalFailure {
  state.decision = { cause: "bad-token", detail: "malformed" };
  return refusal(state.path === "sys/seal" ? "invalid request" : `error performing token check: ${problem}`, 500);
}

function namesNoNamespace(id: Json | undefined): boolean {
  return typeof id === "string" && isOfNoNamespace(id);
}

function refused(state: RequestState, text: string): LogicalFailure {
  state.decision = { cause: "refused", reason: text };
  return refusal(text, 403);
}
