import { oneArgument, type Command } from "../command.ts";
import { attempt } from "../failure.ts";
import { commandOptions, httpOptions } from "../flags/common.ts";
import { mountFlags } from "../mounts/flags.ts";
import { tuneBody, tuneStructs } from "../mounts/input.ts";
import { sanitizePath, withTrailingSlash } from "../paths.ts";

const all = mountFlags("secrets engine");
const names = [
  "requestKeys",
  "responseKeys",
  "defaultTtl",
  "description",
  "visibility",
  "maxTtl",
  "passthrough",
  "allowedHeaders",
  "options",
  "version",
  "managedKeys",
  "pluginVersion",
];

export const secretsTune: Command = {
  name: "secrets tune",
  synopsis: "Tune a secrets engine configuration",
  usage: "vault secrets tune [options] PATH",
  about: `Changes the settings of a secrets engine, by the path it is mounted at.

    $ vault secrets tune -default-lease-ttl=72h apps/`,
  flags: [httpOptions, commandOptions(...names.flatMap((name) => all[name] ?? []))],
  arguments: ["secret-mount", "nothing"],
  run: async (call) => {
    const argument = oneArgument(call);
    const client = await call.client();
    const path = withTrailingSlash(sanitizePath(argument));
    await attempt(`Error tuning secrets engine ${path}`, () =>
      client.send("POST", `sys/mounts/${path}tune`, { body: tuneBody(call.flags), structsAt: tuneStructs }),
    );
    call.ui.output(`Success! Tuned the secrets engine at: ${path}`);
    return 0;
  },
};
