import { oneArgument, type Command, type Invocation } from "../command.ts";
import { attempt } from "../failure.ts";
import { commandOptions, httpOptions } from "../flags/common.ts";
import type { FlagSpec } from "../flags/spec.ts";
import { mountFlags } from "../mounts/flags.ts";
import { enableBody, enableStructs } from "../mounts/input.ts";
import { withTrailingSlash } from "../paths.ts";

const path: FlagSpec = { name: "path", kind: "string", usage: "Where to mount it. Its type where not given." };
const all = mountFlags("secrets engine");
const names = [
  "description",
  "defaultTtl",
  "maxTtl",
  "requestKeys",
  "responseKeys",
  "visibility",
  "passthrough",
  "allowedHeaders",
  "noCache",
  "pluginName",
  "pluginVersion",
  "options",
  "local",
  "sealWrap",
  "entropy",
  "version",
  "managedKeys",
];

export const secretsEnable: Command = {
  name: "secrets enable",
  synopsis: "Enable a secrets engine",
  usage: "vault secrets enable [options] TYPE",
  about: `Mounts a secrets engine. By default at its type.

    $ vault secrets enable -path=apps -version=2 kv`,
  flags: [httpOptions, commandOptions(path, ...names.flatMap((name) => all[name] ?? []))],
  arguments: ["secret-type", "nothing"],
  run: runSecretsEnable,
};

async function runSecretsEnable(call: Invocation): Promise<number> {
  const argument = oneArgument(call).trim();
  const client = await call.client();
  const type = argument === "plugin" ? call.flags.text("plugin-name") : argument;
  const mount = withTrailingSlash(call.flags.text("path") || type);
  await attempt("Error enabling", () =>
    client.send("POST", `sys/mounts/${mount}`, { body: enableBody(type, call.flags), structsAt: enableStructs }),
  );
  const version = call.flags.text("plugin-version");
  call.ui.output(
    `Success! Enabled the ${type} secrets engine${version === "" ? "" : ` version ${version}`} at: ${mount}`,
  );
  return 0;
}
