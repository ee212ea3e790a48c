/** Who asked, as an audit record says it. */
import { sha256 } from "@noble/hashes/sha2.js";
import { encodeBase64, encodeUtf8, formatRfc3339 } from "../../lib/index.ts";
import type { AuthRecord, PolicyResults } from "../audit/audit-record.ts";
import type { Auth, Outcome, TokenEntry } from "../logical/types.ts";
import { sanitizePolicies } from "../token/sanitize-policies.ts";
import type { Core } from "./core.ts";
import type { RequestState } from "./request-state.ts";

const nobody: AuthRecord = { token_type: "default" };
const nsPerSecond = 1_000_000_000n;
const policySeparator = "\u007f";
const namespaceSeparator = "\u0000";

/** The one who asks; nobody where the request was turned away before it was weighed. */
export function requestAuth(core: Core, state: RequestState): AuthRecord {
  const { tokenEntry: entry } = state;
  if (state.policyResults === undefined) return nobody;
  const results = policyResults(state.policyResults);
  if (entry === undefined) return { ...namedAuth(state), policy_results: results, ...nobody };
  return { ...namedAuth(state), ...entryAuth(core, state, entry), policy_results: results };
}

/** After a login it is the token that was issued. */
export function responseAuth(core: Core, state: RequestState, answer: Outcome): AuthRecord {
  if (state.loginAuth !== undefined) {
    return {
      ...issuedAuth({ ...state.loginAuth, numUses: 0 }),
      entity_created: state.loginAuth.entityCreated === true ? true : undefined,
      // The one who logs in with a token at hand is written down by that token.
      client_token: textOf(state.inboundToken) ?? textOf(state.loginAuth.clientToken),
      remaining_uses: state.usesLeft || undefined,
    };
  }
  return isRefusedLogin(core, state, answer) ? nobody : requestAuth(core, state);
}

/** An auth method said that the credentials are wrong, or that they are none. */
export function isRefusedLogin(core: Core, state: RequestState, answer: Outcome): boolean {
  if (!state.unauthenticated || answer === undefined || answer.ok) return false;
  // Nobody is known, or they are locked out.
  if (!state.handedOver) return true;
  const error = answer.errors[0];
  const mount = state.routed?.mount;
  if (mount?.entry.type === "approle") return error === "invalid secret id";
  if (mount?.entry.type !== "userpass" || error !== "invalid username or password") return false;
  // Of a user who is not there Vault says so to nobody, not even to the log.
  const name = state.routed?.path.slice("login/".length).toLowerCase() ?? "";
  return core.barrier.peekOne(`auth/${mount.entry.uuid}/user/${name}`) !== undefined;
}

/** A token that was handed out, in the order of the record's members. */
export function issuedAuth(auth: Auth, issueTimeNs?: bigint): AuthRecord {
  return {
    client_token: textOf(auth.clientToken),
    accessor: textOf(auth.accessor),
    display_name: textOf(auth.displayName),
    policies: someOf(auth.policies),
    token_policies: someOf(auth.tokenPolicies),
    identity_policies: someOf(auth.identityPolicies),
    no_default_policy: auth.noDefaultPolicy === true ? true : undefined,
    metadata: membersOf(auth.metadata),
    num_uses: auth.numUses || undefined,
    entity_id: textOf(auth.entityId),
    entity_created: undefined,
    token_type: auth.tokenType,
    token_ttl: Math.trunc(auth.ttlSeconds) || undefined,
    token_issue_time: issueTimeNs === undefined ? undefined : formatRfc3339(wholeSecond(issueTimeNs)),
  };
}

/** By the token and its accessor alone. */
export function namedAuth(state: RequestState): AuthRecord {
  return { client_token: textOf(state.inboundToken), accessor: textOf(state.tokenEntry?.accessor) };
}

/** What clients are counted by: the entity, or else the policies. */
export function clientIdOf(entry: TokenEntry): string {
  if (entry.entityId !== "") return entry.entityId;
  const policies = entry.policies.toSorted().join(policySeparator);
  return encodeBase64(sha256(encodeUtf8(`${policies}${namespaceSeparator}root`)));
}

export function textOf(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}

function membersOf(members: Readonly<Record<string, string>> | null): Readonly<Record<string, string>> | undefined {
  return members === null || Object.keys(members).length === 0 ? undefined : members;
}

function entryAuth(core: Core, state: RequestState, entry: TokenEntry): AuthRecord {
  const identityPolicies = entry.entityId === "" ? [] : core.identityPolicies(entry.entityId);
  return {
    display_name: textOf(entry.displayName),
    policies: someOf(sanitizePolicies([...entry.policies, ...identityPolicies], false)),
    token_policies: someOf(entry.policies),
    identity_policies: someOf(identityPolicies),
    policy_results: undefined,
    metadata: membersOf(entry.metadata),
    remaining_uses: state.usesLeft || undefined,
    entity_id: textOf(entry.entityId),
    token_type: entry.type,
    token_ttl: Math.trunc(entry.ttlSeconds) || undefined,
    token_issue_time: formatRfc3339(BigInt(entry.creationTimeSeconds) * nsPerSecond),
  };
}

function policyResults(results: NonNullable<RequestState["policyResults"]>): PolicyResults {
  const granting = results.grantingPolicies.map((name) => ({ name, namespace_id: "root", type: "acl" }) as const);
  return { allowed: results.allowed, granting_policies: results.allowed ? someOf(granting) : undefined };
}

function someOf<T>(items: readonly T[] | undefined): readonly T[] | undefined {
  return items === undefined || items.length === 0 ? undefined : items;
}

function wholeSecond(ns: bigint): bigint {
  return (ns / nsPerSecond) * nsPerSecond;
}
