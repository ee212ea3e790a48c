/** `wrapping`: answers put away behind a token that opens them once. */
import { formatGoValue, formatRfc3339Nano, parseGoJson, type Json } from "../../../lib/index.ts";
import type { FieldData, FieldSchema, PathDeclaration } from "../../framework/types.ts";
import { failure, refusal, response } from "../../logical/outcomes.ts";
import type { LogicalResponse, MountRequest, Outcome, TokenEntry } from "../../logical/types.ts";
import { isJsonObject } from "../kv/merge-patch.ts";
import type { SysServices } from "./services.ts";

const token: FieldSchema = { type: "string", description: "The wrapping token; the caller's own where none is given." };
const nothingFound = "no information found; wrapping token may be from a previous Vault version";

export function wrappingPaths(services: SysServices): PathDeclaration[] {
  const lookup = (request: MountRequest, fields: FieldData): Outcome => {
    const entry = wrappingToken(services, request, fields);
    return entry === undefined ? undefined : tell(services, entry);
  };
  return [
    {
      path: "wrapping/wrap",
      takesArbitraryInput: true,
      operations: {
        update: (request) =>
          (request.wrapTtlSeconds ?? 0) > 0
            ? response({ ...request.data })
            : refusal("endpoint requires response wrapping to be used"),
      },
      synopsis: "Wraps whatever is sent.",
    },
    {
      path: "wrapping/unwrap",
      fields: { token },
      operations: { update: (request, fields) => unwrap(services, request, fields) },
      synopsis: "Gives out what is wrapped, once.",
    },
    {
      path: "wrapping/lookup",
      fields: { token: { ...token, query: true } },
      operations: { read: lookup, update: lookup },
      synopsis: "Tells where a wrapped answer came from, and leaves it wrapped.",
    },
    {
      path: "wrapping/rewrap",
      fields: { token },
      operations: { update: (request, fields) => rewrap(services, request, fields) },
      synopsis: "Wraps anew what is wrapped, without a look at it; the old token is gone.",
    },
  ];
}

/** The token named in the body, or the one that asks: that the core has validated it is what lets it be here. */
function wrappingToken(services: SysServices, request: MountRequest, fields: FieldData): TokenEntry | undefined {
  return isThirdParty(fields) ? services.tokens.lookup(fields.get("token")) : request.tokenEntry;
}

/** A token in the body is not the caller's own, so its use is counted here and it is revoked here. */
function isThirdParty(fields: FieldData): boolean {
  return fields.get<string>("token") !== "";
}

function tell(services: SysServices, entry: TokenEntry): Outcome {
  const facts = services.wrapping.facts(entry);
  if (facts === undefined) return refusal(nothingFound);
  return response({
    creation_ttl: facts.creationTtlSeconds,
    creation_time: formatRfc3339Nano(facts.creationTimeNs),
    creation_path: facts.creationPath,
  });
}

function unwrap(services: SysServices, request: MountRequest, fields: FieldData): Outcome {
  const entry = wrappingToken(services, request, fields);
  if (entry === undefined) return undefined;
  if (entry.policies.length !== 1) return failure("token is not a valid unwrap token", 500);
  const body = open(services, entry, fields);
  if (body === undefined) return refusal(nothingFound, 500);
  if (body === "") return { ok: true, status: 204 };
  return ofItsOwnKind(body) ?? { ok: true, status: 200, raw: { contentType: "application/json", body } };
}

/** An answer that had a body of its own kind comes out as it was. */
function ofItsOwnKind(wrapped: string): LogicalResponse | undefined {
  if (!wrapped.includes('"http_')) return undefined;
  const parsed = parseGoJson(wrapped);
  const data = parsed.ok && isJsonObject(parsed.value) ? parsed.value["data"] : undefined;
  if (data === undefined || !isJsonObject(data)) return undefined;
  const [contentType, body, status] = ["http_content_type", "http_raw_body", "http_status_code"].map(
    (name) => data[name],
  );
  if (contentType === undefined && body === undefined && status === undefined) return undefined;
  const text = (value: Json | undefined): string => (value === undefined || value === null ? "" : formatGoValue(value));
  return { ok: true, status: Number(text(status)) || 200, raw: { contentType: text(contentType), body: text(body) } };
}

/** Reads what is wrapped; afterwards another's token is spent and gone. */
function open(services: SysServices, entry: TokenEntry, fields: FieldData): string | undefined {
  if (!isThirdParty(fields)) return services.wrapping.response(entry);
  const used = services.wrapping.use(entry);
  const body = services.wrapping.response(used ?? entry);
  services.wrapping.revoke(used ?? entry);
  return body;
}

function rewrap(services: SysServices, request: MountRequest, fields: FieldData): Outcome {
  const entry = wrappingToken(services, request, fields);
  if (entry === undefined) return undefined;
  if (entry.policies.length !== 1) return failure("token is not a valid unwrap token", 500);
  const facts = services.wrapping.facts(entry);
  const body = facts === undefined ? undefined : open(services, entry, fields);
  if (facts === undefined || body === undefined) return refusal(nothingFound);
  return {
    ok: true,
    data: { response: body },
    wrapInfo: {
      token: "",
      accessor: "",
      ttlSeconds: facts.creationTtlSeconds,
      creationTimeNs: 0n,
      creationPath: facts.creationPath,
      wrappedAccessor: "",
    },
  };
}
