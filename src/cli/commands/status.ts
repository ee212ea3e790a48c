import { expectArguments, type Command } from "../command.ts";
import { Failure, messageOf } from "../failure.ts";
import { httpOptions, outputOptions } from "../flags/common.ts";
import { printSealStatus, readSealStatus } from "../seal-status.ts";

export const status: Command = {
  name: "status",
  synopsis: "Print seal and HA status",
  usage: "vault status [options]",
  about: `Shows whether the server is sealed, and its part in the cluster. The exit code
tells it too: 0 unsealed, 1 an error, 2 sealed.`,
  flags: [httpOptions, outputOptions("format")],
  arguments: ["nothing"],
  run: async (call) => {
    expectArguments(call, 0, 0);
    const client = await call.client().catch((error: unknown) => {
      throw new Failure(messageOf(error), 1);
    });
    client.namespace = "";
    const seal = await readSealStatus(client, "GET", "sys/seal-status").catch((error: unknown) => {
      throw new Failure(`Error checking seal status: ${messageOf(error)}`, 1);
    });
    const code = await printSealStatus(call, client, seal);
    return seal["sealed"] === true ? 2 : code;
  },
};
