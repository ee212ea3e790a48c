import { formatGoValue } from "../../lib/index.ts";
import { expectArguments, type Command } from "../command.ts";
import { attempt } from "../failure.ts";
import { httpOptions, outputOptions } from "../flags/common.ts";
import { keysOf, printValue } from "../output/print.ts";

export const policyList: Command = {
  name: "policy list",
  synopsis: "Lists the installed policies",
  usage: "vault policy list [options]",
  about: `Lists the names of the policies on the server.`,
  flags: [httpOptions, outputOptions("format")],
  arguments: ["nothing"],
  run: async (call) => {
    expectArguments(call, 0, 0);
    const client = await call.client();
    const names = await attempt("Error listing policies", async () => {
      const secret = await client.secret("GET", "sys/policies/acl", { parameters: new Map([["list", ["true"]]]) });
      if (secret?.data === undefined) throw new Error("data from server response is empty");
      return keysOf(secret) ?? [];
    });
    if (call.ui.format !== "table") return printValue(call.ui, names);
    for (const name of names) call.ui.output(formatGoValue(name));
    return 0;
  },
};
