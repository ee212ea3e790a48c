import { oneArgument, type Command, type Invocation } from "../command.ts";
import { attempt } from "../failure.ts";
import { commandOptions, httpOptions } from "../flags/common.ts";
import type { FlagSpec } from "../flags/spec.ts";
import { mountFlags } from "../mounts/flags.ts";
import { enableBody, enableStructs } from "../mounts/input.ts";
import { withTrailingSlash } from "../paths.ts";

const path: FlagSpec = {
  name: "path",
  kind: "string",
  usage: "Where to mount it, below auth/. Its type where not given.",
};
const all = mountFlags("auth method");
const names = [
  "description",
  "defaultTtl",
  "maxTtl",
  "requestKeys",
  "responseKeys",
  "visibility",
  "passthrough",
  "allowedHeaders",
  "pluginName",
  "options",
  "local",
  "sealWrap",
  "entropy",
  "tokenType",
  "version",
  "pluginVersion",
];

export const authEnable: Command = {
  name: "auth enable",
  synopsis: "Enables a new auth method",
  usage: "vault auth enable [options] TYPE",
  about: `Turns on an auth method, so that people and machines can log in with it.

    $ vault auth enable -path=staff userpass`,
  flags: [httpOptions, commandOptions(path, ...names.flatMap((name) => all[name] ?? []))],
  arguments: ["auth-type", "nothing"],
  run: runAuthEnable,
};

async function runAuthEnable(call: Invocation): Promise<number> {
  const argument = oneArgument(call).trim();
  const client = await call.client();
  const type = argument === "plugin" ? call.flags.text("plugin-name") : argument;
  const mount = withTrailingSlash(call.flags.text("path") || type);
  await attempt(`Error enabling ${type} auth`, () =>
    client.send("POST", `sys/auth/${mount}`, { body: enableBody(type, call.flags), structsAt: enableStructs }),
  );
  const version = call.flags.text("plugin-version");
  call.ui.output(`Success! Enabled ${type} auth method${version === "" ? "" : ` version ${version}`} at: ${mount}`);
  return 0;
}
