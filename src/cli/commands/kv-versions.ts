import { oneArgument, type Command, type Invocation } from "../command.ts";
import { Failure } from "../failure.ts";
import { commonOptions, httpOptions, outputOptions } from "../flags/common.ts";
import { printDone } from "../kv/output.ts";
import { apiPath, findKvPath, mountFlag, versionList } from "../kv/path.ts";
import { sendChange } from "../output/write-answer.ts";

export const kvDestroy: Command = {
  name: "kv destroy",
  synopsis: "Permanently removes one or more versions in the KV store",
  usage: "vault kv destroy [options] KEY",
  about: `Removes the data of versions for good. Nothing brings them back.

    $ vault kv destroy -mount=secret -versions=1 app`,
  flags: [
    httpOptions,
    outputOptions("format"),
    commonOptions({ name: "versions", kind: "strings", usage: "The versions to destroy." }, mountFlag),
  ],
  arguments: ["kv-path", "nothing"],
  run: (call) => changeVersions(call, "destroy", "Destroy"),
};

export const kvUndelete: Command = {
  name: "kv undelete",
  synopsis: "Undeletes versions in the KV store",
  usage: "vault kv undelete [options] KEY",
  about: `Brings back versions that were deleted. Destroyed ones stay gone.

    $ vault kv undelete -mount=secret -versions=3 app`,
  flags: [
    httpOptions,
    outputOptions("format"),
    commonOptions({ name: "versions", kind: "strings", usage: "The versions to bring back." }, mountFlag),
  ],
  arguments: ["kv-path", "nothing"],
  run: (call) => changeVersions(call, "undelete", "Undelete"),
};

async function changeVersions(call: Invocation, part: "destroy" | "undelete", name: string): Promise<number> {
  const argument = oneArgument(call);
  const versions = call.flags.texts("versions") ?? [];
  if (versions.length === 0)
    throw new Failure(`No versions provided, use the "-versions" flag to specify the version to ${part}.`, 1);
  const client = await call.client();
  const key = await findKvPath(call, client, argument, { bareMount: part === "undelete" });
  if (!key.isVersion2) throw new Failure(`${name} not supported on KV Version 1`, 1);
  const path = apiPath(key, part);
  const secret = await sendChange(call.ui, `Error writing data to ${path}`, () =>
    client.write(path, { versions: versionList(versions) }),
  );
  return printDone(call, secret, `Success! Data written to: ${path}`);
}
