import type { Command } from "../command.ts";
import { httpOptions } from "../flags/common.ts";

export const print: Command = {
  name: "print",
  synopsis: "Prints runtime configurations",
  usage: "vault print <subcommand>",
  about: `Shows what the program itself goes by.`,
  flags: [],
};

export const printToken: Command = {
  name: "print token",
  synopsis: "Prints the vault token currently in use",
  usage: "vault print token",
  about: `Prints the token that commands use: VAULT_TOKEN, or else what ~/.vault-token holds.`,
  flags: [httpOptions],
  ignoresFlags: true,
  arguments: ["nothing"],
  run: async (call) => {
    call.ui.output((await call.client()).token);
    return 0;
  },
};
