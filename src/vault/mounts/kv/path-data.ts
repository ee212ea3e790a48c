import { formatRfc3339Nano, type Json } from "../../../lib/index.ts";
import { convertField } from "../../framework/convert-field.ts";
import type { FieldData, PathDeclaration } from "../../framework/types.ts";
import { failure, refusal, response } from "../../logical/outcomes.ts";
import type { LogicalFailure, MountRequest, Outcome } from "../../logical/types.ts";
import {
  addVersion,
  changeVersions,
  deletionTimeNs,
  isDeleted,
  newKey,
  type KeyMetadata,
  type KvConfig,
  type VersionMetadata,
} from "./key-metadata.ts";
import type { KeyStore, SecretData, StoreOf } from "./key-store.ts";
import { mergePatch } from "./merge-patch.ts";
import { notFound, respondWithStatus } from "./respond-with-status.ts";

export function dataPath(storeOf: StoreOf): PathDeclaration {
  return {
    path: "data/*path",
    leavesFolders: true,
    fields: {
      path: { type: "string", description: "Where the secret is." },
      version: { type: "int", description: "The version to read; the newest where none is given.", query: true },
      data: { type: "map", description: "The secret: names and values, all of which this version is to hold." },
      options: {
        type: "map",
        description: "cas: the version that the newest must be for the write to go ahead; 0 is that there is none yet.",
      },
    },
    exists: (request, fields) => storeOf(request).metadata(fields.get("path")) !== undefined,
    operations: {
      create: (request, fields) => write(storeOf(request), request, fields),
      update: (request, fields) => write(storeOf(request), request, fields),
      read: (request, fields) => read(storeOf(request), request, fields),
      patch: (request, fields) => patch(storeOf(request), request, fields),
      delete: (request, fields) => remove(storeOf(request), request, fields),
    },
    synopsis: "Writes, patches, reads and deletes versions of a secret.",
  };
}

/** What is told of a version, with or without its data. */
export function describeVersion(meta: KeyMetadata, version: number, of: VersionMetadata): Record<string, Json> {
  return {
    version,
    created_time: formatRfc3339Nano(of.createdTimeNs),
    deletion_time: of.deletionTimeNs === undefined ? "" : formatRfc3339Nano(of.deletionTimeNs),
    destroyed: of.destroyed,
    custom_metadata: meta.customMetadata,
  };
}

export interface FoundVersion {
  readonly meta: KeyMetadata;
  readonly number: number;
  readonly version: VersionMetadata;
}

/** The version that a request names, or the newest. */
export function findVersion(store: KeyStore, fields: FieldData): FoundVersion | undefined {
  const meta = store.metadata(fields.get("path"));
  if (meta === undefined) return undefined;
  const asked = fields.get<number>("version");
  const number = asked > 0 ? asked : meta.currentVersion;
  const version = meta.versions.get(number);
  return version === undefined ? undefined : { meta, number, version };
}

export const versionDataMissing = (): LogicalFailure => failure("could not find version data", 500);

function read(store: KeyStore, request: MountRequest, fields: FieldData): Outcome {
  const found = findVersion(store, fields);
  if (found === undefined) return undefined;
  const metadata = describeVersion(found.meta, found.number, found.version);
  if (isDeleted(found.version, request.nowNs) || found.version.destroyed) {
    return respondWithStatus(request, 404, { data: { data: null, metadata } });
  }
  const data = store.data(found.meta.key, found.number);
  return data === undefined ? versionDataMissing() : response({ data, metadata });
}

function write(store: KeyStore, request: MountRequest, fields: FieldData): Outcome {
  const config = store.config();
  if (!fields.has("data")) return refusal("no data provided");
  const key = fields.get<string>("path");
  const meta = store.metadata(key) ?? newKey(key, request.nowNs);
  const problem = whyNotCheckAndSet(fields, config, meta);
  if (problem !== undefined) return refusal(problem);
  return writeVersion(store, config, meta, sentData(request, fields), request.nowNs);
}

function sentData(request: MountRequest, fields: FieldData): SecretData {
  return request.data["data"] === null ? null : fields.get("data");
}

function writeVersion(
  store: KeyStore,
  config: KvConfig,
  before: KeyMetadata,
  data: SecretData,
  nowNs: bigint,
): Outcome {
  const times = { createdTimeNs: nowNs, deletionTimeNs: deletionTimeNs(config, before, nowNs) };
  const version: VersionMetadata = { ...times, destroyed: false };
  const { meta, versionToDelete } = addVersion(before, version, config);
  store.putVersion(meta.key, meta.currentVersion, { ...times, data });
  store.putMetadata(meta);
  store.deleteVersionsDownFrom(meta.key, versionToDelete);
  return response(describeVersion(meta, meta.currentVersion, version));
}

function whyNotCheckAndSet(fields: FieldData, config: KvConfig, meta: KeyMetadata): string | undefined {
  const cas = fields.get<Readonly<Record<string, Json>>>("options")["cas"];
  if (cas === undefined) {
    return config.casRequired || meta.casRequired ? "check-and-set parameter required for this call" : undefined;
  }
  const wanted = convertField("int", cas);
  if (!wanted.ok) return "error parsing check-and-set parameter";
  return wanted.value === meta.currentVersion ? undefined : "check-and-set parameter did not match the current version";
}

function patch(store: KeyStore, request: MountRequest, fields: FieldData): Outcome {
  if (!fields.has("data")) return refusal("no data provided");
  const meta = store.metadata(fields.get("path"));
  if (meta === undefined) return notFound();
  const config = store.config();
  const problem = whyNotCheckAndSet(fields, config, meta);
  if (problem !== undefined) return refusal(problem);
  const version = meta.versions.get(meta.currentVersion);
  if (version === undefined) return notFound();
  if (isDeleted(version, request.nowNs) || version.destroyed) {
    return respondWithStatus(request, 404, { data: describeVersion(meta, meta.currentVersion, version) });
  }
  const before = store.data(meta.key, meta.currentVersion);
  if (before === undefined) return versionDataMissing();
  if (before === null) return failure("resource does not exist", 500);
  if (request.data["data"] === null) return failure("Invalid JSON Patch", 500);
  return writeVersion(store, config, meta, mergePatch(before, fields.get("data")), request.nowNs);
}

/** Marks the newest version as deleted; it can be undone. */
function remove(store: KeyStore, request: MountRequest, fields: FieldData): Outcome {
  const meta = store.metadata(fields.get("path"));
  const newest = meta?.versions.get(meta.currentVersion);
  if (meta === undefined || newest === undefined || newest.destroyed || isDeleted(newest, request.nowNs)) {
    return undefined;
  }
  store.putMetadata(
    changeVersions(meta, [meta.currentVersion], (version) => ({ ...version, deletionTimeNs: request.nowNs })),
  );
  return undefined;
}
