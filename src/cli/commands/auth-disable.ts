import { oneArgument, type Command } from "../command.ts";
import { attempt } from "../failure.ts";
import { httpOptions } from "../flags/common.ts";
import { sanitizePath, withTrailingSlash } from "../paths.ts";

export const authDisable: Command = {
  name: "auth disable",
  synopsis: "Disables an auth method",
  usage: "vault auth disable [options] PATH",
  about: `Turns off an auth method by the path it is enabled at. Every token it handed out
is revoked.

    $ vault auth disable staff/`,
  flags: [httpOptions],
  arguments: ["auth-mount", "nothing"],
  run: async (call) => {
    const path = withTrailingSlash(sanitizePath(oneArgument(call)));
    const client = await call.client();
    await attempt(`Error disabling auth method at ${path}`, () => client.send("DELETE", `sys/auth/${path}`));
    call.ui.output(`Success! Disabled the auth method (if it existed) at: ${path}`);
    return 0;
  },
};
