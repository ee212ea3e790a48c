import { formatGoValue, writeGoJson } from "../../lib/index.ts";
import { oneArgument, type Command, type Invocation } from "../command.ts";
import { attempt, Failure } from "../failure.ts";
import { httpOptions, outputOptions } from "../flags/common.ts";
import { sanitizePath } from "../paths.ts";
import { parseJson } from "../wire/json.ts";
import { isObject } from "../wire/value.ts";

export const pathHelp: Command = {
  name: "path-help",
  synopsis: "Retrieve API help for paths",
  usage: "vault path-help [options] PATH",
  about: `Asks the server what a path is for and what it takes.

    $ vault path-help auth/token/create`,
  flags: [httpOptions, outputOptions("format")],
  arguments: ["path", "nothing"],
  run: runPathHelp,
};

const sealed = `Error: Vault is sealed.

The "path-help" command requires the Vault to be unsealed so that the mount
points of the secret engines are known.`;

async function runPathHelp(call: Invocation): Promise<number> {
  const path = sanitizePath(oneArgument(call));
  const client = await call.client();
  const help = await attempt("Error retrieving help", async () => {
    const value = parseJson((await client.send("GET", path, { parameters: new Map([["help", ["1"]]]) })).body);
    return isObject(value) ? value : {};
  }).catch((error: unknown) => {
    if (error instanceof Failure && error.message.includes("Vault is sealed")) throw new Failure(sealed, 2);
    throw error;
  });
  call.ui.output(
    call.flags.text("format") === "json" ? writeGoJson(help["openapi"] ?? null) : formatGoValue(help["help"] ?? ""),
  );
  return 0;
}
