import type { Command, Invocation } from "../command.ts";
import { Failure, messageOf } from "../failure.ts";
import { httpOptions, outputOptions } from "../flags/common.ts";
import { buildParameters } from "../kv-builder.ts";
import { printField, printSecret } from "../output/print.ts";
import { sendChange } from "../output/write-answer.ts";
import { sanitizePath } from "../paths.ts";

export const deletion: Command = {
  name: "delete",
  synopsis: "Delete secrets and configuration",
  usage: "vault delete [options] PATH",
  about: `Deletes what is at a path. What that means is up to what is mounted there.

    $ vault delete auth/token/roles/app`,
  flags: [httpOptions, outputOptions("field", "format")],
  arguments: ["path", "nothing"],
  run: runDelete,
};

async function runDelete(call: Invocation): Promise<number> {
  const [first, ...rest] = call.arguments;
  if (first === undefined) throw new Failure("Not enough arguments (expected at least 1, got 0)", 1);
  const client = await call.client();
  const path = sanitizePath(first);
  const parameters = await buildParameters(call.io, rest).catch((error: unknown) => {
    throw new Failure(`Failed to parse string list data: ${messageOf(error)}`, 1);
  });
  const secret = await sendChange(call.ui, `Error deleting ${path}`, () => client.delete(path, parameters));
  if (secret === undefined) {
    if (call.ui.format === "table") call.ui.output(`Success! Data deleted (if it existed) at: ${path}`);
    return 0;
  }
  const field = call.flags.text("field");
  return field === "" ? printSecret(call.ui, secret) : printField(call.ui, secret, field);
}
