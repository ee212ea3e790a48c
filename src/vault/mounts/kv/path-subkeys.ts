import type { Json } from "../../../lib/index.ts";
import type { FieldData, PathDeclaration } from "../../framework/types.ts";
import { response } from "../../logical/outcomes.ts";
import type { MountRequest, Outcome } from "../../logical/types.ts";
import { isDeleted } from "./key-metadata.ts";
import type { KeyStore, StoreOf } from "./key-store.ts";
import { isJsonObject, type JsonObject } from "./merge-patch.ts";
import { describeVersion, findVersion, versionDataMissing } from "./path-data.ts";
import { respondWithStatus } from "./respond-with-status.ts";

export function subkeysPath(storeOf: StoreOf): PathDeclaration {
  return {
    path: "subkeys/*path",
    fields: {
      path: { type: "string", description: "Where the secret is." },
      version: { type: "int", description: "The version to read; the newest where none is given.", query: true },
      depth: { type: "int", description: "How deep to go; 0 is without limit.", query: true },
    },
    operations: { read: (request, fields) => read(storeOf(request), request, fields) },
    synopsis: "Shows what names a secret has, and none of its values.",
  };
}

function read(store: KeyStore, request: MountRequest, fields: FieldData): Outcome {
  const found = findVersion(store, fields);
  if (found === undefined) return undefined;
  const metadata = describeVersion(found.meta, found.number, found.version);
  if (isDeleted(found.version, request.nowNs) || found.version.destroyed) {
    return respondWithStatus(request, 404, { data: { subkeys: null, metadata } });
  }
  const data = store.data(found.meta.key, found.number);
  if (data === undefined) return versionDataMissing();
  return response({ subkeys: data === null ? null : namesOf(data, fields.get("depth"), 1), metadata });
}

/** The object with null for every value, and for every object that is empty or lies too deep. */
function namesOf(value: JsonObject, maxDepth: number, depth: number): JsonObject {
  const nameless = (member: Json): Json =>
    isJsonObject(member) && Object.keys(member).length > 0 && (maxDepth === 0 || depth < maxDepth)
      ? namesOf(member, maxDepth, depth + 1)
      : null;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, nameless(member)]));
}
