import type { CommandTree } from "./command-tree.ts";

/** The line split into the command and what follows it. */
export interface Words {
  /** The longest command the words name, or the words themselves where they name none. */
  readonly command: string;
  readonly rest: readonly string[];
  readonly asksHelp: boolean;
  /** Whether a flag stands before the command. */
  readonly leadingFlags: boolean;
}

const helpFlags = new Set(["-h", "-help", "--help"]);

export function readWords(args: readonly string[], tree: CommandTree): Words {
  const end = args.indexOf("--");
  const asksHelp = (end < 0 ? args : args.slice(0, end)).some((word) => helpFlags.has(word));
  const from = args.findIndex((word) => word !== "" && !word.startsWith("-"));
  const before = from < 0 ? args : args.slice(0, from);
  const leadingFlags = before.some(
    (word) => word.startsWith("-") && !helpFlags.has(word) && !["-v", "-version", "--version", "--"].includes(word),
  );
  if (from < 0 || (args[from] ?? "").includes(" ")) return { command: "", rest: [], asksHelp, leadingFlags };
  const names: string[] = [];
  for (const word of args.slice(from)) {
    if (word === "" || word.startsWith("-") || word.includes(" ")) break;
    names.push(word);
  }
  for (let count = names.length; count > 0; count--) {
    const command = names.slice(0, count).join(" ");
    if (tree.has(command)) return { command, rest: args.slice(from + count), asksHelp, leadingFlags };
  }
  return { command: args[from] ?? "", rest: args.slice(from + 1), asksHelp, leadingFlags };
}
