import { formatGoValue } from "../../lib/index.ts";
import type { VaultClient } from "../client/client.ts";
import { expectArguments, type Command, type Invocation } from "../command.ts";
import { attempt, Failure } from "../failure.ts";
import { commandOptions, httpOptions, outputOptions } from "../flags/common.ts";
import { oneOf } from "../flags/spec.ts";
import { askForKey } from "../keys/ask-for-key.ts";
import { printNewKeys, printRekeyStatus } from "../keys/print-rekey.ts";
import { printSecret } from "../output/print.ts";
import { wrapText } from "../output/wrap.ts";
import { readSealStatus } from "../seal-status.ts";

export const operatorRekey: Command = {
  name: "operator rekey",
  synopsis: "Generates new unseal keys",
  usage: "vault operator rekey [options] [KEY]",
  about: `Makes a new unseal key, for whoever holds enough shares of the old one. First begin:

    $ vault operator rekey -init -key-shares=5 -key-threshold=3

Then give the shares of the old key, one after another:

    $ vault operator rekey

With the last one that is needed the shares of the new key are shown, and only
they open the server from then on.`,
  flags: [
    httpOptions,
    outputOptions("format"),
    commandOptions(
      { name: "cancel", kind: "bool", usage: "Leave off what was begun.", fallback: "false" },
      { name: "init", kind: "bool", usage: "Begin.", fallback: "false" },
      {
        name: "key-shares",
        kind: "int",
        usage: "How many shares to split the new key into.",
        fallback: "5",
        aliases: ["n"],
      },
      {
        name: "key-threshold",
        kind: "int",
        usage: "How many of them unseal the server.",
        fallback: "3",
        aliases: ["t"],
      },
      { name: "nonce", kind: "string", usage: "Which attempt the share is for." },
      { name: "pgp-keys", kind: "string", usage: "Encrypt the shares with PGP. Not simulated." },
      { name: "status", kind: "bool", usage: "Only say how far it is.", fallback: "false" },
      {
        name: "target",
        kind: "string",
        usage: 'Which keys: "barrier", or "recovery", which no server with unseal keys has.',
        fallback: "barrier",
        values: oneOf("barrier", "recovery"),
      },
      {
        name: "verify",
        kind: "bool",
        usage: "Let the new shares hold only when they were shown; -status, -cancel and shares are then about that.",
        fallback: "false",
      },
      { name: "backup", kind: "bool", usage: "Keep a copy of shares encrypted with PGP.", fallback: "false" },
      { name: "backup-delete", kind: "bool", usage: "Delete the copy that was kept.", fallback: "false" },
      { name: "backup-retrieve", kind: "bool", usage: "Show the copy that was kept.", fallback: "false" },
    ),
  ],
  arguments: ["nothing"],
  run: runRekey,
};

async function runRekey(call: Invocation): Promise<number> {
  const { flags } = call;
  const [typed = ""] = expectArguments(call, 0, 1, "0-1");
  if (flags.has("pgp-keys")) throw new Failure("-pgp-keys is not simulated; see docs/coverage.md.", 1);
  const client = await call.client();
  if (flags.isOn("backup-delete")) return deleteBackup(call, client);
  if (flags.isOn("backup-retrieve")) {
    const kept = await attempt("Error retrieving rekey stored keys", () => client.secret("GET", backupPath(call)));
    return printSecret(call.ui, kept);
  }
  if (flags.isOn("cancel")) return cancel(call, client);
  if (flags.isOn("init")) return begin(call, client);
  if (flags.isOn("status")) return printStatus(call, client, flags.isOn("verify"));
  return provide(call, client, typed.trim());
}

function pathOf(call: Invocation): string {
  const paths: Readonly<Record<string, string>> = {
    barrier: "sys/rekey",
    recovery: "sys/rekey-recovery-key",
    hsm: "sys/rekey-recovery-key",
  };
  const path = paths[call.flags.text("target").trim().toLowerCase()];
  if (path === undefined) throw new Failure(`Unknown target: ${call.flags.text("target")}`, 1);
  return path;
}

