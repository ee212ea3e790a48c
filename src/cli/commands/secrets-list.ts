import { expectArguments, type Command, type Invocation } from "../command.ts";
import { attempt } from "../failure.ts";
import { commandOptions, httpOptions, outputOptions } from "../flags/common.ts";
import { detailedRows, listMounts, listStructs, simpleRows } from "../mounts/list.ts";
import { printRows } from "../output/print.ts";

export const secretsList: Command = {
  name: "secrets list",
  synopsis: "List enabled secrets engines",
  usage: "vault secrets list [options]",
  about: `Shows which secrets engines are enabled, and where. A TTL of "system" is the
server's own.

    $ vault secrets list -detailed`,
  flags: [
    httpOptions,
    outputOptions("format"),
    commandOptions({
      name: "detailed",
      kind: "bool",
      usage: "Show TTLs, options and versions too.",
      fallback: "false",
    }),
  ],
  arguments: ["nothing"],
  run: runSecretsList,
};

async function runSecretsList(call: Invocation): Promise<number> {
  expectArguments(call, 0, 0);
  const client = await call.client();
  const mounts = await attempt("Error listing secrets engines", () => listMounts(client, "sys/mounts"));
  const rows = call.flags.isOn("detailed")
    ? detailedRows(mounts, { title: "Force No Cache", setting: "force_no_cache" })
    : simpleRows(mounts, "Path | Type | Accessor | Description", ["type", "accessor", "description"]);
  return printRows(call.ui, rows, Object.fromEntries(mounts), listStructs);
}
