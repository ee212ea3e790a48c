import type { Json } from "../../lib/index.ts";
import type { VaultClient } from "../client/client.ts";
import { ApiError } from "../client/errors.ts";
import type { Command, Invocation } from "../command.ts";
import { attempt, Failure, messageOf } from "../failure.ts";
import { commonOptions, httpOptions, outputOptions } from "../flags/common.ts";
import { oneOf } from "../flags/spec.ts";
import { printWritten } from "../kv/output.ts";
import { apiPath, findKvPath, mountFlag } from "../kv/path.ts";
import { readVersion } from "../kv/version.ts";
import { buildData } from "../kv-builder.ts";
import type { Secret } from "../wire/secret.ts";
import type { JsonObject } from "../wire/value.ts";

export const kvPatch: Command = {
  name: "kv patch",
  synopsis: "Sets or updates data in the KV store without overwriting",
  usage: "vault kv patch [options] KEY [DATA]",
  about: `Changes some fields of a key and keeps the others, as a new version. Data is given
as for "vault kv put". Needs a version 2 engine.

    $ vault kv patch -mount=secret app pass=p2`,
  flags: [
    httpOptions,
    outputOptions("field", "format"),
    commonOptions(
      { name: "cas", kind: "int", usage: "Change it only if this is the key's current version. 0 does not look." },
      {
        name: "method",
        kind: "string",
        usage:
          '"patch" sends an HTTP PATCH; "rw" reads, changes and writes back. Without it, the first, and the second where that is refused.',
        values: oneOf("patch", "rw"),
      },
      mountFlag,
      { name: "remove-data", kind: "strings", usage: "A field to take out; may be repeated." },
    ),
  ],
  arguments: ["kv-path", "nothing"],
  run: runKvPatch,
};

async function runKvPatch(call: Invocation): Promise<number> {
  const [argument, ...rest] = call.arguments;
  const removed = call.flags.texts("remove-data") ?? [];
  if (argument === undefined) throw new Failure("Not enough arguments (expected >1, got 0)", 1);
  if (removed.length === 0 && rest.length === 0) throw new Failure("Must supply data", 1);
  const client = await call.client();
  const data = await buildData(call.io, rest).catch((error: unknown) => {
    throw new Failure(`Failed to parse K=V data: ${messageOf(error)}`, 1);
  });
  const key = await findKvPath(call, client, argument);
  if (!key.isVersion2) throw new Failure("K/V engine mount must be version 2 for patch support", 2);
  const path = apiPath(key, "data");
  const changes: JsonObject = { ...data, ...Object.fromEntries(removed.map((name): [string, Json] => [name, null])) };
  return printWritten(call, await send(call, client, path, changes), path);
}

function send(call: Invocation, client: VaultClient, path: string, changes: JsonObject): Promise<Secret | undefined> {
  const method = call.flags.text("method");
  if (method === "rw") return readThenWrite(client, path, changes);
  if (method === "patch" || method === "") return mergePatch(call, client, path, changes, method === "");
  throw new Failure(`Unsupported method provided to -method flag: ${method}`, 2);
}

async function mergePatch(
  call: Invocation,
  client: VaultClient,
  path: string,
  changes: JsonObject,
  fallsBack: boolean,
): Promise<Secret | undefined> {
  const cas = call.flags.integer("cas");
  try {
    return await client.patch(path, { data: changes, options: cas > 0 ? { cas } : {} });
  } catch (error) {
    const status = fallsBack && error instanceof ApiError ? error.status : 0;
    if (status === 403) {
      call.ui.warn(
        `Data was written to ${path} but we recommend that you add the "patch" capability to your ACL policy in order to use HTTP PATCH in the future.`,
      );
    }
    if (status === 403 || status === 405) return readThenWrite(client, path, changes);
    throw new Failure(`Error writing data to ${path}: ${messageOf(error)}`, 2);
  }
}

async function readThenWrite(client: VaultClient, path: string, changes: JsonObject): Promise<Secret | undefined> {
  const { data, version } = await readVersion(client, path, "patch", undefined);
  const body = { data: { ...data, ...changes }, options: { cas: version } };
  return attempt(`Error writing data to ${path}`, () => client.write(path, body));
}
