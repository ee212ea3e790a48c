import { oneArgument, type Command } from "../command.ts";
import { attempt } from "../failure.ts";
import { commandOptions, httpOptions } from "../flags/common.ts";
import { mountFlags } from "../mounts/flags.ts";
import { tuneBody, tuneStructs } from "../mounts/input.ts";
import { sanitizePath, withTrailingSlash } from "../paths.ts";

const all = mountFlags("auth method");
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
  "tokenType",
  "version",
  "lockoutThreshold",
  "lockoutDuration",
  "lockoutReset",
  "lockoutDisable",
  "pluginVersion",
];

export const authTune: Command = {
  name: "auth tune",
  synopsis: "Tunes an auth method configuration",
  usage: "vault auth tune [options] PATH",
  about: `Changes the settings of an auth method, by the path it is enabled at.

    $ vault auth tune -default-lease-ttl=72h -token-type=batch staff/`,
  flags: [httpOptions, commandOptions(...names.flatMap((name) => all[name] ?? []))],
  arguments: ["auth-mount", "nothing"],
  run: async (call) => {
    const argument = oneArgument(call);
    const client = await call.client();
    const path = withTrailingSlash(sanitizePath(argument));
    await attempt(`Error tuning auth method ${path}`, () =>
      client.send("POST", `sys/mounts/auth/${path}tune`, { body: tuneBody(call.flags), structsAt: tuneStructs }),
    );
    call.ui.output(`Success! Tuned the auth method at: ${path}`);
    return 0;
  },
};
