import type { Command } from "../command.ts";

export const policy: Command = {
  name: "policy",
  synopsis: "Interact with policies",
  usage: "vault policy <subcommand> [options] [args]",
  about: `Writes, shows, lists, formats and deletes policies: what tokens may do, and where.

    $ vault policy write web ./web.hcl
    $ vault policy read web`,
  flags: [],
};