function backupPath(call: Invocation): string {
  return pathOf(call) === "sys/rekey" ? "sys/rekey/backup" : "sys/rekey/recovery-key-backup";
}

async function deleteBackup(call: Invocation, client: VaultClient): Promise<number> {
  await attempt("Error deleting rekey stored keys", () => client.send("DELETE", backupPath(call)));
  call.ui.output("Success! Delete stored keys (if they existed)");
  return 0;
}

async function cancel(call: Invocation, client: VaultClient): Promise<number> {
  const path = `${pathOf(call)}/${call.flags.isOn("verify") ? "verify" : "init"}`;
  await attempt("Error canceling rekey", () => client.send("DELETE", path));
  call.ui.output("Success! Canceled rekeying (if it was started)");
  return 0;
}

async function begin(call: Invocation, client: VaultClient): Promise<number> {
  const { flags, ui } = call;
  const body = {
    secret_shares: flags.integer("key-shares"),
    secret_threshold: flags.integer("key-threshold"),
    stored_shares: 0,
    pgp_keys: null,
    Backup: flags.isOn("backup"),
    require_verification: flags.isOn("verify"),
  };
  const path = `${pathOf(call)}/init`;
  const status = await attempt("Error initializing rekey", () => readSealStatus(client, "PUT", path, body));
  if (ui.format === "table") {
    const what = pathOf(call) === "sys/rekey" ? "unseal" : "recovery";
    ui.warn(
      wrapText(
        `WARNING! If you lose the keys after they are returned, there is no recovery. Consider canceling this operation and re-initializing with the -pgp-keys flag to protect the returned ${what} keys along with -backup to allow recovery of the encrypted keys in case of emergency. You can delete the stored keys later using the -delete flag.`,
      ),
    );
    ui.output("");
  }
  return printRekeyStatus(call, status, false);
}

async function printStatus(call: Invocation, client: VaultClient, isVerification: boolean): Promise<number> {
  const path = `${pathOf(call)}/${isVerification ? "verify" : "init"}`;
  const status = await attempt("Error reading rekey status", () => readSealStatus(client, "GET", path));
  return printRekeyStatus(call, status, isVerification);
}

async function provide(call: Invocation, client: VaultClient, typed: string): Promise<number> {
  const { flags, io, ui } = call;
  const isVerification = flags.isOn("verify");
  const path = pathOf(call);
  const status = await attempt("Error getting rekey status", () =>
    readSealStatus(client, "GET", `${path}/${isVerification ? "verify" : "init"}`),
  );
  if (status["started"] !== true) {
    throw new Failure(
      wrapText('No rekey is in progress. Start a rekey process by running "vault operator rekey -init".'),
      1,
    );
  }
  let nonce = flags.text("nonce");
  let key = typed === "-" ? await io.readStdin() : typed;
  if (typed === "") {
    nonce = formatGoValue(status["nonce"] ?? "");
    io.stdout(`Rekey operation nonce: ${nonce}\n`);
    key = await askForKey(call);
  }
  if (nonce === "") throw new Failure("Missing nonce value: specify it via the -nonce flag", 1);
  const body = { key: key.trim(), nonce };
  const made = await attempt("Error posting unseal key", () =>
    readSealStatus(client, "PUT", `${path}/${isVerification ? "verify" : "update"}`, body),
  );
  if (made["complete"] !== true) return printStatus(call, client, isVerification);
  if (isVerification) {
    ui.output(
      wrapText("Rekey verification successful. The rekey operation is complete and the new keys are now active."),
    );
    return 0;
  }
  printNewKeys(call, status, made);
  const isToBeProven = status["verification_required"] === true && ui.format === "table";
  return isToBeProven ? printStatus(call, client, true) : 0;
}
