import { type Command, type Invocation } from "../command.ts";
import { attempt, Failure } from "../failure.ts";
import { commonOptions, httpOptions, outputOptions } from "../flags/common.ts";
import { printDone } from "../kv/output.ts";
import { apiPath, findKvPath, mountFlag } from "../kv/path.ts";
import { readVersion, readVersionMetadata } from "../kv/version.ts";

export const kvRollback: Command = {
  name: "kv rollback",
  synopsis: "Rolls back to a previous version of data",
  usage: "vault kv rollback [options] KEY",
  about: `Writes what an older version held as a new version.

    $ vault kv rollback -mount=secret -version=2 app`,
  flags: [
    httpOptions,
    outputOptions("format"),
    commonOptions({ name: "version", kind: "int", usage: "The version to go back to." }, mountFlag),
  ],
  arguments: ["kv-path", "nothing"],
  run: runKvRollback,
};

async function runKvRollback(call: Invocation): Promise<number> {
  const count = call.arguments.length;
  const version = call.flags.integer("version");
  if (count !== 1) throw new Failure(`Invalid number of arguments (expected 1, got ${count})`, 1);
  if (!call.flags.has("version")) throw new Failure("Version flag must be specified", 1);
  if (version <= 0) throw new Failure(`Invalid value ${version} for the version flag`, 1);
  const client = await call.client();
  const key = await findKvPath(call, client, call.arguments[0] ?? "");
  if (!key.isVersion2) throw new Failure("K/V engine mount must be version 2 for rollback support", 2);
  const path = apiPath(key, "data");
  const newest = await readVersionMetadata(client, path, "rollback", undefined);
  const { data } = await readVersion(client, path, "rollback", version);
  const body = { data, options: { cas: newest.metadata["version"] ?? null } };
  const secret = await attempt(`Error writing data to ${path}`, () => client.write(path, body));
  return printDone(call, secret, `Success! Data written to: ${path}`);
}
