import type { Command, Invocation } from "../command.ts";
import { Failure, messageOf } from "../failure.ts";
import { commonOptions, httpOptions, outputOptions } from "../flags/common.ts";
import { printWritten } from "../kv/output.ts";
import { findKvPath, fullPath, mountFlag } from "../kv/path.ts";
import { buildData } from "../kv-builder.ts";
import { sendChange } from "../output/write-answer.ts";

export const kvPut: Command = {
  name: "kv put",
  synopsis: "Sets or updates data in the KV store",
  usage: "vault kv put [options] KEY [DATA]",
  about: `Writes a key's whole value, as a new version where the engine keeps versions. Data
is key=value; "key=@file" and "key=-" read the value from a file and from
standard input, "@file" and "-" alone a whole JSON object.

    $ vault kv put -mount=secret app user=u pass=p`,
  flags: [
    httpOptions,
    outputOptions("field", "format"),
    commonOptions(
      {
        name: "cas",
        kind: "int",
        usage: "Write only if this is the key's current version; 0 only if there is no such key.",
        fallback: "-1",
      },
      mountFlag,
    ),
  ],
  arguments: ["kv-path", "nothing"],
  run: runKvPut,
};

async function runKvPut(call: Invocation): Promise<number> {
  const [argument, ...rest] = call.arguments;
  if (argument === undefined) throw new Failure("Not enough arguments (expected >1, got 0)", 1);
  if (rest.length === 0) throw new Failure("Must supply data", 1);
  const client = await call.client();
  const data = await buildData(call.io, rest).catch((error: unknown) => {
    throw new Failure(`Failed to parse K=V data: ${messageOf(error)}`, 1);
  });
  const key = await findKvPath(call, client, argument);
  const path = fullPath(key, "data");
  const cas = call.flags.integer("cas");
  const body = key.isVersion2 ? { data: data ?? {}, options: cas > -1 ? { cas } : {} } : (data ?? {});
  const secret = await sendChange(call.ui, `Error writing data to ${path}`, () => client.write(path, body));
  return printWritten(call, secret, path);
}
