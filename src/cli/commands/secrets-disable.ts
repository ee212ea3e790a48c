import { oneArgument, type Command } from "../command.ts";
import { attempt } from "../failure.ts";
import { httpOptions } from "../flags/common.ts";
import { sanitizePath, withTrailingSlash } from "../paths.ts";

export const secretsDisable: Command = {
  name: "secrets disable",
  synopsis: "Disable a secret engine",
  usage: "vault secrets disable [options] PATH",
  about: `Unmounts a secrets engine by the path it is mounted at. Everything it handed out
is revoked, and everything it keeps is deleted.

    $ vault secrets disable apps/`,
  flags: [httpOptions],
  arguments: ["secret-mount", "nothing"],
  run: async (call) => {
    const argument = oneArgument(call);
    const client = await call.client();
    const path = withTrailingSlash(sanitizePath(argument));
    await attempt(`Error disabling secrets engine at ${path}`, () => client.send("DELETE", `sys/mounts/${path}`));
    call.ui.output(`Success! Disabled the secrets engine (if it existed) at: ${path}`);
    return 0;
  },
};
