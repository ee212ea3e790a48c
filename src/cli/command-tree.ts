import type { Command } from "./command.ts";

/** Every command by its name. */
export type CommandTree = ReadonlyMap<string, Command>;

/** Puts commands in a tree; a name in between that no command has becomes a group without words of its own. */
export function buildTree(commands: readonly Command[]): CommandTree {
  const tree = new Map(commands.map((command) => [command.name, command]));
  for (const command of commands) {
    for (let at = command.name.lastIndexOf(" "); at > 0; at = command.name.lastIndexOf(" ", at - 1)) {
      const name = command.name.slice(0, at);
      if (!tree.has(name)) tree.set(name, bareGroup(name));
    }
  }
  return tree;
}

function bareGroup(name: string): Command {
  return {
    name,
    synopsis: "",
    usage: `vault ${name} <subcommand> [options] [args]`,
    about: "Holds the subcommands below.",
    flags: [],
  };
}

/** The commands right below another ("" for the program itself), by name. */
export function subcommandsOf(tree: CommandTree, parent: string): readonly Command[] {
  const lead = parent === "" ? "" : `${parent} `;
  return [...tree.values()]
    .filter(
      (command) =>
        command.name.startsWith(lead) && command.name !== parent && !command.name.slice(lead.length).includes(" "),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
