import { formatGoValue } from "../../lib/index.ts";
import { oneArgument, type Command, type Invocation } from "../command.ts";
import { attempt, Failure } from "../failure.ts";
import { commonOptions, httpOptions, outputOptions } from "../flags/common.ts";
import { mapHeading, printPath, printTitledMap } from "../kv/output.ts";
import { apiPath, findKvPath, mountFlag } from "../kv/path.ts";
import { printSecret } from "../output/print.ts";
import type { Secret } from "../wire/secret.ts";
import { isObject } from "../wire/value.ts";

export const kvMetadataGet: Command = {
  name: "kv metadata get",
  synopsis: "Retrieves key metadata from the KV store",
  usage: "vault kv metadata get [options] KEY",
  about: `Shows a key's settings and all its versions, without their data.

    $ vault kv metadata get -mount=secret app`,
  flags: [httpOptions, outputOptions("format"), commonOptions(mountFlag)],
  arguments: ["kv-path", "nothing"],
  run: runKvMetadataGet,
};

async function runKvMetadataGet(call: Invocation): Promise<number> {
  const argument = oneArgument(call);
  const client = await call.client();
  const key = await findKvPath(call, client, argument);
  if (!key.isVersion2) throw new Failure("Metadata not supported on KV Version 1", 1);
  const path = apiPath(key, "metadata");
  const secret = await attempt(`Error reading ${path}`, () => client.read(path));
  if (secret === undefined) throw new Failure(`No value found at ${path}`, 2);
  if (secret.wrapInfo !== undefined || call.flags.text("format") !== "table") return printSecret(call.ui, secret);
  return printTables(call, secret, path);
}

function printTables(call: Invocation, secret: Secret, path: string): number {
  const { versions, ...settings } = secret.data ?? {};
  if (versions === undefined || versions === null) {
    call.ui.error(`No value found at ${path}`);
    printSecret(call.ui, secret);
    return 2;
  }
  printPath(call.ui, path, "Metadata Path");
  call.ui.output(mapHeading("Metadata", settings));
  printSecret(call.ui, { ...secret, data: settings });
  if (!isObject(versions)) throw new Failure(formatGoValue(versions), 2);
  for (const number of Object.keys(versions)
    .map(Number)
    .sort((a, b) => a - b)) {
    const version = versions[String(number)];
    if (isObject(version)) printTitledMap(call.ui, `Version ${number}`, version, "\n");
  }
  return 0;
}
