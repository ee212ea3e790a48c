import { formatGoValue, quoteGo } from "../../lib/index.ts";
import { oneArgument, type Command, type Invocation } from "../command.ts";
import { attempt } from "../failure.ts";
import { httpOptions } from "../flags/common.ts";
import { loginHandlers } from "../login/handlers.ts";
import { listMounts } from "../mounts/list.ts";
import { wrapText } from "../output/wrap.ts";
import { sanitizePath, withTrailingSlash } from "../paths.ts";

export const authHelp: Command = {
  name: "auth help",
  synopsis: "Prints usage for an auth method",
  usage: "vault auth help [options] TYPE | PATH",
  about: `Says how to log in with an auth method, by its type or by the path it is enabled
at.

    $ vault auth help userpass`,
  flags: [httpOptions],
  arguments: ["auth-type", "nothing"],
  run: runAuthHelp,
};

async function runAuthHelp(call: Invocation): Promise<number> {
  const argument = oneArgument(call);
  const client = await call.client();
  let handler = loginHandlers.get(argument.trim());
  if (handler === undefined) {
    const mounts = await attempt("Error listing auth methods", () => listMounts(client, "sys/auth"));
    const path = withTrailingSlash(sanitizePath(argument));
    const mount = mounts.get(path);
    if (mount === undefined) {
      call.ui.warn(`No auth method available on the server at ${quoteGo(path)}`);
      return 1;
    }
    handler = loginHandlers.get(formatGoValue(mount["type"]));
  }
  if (handler === undefined) {
    call.ui.warn(wrapText(`No method-specific CLI handler available for auth method ${quoteGo(argument.trim())}`));
    return 2;
  }
  call.ui.output(handler.help);
  return 0;
}
