import { formatGoValue } from "../../lib/index.ts";
import type { Command, Invocation } from "../command.ts";
import { attempt, Failure } from "../failure.ts";
import { httpOptions, outputOptions } from "../flags/common.ts";
import { table } from "../output/columns.ts";
import { printSecret } from "../output/print.ts";
import { isObject } from "../wire/value.ts";

export const versionHistory: Command = {
  name: "version-history",
  synopsis: "Prints the version history of the target Vault server",
  usage: "vault version-history",
  about: `Lists the versions that the server has been, and since when.`,
  flags: [httpOptions, outputOptions("format")],
  arguments: ["nothing"],
  run: runVersionHistory,
};

async function runVersionHistory(call: Invocation): Promise<number> {
  const client = await call.client();
  const secret = await attempt("Error reading version history", () => client.list("sys/version-history"));
  if (secret?.data === undefined) throw new Failure("Invalid response returned from Vault", 2);
  const infos = secret.data["key_info"];
  const keys = Array.isArray(secret.data["keys"]) ? secret.data["keys"].map(formatGoValue) : [];
  call.ui.warn(
    "\nNote:\nUse of this command requires a server running Vault 1.10.0 or greater.\nVersion tracking was added in 1.9.0. Earlier versions have not been tracked.\n\n",
  );
  if (call.ui.format !== "table") return printSecret(call.ui, secret);
  const rows = keys.map((version) => {
    const info = isObject(infos) ? infos[version] : undefined;
    const text = (name: string) => (isObject(info) ? formatGoValue(info[name] ?? "") : "");
    return `${version} | ${text("timestamp_installed")} | ${text("build_date")}`;
  });
  call.ui.output(table(["Version | Installation Time | Build Date", ...rows], "|", "  "));
  return 0;
}
