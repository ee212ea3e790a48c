import type { Command, Invocation } from "../command.ts";
import { attempt, Failure, messageOf } from "../failure.ts";
import { httpOptions, outputOptions } from "../flags/common.ts";
import { buildParameters } from "../kv-builder.ts";
import { printField, printSecret } from "../output/print.ts";
import { sanitizePath } from "../paths.ts";

export const read: Command = {
  name: "read",
  synopsis: "Read data and retrieves secrets",
  usage: "vault read [options] PATH",
  about: `Reads what is at a path: a secret, a setting, or credentials made for the asking.
Words of the form key=value after the path are sent as parameters.

    $ vault read auth/token/lookup-self`,
  flags: [httpOptions, outputOptions("field", "format")],
  arguments: ["path", "nothing"],
  printsRaw: true,
  run: runRead,
};

async function runRead(call: Invocation): Promise<number> {
  const [first, ...rest] = call.arguments;
  if (first === undefined) throw new Failure("Not enough arguments (expected 1, got 0)", 1);
  const client = await call.client();
  const path = sanitizePath(first);
  const parameters = await buildParameters(call.io, rest).catch((error: unknown) => {
    throw new Failure(`Failed to parse K=V data: ${messageOf(error)}`, 1);
  });
  if (call.ui.format === "raw") {
    const answer = await attempt(`Error reading: ${path}`, () =>
      client.send("GET", path, parameters === undefined ? {} : { parameters }),
    );
    call.ui.output(answer.body);
    return 0;
  }
  const secret = await attempt(`Error reading ${path}`, () => client.read(path, parameters));
  if (secret === undefined) throw new Failure(`No value found at ${path}`, 2);
  const field = call.flags.text("field");
  return field === "" ? printSecret(call.ui, secret) : printField(call.ui, secret, field);
}
