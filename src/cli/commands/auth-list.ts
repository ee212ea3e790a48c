import { expectArguments, type Command, type Invocation } from "../command.ts";
import { attempt } from "../failure.ts";
import { commandOptions, httpOptions, outputOptions } from "../flags/common.ts";
import { detailedRows, listMounts, listStructs, simpleRows } from "../mounts/list.ts";
import { printRows } from "../output/print.ts";

export const authList: Command = {
  name: "auth list",
  synopsis: "Lists enabled auth methods",
  usage: "vault auth list [options]",
  about: `Shows which auth methods are enabled, and where. A TTL of "system" is the
server's own.

    $ vault auth list -detailed`,
  flags: [
    httpOptions,
    outputOptions("format"),
    commandOptions({
      name: "detailed",
      kind: "bool",
      usage: "Show TTLs, token types and versions too.",
      fallback: "false",
    }),
  ],
  arguments: ["nothing"],
  run: runAuthList,
};

async function runAuthList(call: Invocation): Promise<number> {
  expectArguments(call, 0, 0);
  const client = await call.client();
  const mounts = await attempt("Error listing enabled authentications", () => listMounts(client, "sys/auth"));
  const rows = call.flags.isOn("detailed")
    ? detailedRows(mounts, { title: "Token Type", setting: "token_type" })
    : simpleRows(mounts, "Path | Type | Accessor | Description | Version", [
        "type",
        "accessor",
        "description",
        "plugin_version",
      ]);
  return printRows(call.ui, rows, Object.fromEntries(mounts), listStructs);
}
