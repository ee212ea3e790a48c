import { expectArguments, type Command, type Invocation } from "../command.ts";
import { attempt, Failure } from "../failure.ts";
import { commandOptions, httpOptions, outputOptions } from "../flags/common.ts";
import { printSecret } from "../output/print.ts";

export const tokenLookup: Command = {
  name: "token lookup",
  synopsis: "Display information about a token",
  usage: "vault token lookup [options] [TOKEN | ACCESSOR]",
  about: `Shows what the server knows of a token: its policies, how long it still lives,
and where it came from. Without an argument, of the token in use.

Look at the token in use:

    $ vault token lookup

Look at another by its accessor, which does not give the token away:

    $ vault token lookup -accessor vmGrl1JxZjLOaEUBEp3XqSj9`,
  flags: [
    httpOptions,
    outputOptions("format"),
    commandOptions({
      name: "accessor",
      kind: "bool",
      usage: "The argument is an accessor. The answer then leaves out the token.",
      fallback: "false",
    }),
  ],
  arguments: ["nothing"],
  run: runTokenLookup,
};

async function runTokenLookup(call: Invocation): Promise<number> {
  const byAccessor = call.flags.isOn("accessor");
  if (byAccessor) expectOneWithAccessor(call);
  const token = (expectArguments(call, 0, 1, "0-1")[0] ?? "").trim();
  const client = await call.client();
  const secret = await attempt("Error looking up token", () => {
    if (token === "") return client.secret("GET", "auth/token/lookup-self");
    if (byAccessor) return client.secret("POST", "auth/token/lookup-accessor", { body: { accessor: token } });
    return client.secret("POST", "auth/token/lookup", { body: { token } });
  });
  return printSecret(call.ui, secret);
}

function expectOneWithAccessor(call: Invocation): void {
  const count = call.arguments.length;
  if (count < 1) throw new Failure(`Not enough arguments with -accessor (expected 1, got ${count})`, 1);
  if (count > 1) throw new Failure(`Too many arguments with -accessor (expected 1, got ${count})`, 1);
}
