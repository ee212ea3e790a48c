import { formatGoValue, parseRfc3339, type Json } from "../../lib/index.ts";
import type { VaultClient } from "../client/client.ts";
import { expectArguments, type Command, type Invocation } from "../command.ts";
import { attempt, Failure, messageOf } from "../failure.ts";
import { commandOptions, httpOptions, outputOptions } from "../flags/common.ts";
import { askHidden } from "../login/handler.ts";
import { columns } from "../output/columns.ts";
import { printRows, printValue } from "../output/print.ts";
import { wrapText } from "../output/wrap.ts";
import { printSealStatus, readSealStatus } from "../seal-status.ts";
import { formatRfc822 } from "../time.ts";
import { isList, isObject, type JsonObject } from "../wire/value.ts";

export const operator: Command = {
  name: "operator",
  synopsis: "Perform operator-specific tasks",
  usage: "vault operator <subcommand> [options] [args]",
  about: `For those who run a server: seal and unseal it, and look after its keys.

    $ vault operator key-status
    $ vault operator rotate`,
  flags: [],
};

export const operatorSeal: Command = {
  name: "operator seal",
  synopsis: "Seals the Vault server",
  usage: "vault operator seal [options]",
  about: `Seals the server: it forgets its keys and answers nothing more until it is
unsealed.`,
  flags: [httpOptions],
  arguments: ["nothing"],
  run: async (call) => {
    expectArguments(call, 0, 0);
    const client = await call.client();
    await attempt("Error sealing", () => client.send("PUT", "sys/seal"));
    call.ui.output("Success! Vault is sealed.");
    return 0;
  },
};

export const operatorUnseal: Command = {
  name: "operator unseal",
  synopsis: "Unseals the Vault server",
  usage: "vault operator unseal [options] [KEY]",
  about: `Gives the server one share of its unseal key. It opens once it has enough of them.
Without an argument the key is asked for.`,
  flags: [
    httpOptions,
    outputOptions("format"),
    commandOptions(
      { name: "reset", kind: "bool", usage: "Throw away the shares given so far.", fallback: "false" },
      {
        name: "migrate",
        kind: "bool",
        usage: "The share is given to move the server to another seal.",
        fallback: "false",
      },
    ),
  ],
  arguments: ["nothing"],
  run: runUnseal,
};

async function runUnseal(call: Invocation): Promise<number> {
  const typed = (expectArguments(call, 0, 1)[0] ?? "").trim();
  const client = await call.client();
  if (call.flags.isOn("reset")) {
    const seal = await attempt("Error resetting unseal process", () =>
      readSealStatus(client, "PUT", "sys/unseal", { reset: true }),
    );
    return printSealStatus(call, client, seal);
  }
  const key = typed === "" ? await askForKey(call) : typed;
  const body = { key, reset: false, migrate: call.flags.isOn("migrate") };
  return printSealStatus(
    call,
    client,
    await attempt("Error unsealing", () => readSealStatus(client, "PUT", "sys/unseal", body)),
  );
}

async function askForKey(call: Invocation): Promise<string> {
  try {
    return (await askHidden(call.io, "Unseal Key (will be hidden): ", (line) => call.io.stdout(line))).trim();
  } catch (error) {
    throw new Failure(
      wrapText(
        `An error occurred attempting to ask for an unseal key. The raw error message is shown below, but usually this is because you attempted to pipe a value into the unseal command or you are executing outside of a terminal (tty). You should run the unseal command from a terminal for maximum security. If this is not an option, the unseal key can be provided as the first argument to the unseal command. The raw error was:\n\n${messageOf(error)}`,
      ),
      1,
    );
  }
}

export const operatorKeyStatus: Command = {
  name: "operator key-status",
  synopsis: "Provides information about the active encryption key",
  usage: "vault operator key-status [options]",
  about: `Shows the number of the key that the server encrypts with, and since when.`,
  flags: [httpOptions, outputOptions("format")],
  arguments: ["nothing"],
  run: async (call) => {
    expectArguments(call, 0, 0);
    return printKeyStatus(call, await call.client(), []);
  },
};

export const operatorRotate: Command = {
  name: "operator rotate",
  synopsis: "Rotates the underlying encryption key",
  usage: "vault operator rotate [options]",
  about: `Makes a new key for the server to encrypt with from now on. The old ones are kept
to read what they wrote.`,
  flags: [httpOptions, outputOptions("format")],
  arguments: ["nothing"],
  run: async (call) => {
    expectArguments(call, 0, 0);
    const client = await call.client();
    await attempt("Error rotating key", () => client.send("POST", "sys/rotate"));
    return printKeyStatus(call, client, ["Success! Rotated key", ""]);
  },
};

async function printKeyStatus(call: Invocation, client: VaultClient, before: readonly string[]): Promise<number> {
  const data = await attempt("Error reading key status", async () => {
    const secret = await client.secret("GET", "sys/key-status");
    if (secret?.data === undefined) throw new Error("data from server response is empty");
    return secret.data;
  });
  const installed = formatGoValue(data["install_time"]);
  const status: Readonly<Record<string, Json>> = {
    term: data["term"] ?? 0,
    install_time: installed,
    encryptions: data["encryptions"] ?? 0,
  };
  if (call.ui.format !== "table") return printValue(call.ui, status, [""]);
  for (const line of before) call.ui.output(line);
  call.ui.output(
    columns([
      `Key Term | ${formatGoValue(status["term"])}`,
      `Install Time | ${formatRfc822(parseRfc3339(installed) ?? 0n)}`,
      `Encryption Count | ${formatGoValue(status["encryptions"])}`,
    ]),
  );
  return 0;
}

export const operatorStepDown: Command = {
  name: "operator step-down",
  synopsis: "Forces Vault to resign active duty",
  usage: "vault operator step-down [options]",
  about: `Makes the active server of a cluster give up its part, so that another takes over.`,
  flags: [httpOptions],
  arguments: ["nothing"],
  run: async (call) => {
    expectArguments(call, 0, 0);
    const client = await call.client();
    await attempt("Error stepping down", () => client.send("PUT", "sys/step-down"));
    call.ui.output(`Success! Stepped down: ${client.addressText}`);
    return 0;
  },
};

export const operatorMembers: Command = {
  name: "operator members",
  synopsis: "Returns the list of nodes in the cluster",
  usage: "vault operator members",
  about: `Lists the servers of a cluster, and which of them is active.`,
  flags: [httpOptions, outputOptions("format")],
  arguments: ["nothing"],
  run: runMembers,
};

async function runMembers(call: Invocation): Promise<number> {
  const client = await call.client();
  let answer: JsonObject;
  try {
    answer = await readSealStatus(client, "GET", "sys/ha-status");
  } catch (error) {
    throw new Failure(messageOf(error), 2);
  }
  const nodes = isList(answer["nodes"]) ? answer["nodes"].filter(isObject) : [];
  const heading =
    "Host Name | API Address | Cluster Address | Active Node | Version | Upgrade Version | Redundancy Zone | Last Echo";
  const keys = [
    "hostname",
    "api_address",
    "cluster_address",
    "active_node",
    "version",
    "upgrade_version",
    "redundancy_zone",
    "last_echo",
  ];
  const rows = nodes.map((node) => keys.map((key) => formatGoValue(node[key] ?? "")).join(" | "));
  return printRows(call.ui, [heading, ...rows], { Nodes: nodes }, ["", "Nodes.*"]);
}
