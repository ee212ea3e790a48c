import { formatGoValue } from "../../lib/index.ts";
import { oneArgument, type Command, type Invocation } from "../command.ts";
import { attempt, Failure } from "../failure.ts";
import { commonOptions, httpOptions, outputOptions } from "../flags/common.ts";
import { printPath, printTitledMap } from "../kv/output.ts";
import { findKvPath, fullPath, mountFlag } from "../kv/path.ts";
import { printField, printFieldValue, printSecret } from "../output/print.ts";
import { printWarnings } from "../output/secret-table.ts";
import type { Secret } from "../wire/secret.ts";
import { isObject } from "../wire/value.ts";

export const kvGet: Command = {
  name: "kv get",
  synopsis: "Retrieves data from the KV store",
  usage: "vault kv get [options] KEY",
  about: `Shows the value of a key, the newest version unless -version says which.

    $ vault kv get -mount=secret app
    $ vault kv get -version=1 -field=pass secret/app`,
  flags: [
    httpOptions,
    outputOptions("field", "format"),
    commonOptions({ name: "version", kind: "int", usage: "The version to show." }, mountFlag),
  ],
  arguments: ["kv-path", "nothing"],
  run: runKvGet,
};

async function runKvGet(call: Invocation): Promise<number> {
  const argument = oneArgument(call);
  const client = await call.client();
  const key = await findKvPath(call, client, argument, { keepsSlashes: true });
  const path = fullPath(key, "data");
  const version = call.flags.integer("version");
  const parameters = key.isVersion2 && version > 0 ? new Map([["version", [String(version)]]]) : undefined;
  const secret = await attempt(`Error reading ${path}`, () => client.read(path, parameters));
  if (secret === undefined) throw new Failure(`No value found at ${path}`, 2);
  const field = call.flags.text("field");
  if (field !== "")
    return key.isVersion2 ? printVersionField(call, secret, field, path) : printField(call.ui, secret, field);
  if (secret.wrapInfo !== undefined || call.flags.text("format") !== "table") return printSecret(call.ui, secret);
  return printTables(call, secret, key.isVersion2 ? path : undefined);
}

function printVersionField(call: Invocation, secret: Secret, field: string, path: string): number {
  const data = secret.data?.["data"] ?? null;
  if (data === null) throw new Failure(`No data found at ${path}`, 2);
  if (field === "data" && !(isObject(data) && "data" in data)) return printField(call.ui, secret, field);
  return printFieldValue(call.ui, isObject(data) ? data[field] : undefined, field);
}

function printTables(call: Invocation, secret: Secret, path: string | undefined): number {
  printWarnings(call.ui, secret);
  if (path !== undefined) printPath(call.ui, path, "Secret Path");
  const metadata = secret.data?.["metadata"];
  if (isObject(metadata)) {
    printTitledMap(call.ui, "Metadata", metadata);
    call.ui.output("");
  }
  const data = path === undefined ? (secret.data ?? {}) : secret.data?.["data"];
  if (isObject(data)) printTitledMap(call.ui, "Data", data);
  else if (data !== undefined && data !== null) throw new Failure(formatGoValue(data), 2);
  return 0;
}
