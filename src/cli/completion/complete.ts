import { VaultClient } from "../client/client.ts";
import { readSettings } from "../client/settings.ts";
import type { ArgumentKind, Command } from "../command.ts";
import { subcommandsOf, type CommandTree } from "../command-tree.ts";
import { parseFlags, type ParsedFlags } from "../flags/parse.ts";
import type { FlagSpec } from "../flags/spec.ts";
import { isBoolean } from "../flags/values.ts";
import { flagUsage } from "../help.ts";
import { TokenHelper } from "../token-helper.ts";
import type { CliCandidate, ProgramIo } from "../types.ts";
import type { Server } from "./server.ts";
import { argumentCandidates, valueCandidates } from "./sources.ts";

/**
 * What the word under the cursor could become. `words[0]` is `vault`. A flag that takes a value is offered with its
 * `=`, a path that goes on with its `/`: after either, no space belongs. Trouble of any kind means no candidates.
 */
export async function complete(
  tree: CommandTree,
  words: readonly string[],
  cursorWord: number,
  io: ProgramIo,
): Promise<CliCandidate[]> {
  const current = words[cursorWord] ?? "";
  const before = words.slice(1, cursorWord);
  try {
    const candidates = await candidatesFor(tree, before, current, io);
    return candidates.filter((candidate) => candidate.text.startsWith(current));
  } catch {
    return [];
  }
}

async function candidatesFor(
  tree: CommandTree,
  before: readonly string[],
  current: string,
  io: ProgramIo,
): Promise<readonly CliCandidate[]> {
  const { command, name, rest } = findCommand(tree, before);
  if (rest.length === 0 && !current.startsWith("-")) {
    const below = subcommandsOf(tree, name).filter((one) => one.name !== "version");
    if (below.length > 0) {
      return below.map((one) => ({ text: one.name.split(" ").at(-1) ?? "", description: one.synopsis }));
    }
  }
  if (command === undefined) return [];
  const flags = command.flags.flatMap((section) => section.flags).filter((flag) => flag.hidden !== true);
  const parsed = parseFlags(command.flags, rest, io.env);
  const server: Server = { client: () => connect(io, parsed), flags: parsed };
  const pending = pendingFlag(flags, rest);
  if (pending !== undefined) return valueCandidates(server, pending);
  if (current.startsWith("-") && parsed.arguments.length === 0) return flagCandidates(server, flags, current);
  return argumentCandidates(server, argumentKind(command, parsed), current);
}

function findCommand(
  tree: CommandTree,
  words: readonly string[],
): { command: Command | undefined; name: string; rest: readonly string[] } {
  let count = 0;
  while (count < words.length && tree.has(words.slice(0, count + 1).join(" "))) count++;
  const name = words.slice(0, count).join(" ");
  return { command: tree.get(name), name, rest: words.slice(count) };
}

/** The flag whose value is being typed as a word of its own. */
function pendingFlag(flags: readonly FlagSpec[], rest: readonly string[]): FlagSpec | undefined {
  const last = rest.at(-1) ?? "";
  if (!/^--?[^-=][^=]*$/.test(last)) return undefined;
  const name = last.replace(/^--?/, "");
  return flags.find((flag) => !isBoolean(flag) && (flag.name === name || flag.aliases?.includes(name) === true));
}

async function flagCandidates(
  server: Server,
  flags: readonly FlagSpec[],
  current: string,
): Promise<readonly CliCandidate[]> {
  const dashes = current.startsWith("--") ? "--" : "-";
  const at = current.indexOf("=");
  if (at < 0) {
    return [...flags]
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map((flag) => ({ text: `${dashes}${flag.name}${isBoolean(flag) ? "" : "="}`, description: flagUsage(flag) }));
  }
  const name = current.slice(dashes.length, at);
  const flag = flags.find((one) => one.name === name || one.aliases?.includes(name) === true);
  if (flag === undefined) return [];
  const values = await valueCandidates(server, flag);
  return values.map(({ text, description }) => {
    const whole = `${dashes}${name}=${text}`;
    return description === undefined ? { text: whole } : { text: whole, description };
  });
}

function argumentKind(command: Command, parsed: ParsedFlags): ArgumentKind {
  if (command.name.startsWith("token ") && parsed.isOn("accessor") && parsed.arguments.length === 0) return "accessor";
  const kinds = command.arguments ?? [];
  return kinds[parsed.arguments.length] ?? kinds.at(-1) ?? "nothing";
}

async function connect(io: ProgramIo, parsed: ParsedFlags): Promise<VaultClient> {
  const settings = await readSettings(io, parsed);
  const token = io.env["VAULT_TOKEN"] || (await new TokenHelper(io).get());
  const asks = { ...settings, outputCurlString: false, outputPolicy: false, wrapTtl: "" };
  return new VaultClient(asks, io.transport, token);
}
