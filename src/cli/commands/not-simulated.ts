import type { Command } from "../command.ts";
import { Failure } from "../failure.ts";

/** Commands of the real program that this one knows of and does not do, with their one line each. */
const others: readonly (readonly [string, string])[] = [
  ["agent", "Start a Vault agent"],
  ["debug", "Runs the debug command"],
  ["events subscribe", "Subscribe to events"],
  ["monitor", "Stream log messages from a Vault server"],
  ["namespace lock", "Lock the API for particular namespaces"],
  ["namespace unlock", "Unlock the API for particular namespaces"],
  ["operator diagnose", "Troubleshoot problems starting Vault"],
  ["operator migrate", "Migrates Vault data between storage backends"],
  ["operator raft", "Interact with Vault's raft storage backend"],
  ["operator usage", "Lists historical client counts"],
  ["pki", "Interact with Vault's PKI Secrets Engine"],
  ["plugin deregister", "Deregister an existing plugin in the catalog"],
  ["plugin register", "Registers a new plugin in the catalog"],
  ["plugin reload", "Reload mounted plugin backend"],
  ["plugin reload-status", "Get the status of an active or recently completed global plugin reload"],
  ["plugin runtime", "Interact with Vault plugin runtimes catalog."],
  ["proxy", "Start a Vault Proxy"],
  ["ssh", "Initiate an SSH session"],
  ["transform", "Interact with Vault's Transform Secrets Engine"],
  ["transit", "Interact with Vault's Transit Secrets Engine"],
];

export const notSimulated: readonly Command[] = others.map(([name, synopsis]) => ({
  name,
  synopsis,
  usage: `vault ${name} [options] [args]`,
  about: "Part of Vault, but not simulated here: see docs/coverage.md.",
  flags: [],
  ignoresFlags: true,
  arguments: ["nothing"],
  run: () => Promise.reject(new Failure(`"vault ${name}" is not simulated; see docs/coverage.md.`, 1)),
}));
