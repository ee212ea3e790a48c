import type { Command } from "../command.ts";

export const token: Command = {
  name: "token",
  synopsis: "Interact with tokens",
  usage: "vault token <subcommand> [options] [args]",
  about: `Makes, shows, renews and revokes tokens.

Make a token:

    $ vault token create

See what a token is and may do:

    $ vault token lookup hvs.CAESI...

Revoke a token with everything made from it:

    $ vault token revoke hvs.CAESI...`,
  flags: [],
};
