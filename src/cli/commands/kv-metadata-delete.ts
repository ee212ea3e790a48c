import { oneArgument, type Command } from "../command.ts";
import { Failure } from "../failure.ts";
import { commonOptions, httpOptions } from "../flags/common.ts";
import { apiPath, findKvPath, mountFlag } from "../kv/path.ts";
import { sendChange } from "../output/write-answer.ts";

export const kvMetadataDelete: Command = {
  name: "kv metadata delete",
  synopsis: "Deletes all versions and metadata for a key in the KV store",
  usage: "vault kv metadata delete [options] PATH",
  about: `Removes a key with all its versions, for good.

    $ vault kv metadata delete -mount=secret app`,
  flags: [httpOptions, commonOptions(mountFlag)],
  arguments: ["kv-path", "nothing"],
  run: async (call) => {
    const argument = oneArgument(call);
    const client = await call.client();
    const key = await findKvPath(call, client, argument);
    if (!key.isVersion2) throw new Failure("Metadata not supported on KV Version 1", 1);
    const path = apiPath(key, "metadata");
    await sendChange(call.ui, `Error deleting ${path}`, () => client.delete(path));
    call.ui.output(`Success! Data deleted (if it existed) at: ${path}`);
    return 0;
  },
};
