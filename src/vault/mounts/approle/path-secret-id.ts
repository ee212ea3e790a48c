import { decodeBase64, decodeUtf8, parseGoJson, quoteGo, randomUuid } from "../../../lib/index.ts";
import type { FieldData, FieldSchema, Handler, PathDeclaration } from "../../framework/types.ts";
import { failure, listResponse, refusal, response } from "../../logical/outcomes.ts";
import type { MountRequest, Outcome } from "../../logical/types.ts";
import { sortedUnique } from "../../token/sanitize-policies.ts";
import { respondWithStatus } from "../kv/respond-with-status.ts";
import { whyNotBlocks, whyNotSubset } from "./cidr-blocks.ts";
import { noSuchRole, roleName } from "./path-role.ts";
import { readRole, type ApproleRole, type ApproleServices } from "./role.ts";
import { describeSecretId, SecretIds, type SecretId } from "./secret-id.ts";

const secretId: FieldSchema = { type: "string", description: "The secret ID." };
const accessor: FieldSchema = { type: "string", description: "The accessor of the secret ID." };
const issueFields: Readonly<Record<string, FieldSchema>> = {
  role_name: roleName,
  metadata: { type: "string", description: "Names and values that tokens of these logins carry: JSON, or k=v,k=v." },
  cidr_list: { type: "commaStringSlice", description: "Address blocks that logins with it may come from." },
  token_bound_cidrs: { type: "commaStringSlice", description: "Address blocks that the tokens may be used from." },
  num_uses: { type: "int", description: "How many logins it is good for; no more than the role says." },
  ttl: { type: "duration", description: "How long it lives; no longer than the role says." },
};

export function secretIdPaths(services: ApproleServices): PathDeclaration[] {
  return [
    {
      path: "role/:role_name/secret-id/?",
      fields: issueFields,
      operations: {
        update: (request, sent) => issue(services, request, sent, randomUuid(services.random)),
        list: ofRole(services, 400, (ids) => listResponse(ids.accessors())),
      },
      synopsis: "Makes a secret ID; lists the accessors of all.",
    },
    {
      path: "role/:role_name/custom-secret-id",
      fields: { ...issueFields, secret_id: secretId },
      operations: { update: (request, sent) => issue(services, request, sent, sent.get("secret_id")) },
      synopsis: "Takes a text as a secret ID.",
    },
    {
      path: "role/:role_name/secret-id/lookup/?",
      fields: { role_name: roleName, secret_id: secretId },
      operations: { update: bySecretId(services, (_ids, _digest, entry) => response(describeSecretId(entry))) },
      synopsis: "Shows what is known of a secret ID.",
    },
    {
      path: "role/:role_name/secret-id/destroy/?",
      fields: { role_name: roleName, secret_id: secretId },
      operations: { update: bySecretId(services, destroy), delete: bySecretId(services, destroy) },
      synopsis: "Takes a secret ID away.",
    },
    {
      path: "role/:role_name/secret-id-accessor/lookup/?",
      fields: { role_name: roleName, secret_id_accessor: accessor },
      operations: {
        update: byAccessor(
          services,
          (_ids, _digest, entry) => response(describeSecretId(entry)),
          undefined,
          (request, text) => respondWithStatus(request, 404, { data: { error: text } }),
        ),
      },
      synopsis: "Shows what is known of the secret ID that an accessor is of.",
    },
    {
      path: "role/:role_name/secret-id-accessor/destroy/?",
      fields: { role_name: roleName, secret_id_accessor: accessor },
      operations: {
        update: byAccessor(services, destroy, notOfThisRole, (_request, text) => failure(text, 500)),
        delete: byAccessor(services, destroy, notOfThisRole, (_request, text) => failure(text, 500)),
      },
      synopsis: "Takes away the secret ID that an accessor is of.",
    },
  ];
}

const notOfThisRole = refusal("invalid secret id accessor", 403);

type Found = (ids: SecretIds, digest: string, entry: SecretId) => Outcome;

function ofRole(
  services: ApproleServices,
  missingStatus: 400 | 500,
  next: (ids: SecretIds, sent: FieldData, request: MountRequest, role: ApproleRole) => Outcome,
): Handler {
  return (request, sent) => {
    const name = sent.get<string>("role_name");
    const role = readRole(request.storage, name);
    if (role === undefined) return missingStatus === 400 ? refusal(noSuchRole(name)) : failure(noSuchRole(name), 500);
    return next(new SecretIds(request.storage, role, services.sweptNs()), sent, request, role);
  };
}

function destroy(ids: SecretIds, digest: string, entry: SecretId): Outcome {
  ids.delete(digest, entry);
  return undefined;
}

function bySecretId(services: ApproleServices, found: Found): Handler {
  const handle = ofRole(services, 500, (ids, sent) => {
    const digest = ids.digestOf(sent.get("secret_id"));
    const entry = ids.get(digest);
    return entry === undefined ? undefined : found(ids, digest, entry);
  });
  return (request, sent) => (sent.get("secret_id") === "" ? refusal("missing secret_id") : handle(request, sent));
}

function byAccessor(
  services: ApproleServices,
  found: Found,
  ofAnother: Outcome,
  missing: (request: MountRequest, text: string) => Outcome,
): Handler {
  const handle = ofRole(services, 500, (ids, sent, request) => {
    const wanted = sent.get<string>("secret_id_accessor");
    const digest = ids.digestByAccessor(wanted);
    if (digest === undefined) {
      return missing(request, `failed to find accessor entry for secret_id_accessor: ${quoteGo(wanted)}`);
    }
    const entry = ids.get(digest);
    return entry === undefined ? ofAnother : found(ids, digest, entry);
  });
  return (request, sent) =>
    sent.get("secret_id_accessor") === "" ? refusal("missing secret_id_accessor") : handle(request, sent);
}

