import type { Command } from "./command.ts";
import type { FlagSection, FlagSpec } from "./flags/spec.ts";
import { wrapText } from "./output/wrap.ts";
import { subcommandsOf, type CommandTree } from "./command-tree.ts";

/** The help of one command: its usage line, what it is for, its flags, its subcommands. */
export function commandHelp(command: Command, tree: CommandTree): string {
  const about = command.about
    .trim()
    .split("\n")
    .map((line) => (line === "" ? "" : `  ${line}`))
    .join("\n");
  const parts = [`Usage: ${command.usage}`, about, ...command.flags.map(sectionHelp).filter((text) => text !== "")];
  const below = subcommandsOf(tree, command.name);
  if (below.length > 0) parts.push(`Subcommands:\n${listing(below, 4)}`);
  return `${parts.join("\n\n")}\n`;
}

const common = ["read", "write", "delete", "list", "login", "agent", "server", "status", "unwrap"];

/** The help of the whole program. */
export function programHelp(tree: CommandTree): string {
  const top = subcommandsOf(tree, "").filter((command) => command.name !== "version");
  const first = common.flatMap((name) => top.filter((command) => command.name === name));
  const others = top.filter((command) => !common.includes(command.name));
  return `Usage: vault <command> [args]\n\nCommon commands:\n${listing(first, 6)}\n\nOther commands:\n${listing(others, 6)}\n`;
}

/** The help shown for a group's unknown member where the group is the program or a command. */
export function groupHelp(tree: CommandTree, parent: string): string {
  if (parent === "") return programHelp(tree);
  const below = subcommandsOf(tree, parent);
  return `Usage: vault <command> [args]\n\nOther commands:\n${listing(below, 6)}\n`;
}

function listing(commands: readonly Command[], gap: number): string {
  const named = commands.map((command) => [command.name.split(" ").at(-1) ?? "", command.synopsis] as const);
  const width = Math.max(0, ...named.map(([name]) => name.length));
  return named.map(([name, synopsis]) => `    ${name.padEnd(width + gap)}${synopsis}`).join("\n");
}

function sectionHelp(section: FlagSection): string {
  const shown = section.flags.filter((flag) => flag.hidden !== true);
  if (shown.length === 0) return "";
  const flags = [...shown].sort((a, b) => (a.name < b.name ? -1 : 1)).map(flagHelp);
  return `${section.title}:\n\n${flags.join("\n\n")}`;
}

const examples: Readonly<Record<FlagSpec["kind"], string>> = {
  string: "=<string>",
  bool: "",
  "optional-bool": "=<*bool>",
  int: "=<int>",
  uint: "=<uint>",
  duration: "=<duration>",
  strings: "=<string>",
  pairs: "=<key=value>",
};

function flagHelp(flag: FlagSpec): string {
  return `  -${flag.name}${examples[flag.kind]}\n${wrapText(flagUsage(flag), 6)}`;
}

/** What a flag is for, with its other names, its default and its variable. */
export function flagUsage(flag: FlagSpec): string {
  const aliases =
    flag.aliases === undefined || flag.aliases.length === 0
      ? ""
      : ` Also: ${flag.aliases.map((name) => `-${name}`).join(", ")}.`;
  const fallback = flag.fallback === undefined ? "" : ` Default: ${flag.fallback}.`;
  const variable = flag.variable === undefined ? "" : ` Environment: ${flag.variable}.`;
  return flag.usage + aliases + fallback + variable;
}
