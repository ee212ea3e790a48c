import { formatGoValue } from "../../lib/index.ts";
import { expectArguments, type Command, type Invocation } from "../command.ts";
import { attempt, Failure } from "../failure.ts";
import { commandOptions, httpOptions, outputOptions } from "../flags/common.ts";
import { table } from "../output/columns.ts";
import { printSecret, printValue } from "../output/print.ts";
import { wrapText } from "../output/wrap.ts";
import { readSealStatus } from "../seal-status.ts";

export const operatorRekey: Command = {
  name: "operator rekey",
  synopsis: "Generates new unseal keys",
  usage: "vault operator rekey [options] [KEY]",
  about: `Shows whether new unseal keys are being made. Making them is not simulated.`,
  flags: [
    httpOptions,
    outputOptions("format"),
    commandOptions(
      { name: "cancel", kind: "bool", usage: "Leave off what was begun.", fallback: "false" },
      { name: "init", kind: "bool", usage: "Begin. Not simulated.", fallback: "false" },
      { name: "key-shares", kind: "int", usage: "How many shares to split the new key into.", fallback: "5" },
      { name: "key-threshold", kind: "int", usage: "How many of them unseal the server.", fallback: "3" },
      { name: "nonce", kind: "string", usage: "Which attempt the share is for." },
      { name: "pgp-keys", kind: "string", usage: "Encrypt the shares with PGP. Not simulated." },
      { name: "status", kind: "bool", usage: "Only say how far it is.", fallback: "false" },
      { name: "target", kind: "string", usage: 'Which keys: "barrier" or "recovery".', fallback: "barrier" },
      {
        name: "verify",
        kind: "bool",
        usage: "Prove that the new shares were received. Not simulated.",
        fallback: "false",
      },
      { name: "backup", kind: "bool", usage: "Keep a copy of the encrypted shares. Not simulated.", fallback: "false" },
      { name: "backup-delete", kind: "bool", usage: "Delete the copy that was kept.", fallback: "false" },
      { name: "backup-retrieve", kind: "bool", usage: "Show the copy that was kept.", fallback: "false" },
    ),
  ],
  arguments: ["nothing"],
  run: runRekey,
};

async function runRekey(call: Invocation): Promise<number> {
  const { flags, ui } = call;
  expectArguments(call, 0, 1, "0-1");
  for (const name of ["verify", "pgp-keys", "target", "backup"]) {
    if (flags.has(name)) throw new Failure(`-${name} is not simulated; see docs/coverage.md.`, 1);
  }
  const client = await call.client();
  if (flags.isOn("backup-delete")) {
    await attempt("Error deleting rekey stored keys", () => client.send("DELETE", "sys/rekey/backup"));
    ui.output("Success! Delete stored keys (if they existed)");
    return 0;
  }
  if (flags.isOn("backup-retrieve")) {
    return printSecret(
      ui,
      await attempt("Error retrieving rekey stored keys", () => client.secret("GET", "sys/rekey/backup")),
    );
  }
  if (flags.isOn("cancel")) {
    await attempt("Error canceling rekey", () => client.send("DELETE", "sys/rekey/init"));
    ui.output("Success! Canceled rekeying (if it was started)");
    return 0;
  }
  if (flags.isOn("init")) {
    const body = { secret_shares: flags.integer("key-shares"), secret_threshold: flags.integer("key-threshold") };
    await attempt("Error initializing rekey", () => client.send("PUT", "sys/rekey/init", { body, structsAt: [""] }));
  }
  const status = await attempt("Error getting rekey status", () => readSealStatus(client, "GET", "sys/rekey/init"));
  if (flags.isOn("status")) {
    if (ui.format !== "table") return printValue(ui, { ...status, verification_nonce: "" }, [""]);
    ui.output(table(["Key | Value", `Nonce | ${formatGoValue(status["nonce"] ?? "")}`, `Started | false`]));
    return 0;
  }
  throw new Failure(
    wrapText('No rekey is in progress. Start a rekey process by running "vault operator rekey -init".'),
    1,
  );
}
