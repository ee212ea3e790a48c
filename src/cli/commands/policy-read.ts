import { formatGoValue } from "../../lib/index.ts";
import { ApiError } from "../client/errors.ts";
import { oneArgument, type Command } from "../command.ts";
import { attempt, Failure } from "../failure.ts";
import { httpOptions, outputOptions } from "../flags/common.ts";
import { printValue } from "../output/print.ts";

export const policyRead: Command = {
  name: "policy read",
  synopsis: "Prints the contents of a policy",
  usage: "vault policy read [options] [NAME]",
  about: `Shows what a policy says.

    $ vault policy read default`,
  flags: [httpOptions, outputOptions("format")],
  arguments: ["policy", "nothing"],
  run: async (call) => {
    const name = oneArgument(call).trim().toLowerCase();
    const client = await call.client();
    const rules = await attempt(`Error reading policy named ${name}`, async () => {
      try {
        const secret = await client.secret("GET", `sys/policies/acl/${name}`);
        if (secret?.data === undefined) throw new Error("data from server response is empty");
        const text = secret.data["policy"];
        if (text === undefined) throw new Error("no policy found in response");
        return formatGoValue(text);
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return "";
        throw error;
      }
    });
    if (rules === "") throw new Failure(`No policy named: ${name}`, 2);
    if (call.ui.format !== "table") return printValue(call.ui, { policy: rules });
    call.ui.output(rules.trim());
    return 0;
  },
};
