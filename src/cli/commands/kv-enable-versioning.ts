import { oneArgument, type Command } from "../command.ts";
import { attempt } from "../failure.ts";
import { httpOptions, outputOptions } from "../flags/common.ts";
import { tuneStructs } from "../mounts/input.ts";
import { sanitizePath, withTrailingSlash } from "../paths.ts";

export const kvEnableVersioning: Command = {
  name: "kv enable-versioning",
  synopsis: "Turns on versioning for a KV store",
  usage: "vault kv enable-versioning [options] KEY",
  about: `Turns a version 1 kv engine into one of version 2.

    $ vault kv enable-versioning secret`,
  flags: [httpOptions, outputOptions("format")],
  arguments: ["secret-mount", "nothing"],
  run: async (call) => {
    const argument = oneArgument(call);
    const client = await call.client();
    const path = withTrailingSlash(sanitizePath(argument));
    const body = { options: { version: "2" }, default_lease_ttl: "", max_lease_ttl: "", force_no_cache: false };
    await attempt(`Error tuning secrets engine ${path}`, () =>
      client.send("POST", `sys/mounts/${path}tune`, { body, structsAt: tuneStructs }),
    );
    call.ui.output(`Success! Tuned the secrets engine at: ${path}`);
    return 0;
  },
};
