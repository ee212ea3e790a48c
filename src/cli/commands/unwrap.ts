import { expectArguments, type Command, type Invocation } from "../command.ts";
import { attempt } from "../failure.ts";
import { httpOptions, outputOptions } from "../flags/common.ts";
import { keysOf, printField, printList, printSecret } from "../output/print.ts";

export const unwrap: Command = {
  name: "unwrap",
  synopsis: "Unwrap a wrapped secret",
  usage: "vault unwrap [options] [TOKEN]",
  about: `Opens an answer that was wrapped with -wrap-ttl, by its wrapping token. That works
once: if somebody else was there before, it fails, and that is the point.
Without an argument, what the token in use wraps.

    $ vault unwrap hvs.CAES...`,
  flags: [httpOptions, outputOptions("field", "format")],
  arguments: ["nothing"],
  run: runUnwrap,
};

async function runUnwrap(call: Invocation): Promise<number> {
  const token = (expectArguments(call, 0, 1, "0-1")[0] ?? "").trim();
  const client = await call.client();
  const secret = await attempt("Error unwrapping", () => client.unwrap(token));
  if (secret === undefined) {
    if (call.ui.format === "table") call.ui.output("Successfully unwrapped. There was no data in the wrapped secret.");
    return 0;
  }
  const field = call.flags.text("field");
  if (field !== "") return printField(call.ui, secret, field);
  return keysOf(secret) === undefined ? printSecret(call.ui, secret) : printList(call.ui, secret);
}
