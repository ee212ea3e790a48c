import type { Json } from "../../lib/index.ts";
import type { VaultClient } from "../client/client.ts";
import { attempt, Failure } from "../failure.ts";
import { parseSecret } from "../wire/secret.ts";
import { ApiError } from "../client/errors.ts";
import { parseMissing } from "../client/client.ts";
import { isObject, type JsonObject } from "../wire/value.ts";

/** One version of a key, as `kv patch` and `kv rollback` need it. */
export interface KvVersion {
  readonly metadata: JsonObject;
  readonly data: JsonObject;
  readonly version: Json;
}

/** Reads the metadata of a version; the newest where none is named. `purpose` is what it is read for. */
export async function readVersionMetadata(
  client: VaultClient,
  path: string,
  purpose: "patch" | "rollback",
  version: number | undefined,
): Promise<{ readonly metadata: JsonObject; readonly data: Json }> {
  const secret = await attempt(`Error doing pre-read at ${path}`, async () => {
    const parameters = new Map(version === undefined ? [] : [["version", [String(version)]]]);
    try {
      // A patch is shown by its write alone, so the read before it is always sent.
      return parseSecret((await client.send("GET", path, { parameters, aside: purpose === "patch" })).body);
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return parseMissing(error.body);
      throw error;
    }
  });
  if (secret?.data === undefined) throw new Failure(`No value found at ${path}`, 2);
  const metadata = secret.data["metadata"] ?? null;
  if (metadata === null) throw new Failure(`No metadata found at ${path}; ${purpose} only works on existing data`, 2);
  if (!isObject(metadata)) throw new Failure(`Metadata found at ${path} is not the expected type (JSON object)`, 2);
  return { metadata, data: secret.data["data"] ?? null };
}

/** Reads a version with its data. */
export async function readVersion(
  client: VaultClient,
  path: string,
  purpose: "patch" | "rollback",
  version: number | undefined,
): Promise<KvVersion> {
  const { metadata, data } = await readVersionMetadata(client, path, purpose, version);
  if (purpose === "rollback") checkKept(metadata);
  if (data === null) throw new Failure(`No data found at ${path}; ${purpose} only works on existing data`, 2);
  if (!isObject(data)) throw new Failure(`Data found at ${path} is not the expected type (JSON object)`, 2);
  return { metadata, data, version: metadata["version"] ?? null };
}

function checkKept(metadata: JsonObject): void {
  const deleted = metadata["deletion_time"] ?? "";
  if (deleted !== "") throw new Failure("Cannot roll back to a version that has been deleted", 2);
  if (metadata["destroyed"] === true) throw new Failure("Cannot roll back to a version that has been destroyed", 2);
}
