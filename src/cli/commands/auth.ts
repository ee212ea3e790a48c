import type { Command } from "../command.ts";

export const auth: Command = {
  name: "auth",
  synopsis: "Interact with auth methods",
  usage: "vault auth <subcommand> [options] [args]",
  about: `Shows, enables, moves, tunes and disables auth methods. To log in with one, see
"vault login".

    $ vault auth list
    $ vault auth enable userpass
    $ vault auth help userpass`,
  flags: [],
};
