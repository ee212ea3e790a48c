import type { Command } from "../command.ts";

export const secrets: Command = {
  name: "secrets",
  synopsis: "Interact with secrets engines",
  usage: "vault secrets <subcommand> [options] [args]",
  about: `Shows, enables, moves, tunes and disables secrets engines.

    $ vault secrets list
    $ vault secrets enable -path=apps -version=2 kv`,
  flags: [],
};
