import type { Command } from "../command.ts";

/** The version of Vault whose program this one does as. */
const programVersion = "1.16.0";

export const version: Command = {
  name: "version",
  synopsis: "Prints the Vault CLI version",
  usage: "vault version",
  about: `Prints the version of this program, which need not be the server's.`,
  flags: [],
  ignoresFlags: true,
  arguments: ["nothing"],
  run: (call) => {
    call.ui.output(`Vault v${programVersion}`);
    return Promise.resolve(0);
  },
};
