import { expectArguments, type Command, type Invocation } from "../command.ts";
import { attempt, Failure } from "../failure.ts";
import { commandOptions, httpOptions, outputOptions } from "../flags/common.ts";
import type { FlagSpec } from "../flags/spec.ts";
import { printValue } from "../output/print.ts";
import { readSealStatus } from "../seal-status.ts";

const defaults = { shares: 5, threshold: 3 } as const;

const absent: readonly FlagSpec[] = [
  { name: "pgp-keys", kind: "string", usage: "Encrypt the key shares with PGP. Not simulated." },
  { name: "root-token-pgp-key", kind: "string", usage: "Encrypt the root token with PGP. Not simulated." },
  { name: "consul-auto", kind: "bool", usage: "Find the server through Consul. Not simulated.", fallback: "false" },
  {
    name: "consul-service",
    kind: "string",
    usage: "The name to find the server by. Not simulated.",
    fallback: "vault",
  },
  { name: "recovery-pgp-keys", kind: "string", usage: "Encrypt the recovery key shares with PGP. Not simulated." },
];

export const operatorInit: Command = {
  name: "operator init",
  synopsis: "Initializes a server",
  usage: "vault operator init [options]",
  about: `Sets a new server up: makes its keys and its first root token. A dev server has
done so by itself as it started.`,
  flags: [
    httpOptions,
    outputOptions("format"),
    commandOptions(
      { name: "key-shares", kind: "int", usage: "How many shares to split the unseal key into.", aliases: ["n"] },
      { name: "key-threshold", kind: "int", usage: "How many of them unseal the server.", aliases: ["t"] },
      {
        name: "status",
        kind: "bool",
        usage: "Only say whether the server is set up: exit code 0 if so, 2 if not.",
        fallback: "false",
      },
      { name: "stored-shares", kind: "int", usage: "Of no effect.", fallback: "-1" },
      { name: "recovery-shares", kind: "int", usage: "How many shares to split the recovery key into." },
      { name: "recovery-threshold", kind: "int", usage: "How many of them are needed." },
      ...absent,
    ),
  ],
  arguments: ["nothing"],
  run: runInit,
};

async function runInit(call: Invocation): Promise<number> {
  const { flags, ui } = call;
  expectArguments(call, 0, 0);
  const unknown = absent.find(({ name }) => flags.has(name));
  if (unknown !== undefined) throw new Failure(`-${unknown.name} is not simulated; see docs/coverage.md.`, 1);
  if (flags.has("stored-shares")) ui.warn("-stored-shares has no effect and will be removed in Vault 1.3.\n");
  const client = await call.client();
  if (flags.isOn("status")) {
    const answer = await attempt("Error checking init status", () => readSealStatus(client, "GET", "sys/init"));
    const isSet = answer["initialized"] === true;
    if (ui.format !== "table") printValue(ui, { Initialized: isSet }, [""]);
    else ui.output(isSet ? "Vault is initialized" : "Vault is not initialized");
    return isSet ? 0 : 2;
  }
  const body = {
    secret_shares: flags.integer("key-shares") || defaults.shares,
    secret_threshold: flags.integer("key-threshold") || defaults.threshold,
    stored_shares: 0,
    pgp_keys: null,
    recovery_shares: flags.integer("recovery-shares"),
    recovery_threshold: flags.integer("recovery-threshold"),
    recovery_pgp_keys: null,
    root_token_pgp_key: "",
  };
  await attempt("Error initializing", () => client.send("PUT", "sys/init", { body, structsAt: [""] }));
  throw new Failure("Setting a server up is not simulated; see docs/coverage.md.", 2);
}
