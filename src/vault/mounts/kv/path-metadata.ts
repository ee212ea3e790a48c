import { formatGoDuration, formatRfc3339Nano, type Json } from "../../../lib/index.ts";
import type { FieldData, FieldSchema, PathDeclaration } from "../../framework/types.ts";
import { failure, listResponse, refusal, response } from "../../logical/outcomes.ts";
import type { LogicalFailure, MountRequest, Outcome } from "../../logical/types.ts";
import { parseCustomMetadata } from "./custom-metadata.ts";
import { newKey, type KeyMetadata, type KvConfig } from "./key-metadata.ts";
import type { KeyStore, StoreOf } from "./key-store.ts";
import { notFound } from "./respond-with-status.ts";

const settings = ["max_versions", "cas_required", "delete_version_after", "custom_metadata"] as const;

const fields: Readonly<Record<string, FieldSchema>> = {
  path: { type: "string", description: "Where the secret is, or the folder to list." },
  cas_required: {
    type: "bool",
    description: "Whether writes must say which version they follow; false leaves it to the mount.",
  },
  max_versions: { type: "int", description: "How many versions are kept; 0 leaves it to the mount." },
  delete_version_after: {
    type: "duration",
    description: "How long a version lives; 0 leaves it to the mount. The shorter of the two counts.",
  },
  custom_metadata: {
    type: "map",
    description: "Names and values that say something of the secret, whatever the version.",
  },
};

export function metadataPath(storeOf: StoreOf): PathDeclaration {
  return {
    path: "metadata/*path",
    fields,
    exists: (request, sent) => storeOf(request).metadata(sent.get("path")) !== undefined,
    operations: {
      create: (request, sent) => write(storeOf(request), request, sent),
      update: (request, sent) => write(storeOf(request), request, sent),
      patch: (request, sent) => patch(storeOf(request), request, sent),
      read: (request, sent) => read(storeOf(request).metadata(sent.get("path"))),
      delete: (request, sent) => remove(storeOf(request), sent.get("path")),
      list: (request, sent) => listResponse(storeOf(request).list(sent.get("path"))),
    },
    synopsis: "Lists secrets; reads and sets what holds for all versions of one; deletes it with all its versions.",
  };
}

function read(meta: KeyMetadata | undefined): Outcome {
  if (meta === undefined) return undefined;
  const versions: Record<string, Json> = {};
  for (const [number, version] of meta.versions) {
    versions[number] = {
      created_time: formatRfc3339Nano(version.createdTimeNs),
      deletion_time: version.deletionTimeNs === undefined ? "" : formatRfc3339Nano(version.deletionTimeNs),
      destroyed: version.destroyed,
    };
  }
  return response({
    versions,
    current_version: meta.currentVersion,
    oldest_version: meta.oldestVersion,
    created_time: formatRfc3339Nano(meta.createdTimeNs),
    updated_time: formatRfc3339Nano(meta.updatedTimeNs),
    max_versions: meta.maxVersions,
    cas_required: meta.casRequired,
    delete_version_after: durationText(meta.deleteVersionAfterSeconds),
    custom_metadata: meta.customMetadata,
  });
}

/** A span as Go writes it: `0s`, `1h0m0s`. */
export function durationText(seconds: number): string {
  return formatGoDuration(BigInt(seconds) * 1_000_000_000n);
}

function write(store: KeyStore, request: MountRequest, sent: FieldData): Outcome {
  const key = sent.get<string>("path");
  if (key === "") return refusal("missing path");
  if (!settings.some((name) => sent.has(name))) return undefined;
  const custom = sent.has("custom_metadata")
    ? parseCustomMetadata(sent.get("custom_metadata"), "are-empty")
    : undefined;
  if (custom !== undefined && "error" in custom) return refusal(custom.error);
  const warnings = warningsOf(sent, store.config());
  const meta = store.metadata(key) ?? newKey(key, request.nowNs);
  // The store counts versions in 32 bits without a sign, and a write wraps around.
  const maxVersions = sent.has("max_versions") ? sent.get<number>("max_versions") >>> 0 : meta.maxVersions;
  store.putMetadata({
    ...withSettings(meta, sent),
    maxVersions,
    customMetadata: custom === undefined ? meta.customMetadata : orNull(custom.words),
  });
  return warnings;
}

function withSettings(meta: KeyMetadata, sent: FieldData): KeyMetadata {
  return {
    ...meta,
    casRequired: sent.has("cas_required") ? sent.get("cas_required") : meta.casRequired,
    deleteVersionAfterSeconds: sent.has("delete_version_after")
      ? sent.get("delete_version_after")
      : meta.deleteVersionAfterSeconds,
  };
}

function orNull(words: Readonly<Record<string, string>>): KeyMetadata["customMetadata"] {
  return Object.keys(words).length === 0 ? null : words;
}

function warningsOf(sent: FieldData, config: KvConfig): Outcome {
  if (!config.casRequired || !sent.has("cas_required") || sent.get<boolean>("cas_required")) return undefined;
  return response(undefined, [
    '"cas_required" set to false, but is mandated by backend config. This value will be ignored.',
  ]);
}

function patch(store: KeyStore, request: MountRequest, sent: FieldData): Outcome {
  const key = sent.get<string>("path");
  if (key === "") return refusal("missing path");
  if (sent.has("custom_metadata")) {
    const custom = parseCustomMetadata(sent.get("custom_metadata"), "are-left-out");
    if ("error" in custom) return refusal(custom.error);
  }
  const config = store.config();
  const meta = store.metadata(key);
  if (meta === undefined) return notFound();
  const maxVersions = sent.has("max_versions") ? sent.get<number>("max_versions") : meta.maxVersions;
  if (maxVersions !== maxVersions >>> 0) return unstorable(`number ${maxVersions}`, "max_versions", "uint32");
  const custom = patchedWords(meta.customMetadata, request, sent);
  if ("ok" in custom) return custom;
  store.putMetadata({ ...withSettings(meta, sent), maxVersions, customMetadata: custom.words });
  return warningsOf(sent, config);
}

/** Words are merged one by one; null takes one away, and null for all of them takes all away. */
function patchedWords(
  before: KeyMetadata["customMetadata"],
  request: MountRequest,
  sent: FieldData,
): { readonly words: KeyMetadata["customMetadata"] } | LogicalFailure {
  if (!sent.has("custom_metadata")) return { words: before };
  if (request.data["custom_metadata"] === null) return { words: null };
  const words = new Map(Object.entries(before ?? {}));
  for (const [name, value] of Object.entries(sent.get<Readonly<Record<string, Json>>>("custom_metadata"))) {
    if (value === null) words.delete(name);
    else if (typeof value === "string") words.set(name, value);
    else return unstorable(jsonKind(value), "custom_metadata", "string");
  }
  return { words: orNull(Object.fromEntries(words)) };
}

function unstorable(what: string, field: string, goType: string): LogicalFailure {
  return failure(`json: cannot unmarshal ${what} into Go struct field KeyMetadata.${field} of type ${goType}`, 500);
}

function jsonKind(value: Json): string {
  if (typeof value === "boolean") return "bool";
  return Array.isArray(value) ? "array" : "number";
}

/** The secret and all its versions, for good. */
function remove(store: KeyStore, key: string): Outcome {
  const meta = store.metadata(key);
  if (meta === undefined) return undefined;
  for (const version of meta.versions.keys()) store.deleteVersion(key, version);
  store.deleteMetadata(key);
  return undefined;
}
