import { oneArgument, type Command } from "../command.ts";
import { attempt } from "../failure.ts";
import { httpOptions } from "../flags/common.ts";

export const policyDelete: Command = {
  name: "policy delete",
  synopsis: "Deletes a policy by name",
  usage: "vault policy delete [options] NAME",
  about: `Takes a policy off the server. Tokens that have it lose what it allowed at once.

    $ vault policy delete web`,
  flags: [httpOptions],
  arguments: ["policy", "nothing"],
  run: async (call) => {
    const name = oneArgument(call).toLowerCase().trim();
    const client = await call.client();
    await attempt(`Error deleting ${name}`, () => client.send("DELETE", `sys/policies/acl/${name}`));
    call.ui.output(`Success! Deleted policy: ${name}`);
    return 0;
  },
};
