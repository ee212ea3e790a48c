import type { Command } from "../command.ts";

export const kv: Command = {
  name: "kv",
  synopsis: "Interact with Vault's Key-Value storage",
  usage: "vault kv <subcommand> [options] [args]",
  about: `Reads and writes secrets in a kv engine, of version 1 or 2: which of them a mount
is, it finds out by itself.

    $ vault kv put -mount=secret app user=u pass=p
    $ vault kv get -mount=secret app`,
  flags: [],
};

export const kvMetadata: Command = {
  name: "kv metadata",
  synopsis: "Interact with Vault's Key-Value storage",
  usage: "vault kv metadata <subcommand> [options] [args]",
  about: `Shows, sets and deletes what a version 2 kv engine keeps beside a key's data: its
versions, its limits and the notes on it.

    $ vault kv metadata get -mount=secret app`,
  flags: [],
};
