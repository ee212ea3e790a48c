import { expectArguments, type Command, type Invocation } from "../command.ts";
import { attempt, Failure } from "../failure.ts";
import { commonOptions, httpOptions, outputOptions } from "../flags/common.ts";
import { findKvPath, fullPath, mountFlag } from "../kv/path.ts";
import { printListAnswer } from "../output/list-answer.ts";

export const kvList: Command = {
  name: "kv list",
  synopsis: "List data or secrets",
  usage: "vault kv list [options] PATH",
  about: `Lists the keys below a path. Names that end in a slash hold more below them.

    $ vault kv list -mount=secret app/`,
  flags: [httpOptions, outputOptions("format"), commonOptions(mountFlag)],
  arguments: ["kv-path", "nothing"],
  run: runKvList,
};

async function runKvList(call: Invocation): Promise<number> {
  const least = call.flags.text("mount") === "" ? 1 : 0;
  const argument = expectArguments(call, least, 1)[0] ?? "";
  const client = await call.client();
  const path = fullPath(await findKvPath(call, client, argument), "metadata");
  const secret = await attempt(`Error listing ${path}`, () => client.list(path));
  if (
    call.ui.format === "table" &&
    secret !== undefined &&
    secret.data === undefined &&
    secret.wrapInfo === undefined
  ) {
    throw new Failure(`No value found at ${path}`, 2);
  }
  return printListAnswer(call.ui, secret, path);
}
