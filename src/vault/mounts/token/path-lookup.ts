import { formatRfc3339Nano, type Json } from "../../../lib/index.ts";
import { secondsLeft } from "../../expiration/lease-entry.ts";
import type { PathDeclaration } from "../../framework/types.ts";
import { failure, refusal, response } from "../../logical/outcomes.ts";
import type { Outcome, TokenEntry } from "../../logical/types.ts";
import { isOfNoNamespace, noNamespace, whyUnreadable } from "../../token/unreadable-token.ts";
import { missingAccessor, missingToken } from "./missing.ts";
import type { TokenServices } from "./services.ts";

export function lookupPaths(services: TokenServices): PathDeclaration[] {
  return [
    {
      path: "lookup",
      fields: {
        token: { type: "string", description: "The token to read; the caller's own where none is given.", query: true },
      },
      operations: {
        read: (request, fields) => lookup(services, fields.get<string>("token") || request.clientToken, request.nowNs),
        update: (request, fields) =>
          lookup(services, fields.get<string>("token") || request.clientToken, request.nowNs),
      },
      synopsis: "Shows what is known of a token.",
    },
    {
      path: "lookup-accessor",
      fields: { accessor: { type: "string", description: "The accessor of the token to read." } },
      operations: { update: (request, fields) => lookupByAccessor(services, fields.get("accessor"), request.nowNs) },
      synopsis: "Shows what is known of the token that an accessor is of; the token itself stays hidden.",
    },
    {
      path: "lookup-self",
      fields: { token: { type: "string", description: "Not used: it is always the caller's own." } },
      operations: {
        read: (request) => lookup(services, request.clientToken, request.nowNs),
        update: (request) => lookup(services, request.clientToken, request.nowNs),
      },
      synopsis: "Shows what is known of the token that asks.",
    },
  ];
}

function lookup(services: TokenServices, token: string, nowNs: bigint): Outcome {
  if (token === "") return refusal("missing token ID");
  const entry = services.tokens.lookupTainted(token);
  if (entry !== undefined) return response(describe(services, entry, nowNs));
  const problem = whyUnreadable(token);
  const notice = missingToken(services, token);
  return problem === undefined ? refusal("bad token", 403, notice) : refusal(problem, 400, notice);
}

function lookupByAccessor(services: TokenServices, accessor: string, nowNs: bigint): Outcome {
  if (accessor === "") return failure("missing accessor");
  if (isOfNoNamespace(accessor)) return failure(noNamespace, 500);
  const indexed = services.tokens.records.byAccessor(accessor);
  if (indexed === undefined) return failure("invalid accessor", 400, missingAccessor);
  const answer = lookup(services, indexed.tokenId, nowNs);
  if (answer?.ok === false && answer.status === 403) return failure("permission denied", 403);
  if (answer?.ok === true) answer.data = { ...answer.data, id: "" };
  return answer;
}

/** The parent is left out on purpose: who may read a token is not to learn of the one above it. */
function describe(services: TokenServices, entry: TokenEntry, nowNs: bigint): Record<string, Json> {
  const data: Record<string, Json> = {
    accessor: entry.accessor,
    creation_time: entry.creationTimeSeconds,
    creation_ttl: Math.trunc(entry.ttlSeconds),
    display_name: entry.displayName,
    entity_id: entry.entityId,
    expire_time: null,
    explicit_max_ttl: Math.trunc(entry.explicitMaxTtlSeconds),
    id: entry.id,
    meta: entry.metadata,
    num_uses: entry.numUses,
    orphan: entry.parent === "",
    path: entry.path,
    policies: entry.policies,
    ttl: 0,
    type: entry.type,
  };
  if (entry.role !== "") data["role"] = entry.role;
  if (entry.periodSeconds !== 0) data["period"] = Math.trunc(entry.periodSeconds);
  if (entry.boundCidrs.length > 0) data["bound_cidrs"] = entry.boundCidrs;
  const times = services.expiration.times(entry);
  if (times !== undefined) {
    if (times.lastRenewalTimeNs !== 0n) {
      data["last_renewal"] = formatRfc3339Nano(times.lastRenewalTimeNs);
      data["last_renewal_time"] = Number(times.lastRenewalTimeNs / 1_000_000_000n);
    }
    if (times.expireTimeNs !== 0n) {
      data["expire_time"] = formatRfc3339Nano(times.expireTimeNs);
      data["ttl"] = secondsLeft(times.expireTimeNs, nowNs);
    }
    data["renewable"] = times.renewable;
    data["issue_time"] = formatRfc3339Nano(times.issueTimeNs);
  }
  const identityPolicies = entry.entityId === "" ? [] : services.identityPolicies(entry.entityId);
  if (identityPolicies.length > 0) {
    data["identity_policies"] = identityPolicies;
    data["external_namespace_policies"] = {};
  }
  return data;
}
