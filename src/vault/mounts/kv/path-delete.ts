import type { FieldSchema, PathDeclaration } from "../../framework/types.ts";
import { refusal } from "../../logical/outcomes.ts";
import type { MountRequest, Outcome } from "../../logical/types.ts";
import { changeVersions, deletionTimeNs, isDeleted, type KeyMetadata } from "./key-metadata.ts";
import type { KeyStore, StoreOf } from "./key-store.ts";

type VersionsHandler = (store: KeyStore, meta: KeyMetadata, versions: readonly number[], nowNs: bigint) => void;

/** Three ways to do something to versions by their numbers. */
export function versionsPaths(storeOf: StoreOf): PathDeclaration[] {
  return [
    versionsPath(storeOf, "delete", deleteVersions, {
      versions: "The versions to delete; they can be brought back.",
      synopsis: "Marks versions as deleted.",
      missing: "No version number provided",
    }),
    versionsPath(storeOf, "undelete", undeleteVersions, {
      versions: "The versions to bring back.",
      synopsis: "Brings deleted versions back.",
      missing: "No version number provided",
    }),
    versionsPath(storeOf, "destroy", destroyVersions, {
      versions: "The versions whose data is to be removed for good.",
      synopsis: "Removes the data of versions for good.",
      missing: "no version number provided",
    }),
  ];
}

interface Texts {
  readonly versions: string;
  readonly synopsis: string;
  readonly missing: string;
}

function versionsPath(storeOf: StoreOf, name: string, handler: VersionsHandler, texts: Texts): PathDeclaration {
  const fields: Readonly<Record<string, FieldSchema>> = {
    path: { type: "string", description: "Where the secret is." },
    versions: { type: "commaIntSlice", description: texts.versions },
  };
  const update = (request: MountRequest, key: string, versions: readonly number[]): Outcome => {
    if (versions.length === 0) return refusal(texts.missing);
    const store = storeOf(request);
    const meta = store.metadata(key);
    if (meta !== undefined) handler(store, meta, versions, request.nowNs);
    return undefined;
  };
  return {
    path: `${name}/*path`,
    fields,
    operations: { update: (request, sent) => update(request, sent.get("path"), sent.get("versions")) },
    synopsis: texts.synopsis,
  };
}

function deleteVersions(store: KeyStore, meta: KeyMetadata, versions: readonly number[], nowNs: bigint): void {
  store.putMetadata(
    changeVersions(meta, versions, (version) =>
      version.destroyed || isDeleted(version, nowNs) ? version : { ...version, deletionTimeNs: nowNs },
    ),
  );
}

/** What is brought back lives as long again as a version that is written now. */
function undeleteVersions(store: KeyStore, meta: KeyMetadata, versions: readonly number[], nowNs: bigint): void {
  const until = deletionTimeNs(store.config(), meta, nowNs);
  store.putMetadata(
    changeVersions(meta, versions, (version) => (version.destroyed ? version : { ...version, deletionTimeNs: until })),
  );
}

function destroyVersions(store: KeyStore, meta: KeyMetadata, versions: readonly number[]): void {
  store.putMetadata(changeVersions(meta, versions, (version) => ({ ...version, destroyed: true })));
  for (const version of versions) store.deleteVersion(meta.key, version);
}