function issue(services: ApproleServices, request: MountRequest, sent: FieldData, secret: string): Outcome {
  if (secret === "") return refusal("missing secret_id");
  const name = sent.get<string>("role_name");
  const role = readRole(request.storage, name);
  if (role === undefined) return refusal(noSuchRole(name), 404);
  const stray = role.bindSecretId ? whyNotBound(role, sent) : undefined;
  if (stray !== undefined) return failure(stray, 500);
  const problem = whyNotIssue(role, sent);
  if (problem !== undefined) return refusal(problem);
  const metadata = parseMetadata(sent.get("metadata"));
  if ("error" in metadata) return refusal(`failed to parse metadata: ${metadata.error}`);
  const ids = new SecretIds(request.storage, role, services.sweptNs());
  const digest = ids.digestOf(secret);
  if (ids.get(digest) !== undefined) return failure("failed to store secret_id: SecretID is already registered", 500);
  const ttlSeconds = sent.has("ttl") ? sent.get<number>("ttl") : role.secretIdTtlSeconds;
  const lifeSeconds = Math.min(ttlSeconds, services.maxLeaseTtlSeconds);
  const entry: SecretId = {
    accessor: randomUuid(services.random),
    numUses: sent.has("num_uses") ? sent.get("num_uses") : role.secretIdNumUses,
    ttlSeconds,
    creationTimeNs: request.nowNs,
    lastUpdatedTimeNs: request.nowNs,
    expirationTimeNs: lifeSeconds === 0 ? undefined : request.nowNs + BigInt(lifeSeconds) * 1_000_000_000n,
    metadata: metadata.pairs,
    cidrList: sent.get("cidr_list"),
    tokenBoundCidrs: sent.get("token_bound_cidrs"),
  };
  ids.put(digest, entry);
  return response({
    secret_id: secret,
    secret_id_accessor: entry.accessor,
    secret_id_num_uses: entry.numUses,
    secret_id_ttl: lifeSeconds,
  });
}

function whyNotBound(role: ApproleRole, sent: FieldData): string | undefined {
  const blocks = sent.get<readonly string[]>("cidr_list");
  const stray = whyNotBlocks(blocks);
  if (stray !== undefined) return `failed to validate CIDR blocks: ${stray}`;
  const outside = whyNotSubset(role.secretIdBoundCidrs ?? [], blocks);
  if (outside !== undefined) return outside;
  const tokenBlocks = sent.get<readonly string[]>("token_bound_cidrs");
  const tokenStray = whyNotBlocks(tokenBlocks);
  if (tokenStray !== undefined) return `failed to validate token CIDR blocks: ${tokenStray}`;
  return whyNotSubset(role.token.boundCidrs, tokenBlocks);
}

function whyNotIssue(role: ApproleRole, sent: FieldData): string | undefined {
  if (!role.bindSecretId) return "bind_secret_id is not set on the role";
  const isBeyond = (wish: number, most: number): boolean => most > 0 && (wish === 0 || wish > most);
  if (sent.has("num_uses")) {
    const numUses = sent.get<number>("num_uses");
    if (numUses < 0) return "num_uses cannot be negative";
    if (isBeyond(numUses, role.secretIdNumUses)) return "num_uses cannot be higher than the role's secret_id_num_uses";
  }
  return sent.has("ttl") && isBeyond(sent.get("ttl"), role.secretIdTtlSeconds)
    ? "ttl cannot be longer than the role's secret_id_ttl"
    : undefined;
}

type Metadata = { readonly pairs: Record<string, string> } | { readonly error: string };

/** JSON, or pairs like `k=v,k=v`; either may be in base64. */
function parseMetadata(sent: string): Metadata {
  const trimmed = sent.trim();
  if (trimmed === "") return { pairs: {} };
  const decoded = decodeBase64(trimmed);
  const text = (decoded === undefined ? undefined : decodeUtf8(decoded)) ?? trimmed;
  const pairs = pairsOfJson(text) ?? pairsOfList(text);
  if (typeof pairs === "string") return { error: `failed to parse the input: ${pairs}` };
  const blank = Object.entries(pairs).find(([key, value]) => key !== "" && value === "");
  return blank === undefined ? { pairs } : { error: `invalid value for key ${quoteGo(blank[0])}` };
}

function pairsOfJson(text: string): Record<string, string> | undefined {
  const json = parseGoJson(text);
  if (!json.ok || typeof json.value !== "object" || json.value === null || Array.isArray(json.value)) return undefined;
  const entries = Object.entries(json.value).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return entries.length === Object.keys(json.value).length ? Object.fromEntries(entries) : undefined;
}

/** Pairs, or why there are none. Case is lost on the way, as in Vault. */
function pairsOfList(text: string): Record<string, string> | string {
  const pairs = new Map<string, string>();
  for (const item of sortedUnique(text.split(","))) {
    const shards = item.split("=").map((shard) => shard.trim());
    if (shards.length !== 2) return "invalid <key,value> format";
    const [key = "", value = ""] = shards;
    if (key === "" || value === "") return `invalid <key,value> pair: key: ${quoteGo(key)} value: ${quoteGo(value)}`;
    pairs.set(key, value);
  }
  return Object.fromEntries(pairs);
}
