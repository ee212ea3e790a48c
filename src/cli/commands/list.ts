import { oneArgument, type Command, type Invocation } from "../command.ts";
import { attempt } from "../failure.ts";
import { httpOptions, outputOptions } from "../flags/common.ts";
import { printListAnswer } from "../output/list-answer.ts";
import { sanitizePath } from "../paths.ts";

export const list: Command = {
  name: "list",
  synopsis: "List data or secrets",
  usage: "vault list [options] PATH",
  about: `Lists the names below a path. Names that end in a slash hold more below them.

    $ vault list auth/token/accessors`,
  flags: [httpOptions, outputOptions("format", "detailed")],
  arguments: ["folder", "nothing"],
  run: runList,
};

async function runList(call: Invocation): Promise<number> {
  const path = sanitizePath(oneArgument(call));
  const client = await call.client();
  const secret = await attempt(`Error listing ${path}`, () => client.list(path));
  return printListAnswer(call.ui, secret, path);
}
