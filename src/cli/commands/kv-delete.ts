import { oneArgument, type Command, type Invocation } from "../command.ts";
import { commonOptions, httpOptions, outputOptions } from "../flags/common.ts";
import { printDone } from "../kv/output.ts";
import { apiPath, findKvPath, fullPath, mountFlag, versionList } from "../kv/path.ts";
import { printField } from "../output/print.ts";
import { sendChange } from "../output/write-answer.ts";

export const kvDelete: Command = {
  name: "kv delete",
  synopsis: "Deletes versions in the KV store",
  usage: "vault kv delete [options] PATH",
  about: `Deletes the newest version of a key, or those named. On a version 2 engine they
can be brought back with "vault kv undelete".

    $ vault kv delete -mount=secret -versions=1,2 app`,
  flags: [
    httpOptions,
    outputOptions("field", "format"),
    commonOptions({ name: "versions", kind: "strings", usage: "The versions to delete." }, mountFlag),
  ],
  arguments: ["kv-path", "nothing"],
  run: runKvDelete,
};

async function runKvDelete(call: Invocation): Promise<number> {
  const argument = oneArgument(call);
  const client = await call.client();
  const key = await findKvPath(call, client, argument);
  const path = fullPath(key, "data");
  const versions = call.flags.texts("versions") ?? [];
  const secret = await sendChange(call.ui, `Error deleting ${path}`, () =>
    key.isVersion2 && versions.length > 0
      ? client.write(apiPath(key, "delete"), { versions: versionList(versions) })
      : client.delete(path),
  );
  const field = call.flags.text("field");
  if (secret !== undefined && field !== "") return printField(call.ui, secret, field);
  return printDone(call, secret, `Success! Data deleted (if it existed) at: ${path}`);
}
