/** What panels see of tokens. */
import { sha256 } from "@noble/hashes/sha2.js";
import { encodeHex, encodeUtf8 } from "../../lib/index.ts";
import type { ExpirationManager } from "../expiration/expiration-manager.ts";
import type { TokenEntry } from "../logical/types.ts";
import { isRootPolicies } from "../token/sanitize-policies.ts";
import { isBatchToken } from "../token/signed-token.ts";
import type { TokenStore } from "../token/token-store.ts";
import type { TokenView } from "./types.ts";

const nsPerMs = 1_000_000n;

export function tokenKey(tokens: TokenStore, id: string): string {
  return isBatchToken(id) ? `b${encodeHex(sha256(encodeUtf8(id)))}` : tokens.saltId(id);
}

export function viewToken(tokens: TokenStore, expiration: ExpirationManager, entry: TokenEntry): TokenView {
  const times = expiration.peekTimes(entry);
  const createdAtMs = entry.creationTimeSeconds * 1000;
  const issuedNs = times === undefined ? undefined : times.lastRenewalTimeNs || times.issueTimeNs;
  return {
    key: tokenKey(tokens, entry.id),
    token: entry.externalId,
    type: entry.type,
    root: isRootPolicies(entry.policies),
    orphan: entry.parent === "",
    accessor: entry.accessor === "" ? undefined : entry.accessor,
    parentKey: entry.parent === "" ? undefined : tokenKey(tokens, entry.parent),
    displayName: entry.displayName,
    path: entry.path,
    policies: entry.policies,
    metadata: entry.metadata ?? undefined,
    entityId: entry.entityId,
    createdAtMs,
    issuedAtMs: issuedNs === undefined ? createdAtMs : Number(issuedNs / nsPerMs),
    expiresAtMs: times === undefined || times.expireTimeNs === 0n ? undefined : Number(times.expireTimeNs / nsPerMs),
    creationTtlSeconds: entry.ttlSeconds,
    explicitMaxTtlSeconds: entry.explicitMaxTtlSeconds,
    periodSeconds: entry.periodSeconds,
    renewable: times?.renewable ?? false,
    usesLeft: entry.numUses,
    state: "live",
  };
}
