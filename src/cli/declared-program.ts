/** All that the program declares of itself, as data: for docs/coverage.md. */
import { notSimulated } from "./commands/not-simulated.ts";
import { commandTree } from "./commands/registry.ts";
import { notSimulatedLogins } from "./login/handlers.ts";

export interface DeclaredCommand {
  /** As typed after `vault`. */
  readonly name: string;
  readonly synopsis: string;
  /** It only holds others. */
  readonly isGroup: boolean;
  /** Names of its flags, under their headings; the same heading in two commands may hold other flags. */
  readonly sections: readonly { readonly title: string; readonly flags: readonly string[] }[];
}

export interface DeclaredProgram {
  readonly commands: readonly DeclaredCommand[];
  readonly absentCommands: readonly Pick<DeclaredCommand, "name" | "synopsis">[];
  readonly absentLogins: readonly string[];
}

export function declaredProgram(): DeclaredProgram {
  const absent = new Set(notSimulated.map((command) => command.name));
  const commands = [...commandTree.values()].toSorted((left, right) => (left.name < right.name ? -1 : 1));
  return {
    commands: commands
      .filter((command) => !absent.has(command.name))
      .map(({ name, synopsis, flags, run }) => ({
        name,
        synopsis,
        isGroup: run === undefined,
        sections: flags.map((section) => ({ title: section.title, flags: section.flags.map((flag) => flag.name) })),
      })),
    absentCommands: commands.filter((command) => absent.has(command.name)),
    absentLogins: [...notSimulatedLogins].toSorted(),
  };
}
