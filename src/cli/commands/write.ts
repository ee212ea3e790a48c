import type { Json } from "../../lib/index.ts";
import type { VaultClient } from "../client/client.ts";
import type { Command, Invocation } from "../command.ts";
import { Failure, messageOf } from "../failure.ts";
import { commandOptions, httpOptions, outputOptions } from "../flags/common.ts";
import { buildData } from "../kv-builder.ts";
import { printField, printSecret } from "../output/print.ts";
import { sendChange } from "../output/write-answer.ts";
import { wrapText } from "../output/wrap.ts";
import { sanitizePath } from "../paths.ts";
import type { Secret } from "../wire/secret.ts";

const force = {
  name: "force",
  aliases: ["f"],
  kind: "bool",
  usage: "Go on without any key=value.",
  fallback: "false",
} as const;
const flags = [httpOptions, outputOptions("field", "format"), commandOptions(force)];

export const write: Command = {
  name: "write",
  synopsis: "Write data, configuration, and secrets",
  usage: "vault write [options] PATH [DATA K=V...]",
  about: `Writes data to a path. What that does is up to what is mounted there.
Data is key=value. A value that begins with "@" is read from that file, and "-"
is read from standard input; "@file" or "-" alone is a whole JSON object.

    $ vault write auth/token/roles/app allowed_policies=app period=1h
    $ vault write secret/data/app @app.json`,
  flags,
  arguments: ["path", "nothing"],
  run: (call) => runWrite(call, (client, path, data) => client.write(path, data)),
};

export const patch: Command = {
  name: "patch",
  synopsis: "Patch data, configuration, and secrets",
  usage: "vault patch [options] PATH [DATA K=V...]",
  about: `Changes the fields given at a path and leaves the others as they are. Data is
given as for "vault write".

    $ vault patch pki/roles/web max_ttl=72h`,
  flags,
  arguments: ["path", "nothing"],
  run: (call) => runWrite(call, (client, path, data) => client.patch(path, data)),
};

async function runWrite(
  call: Invocation,
  send: (client: VaultClient, path: string, data: Json) => Promise<Secret | undefined>,
): Promise<number> {
  const [first, ...rest] = call.arguments;
  if (first === undefined) throw new Failure("Not enough arguments (expected 1, got 0)", 1);
  if (rest.length === 0 && !call.flags.isOn("force")) throw new Failure("Must supply data or use -force", 1);
  const path = sanitizePath(first);
  const data = await buildData(call.io, rest).catch((error: unknown) => {
    throw new Failure(`Failed to parse K=V data: ${messageOf(error)}`, 1);
  });
  const client = await call.client();
  call.ui.note({ kind: "data-typed" });
  const secret = await sendChange(call.ui, `Error writing data to ${path}`, () => send(client, path, data ?? null));
  const field = call.flags.text("field");
  if (secret === undefined) {
    if (field === "" && call.ui.format === "table") call.ui.output(`Success! Data written to: ${path}`);
    return 0;
  }
  if (secret.auth?.mfaRequirement !== undefined) {
    call.ui.warn(
      `${wrapText("A login request was issued that is subject to MFA validation. Please make sure to validate the login by sending another request to sys/mfa/validate endpoint.")}\n`,
    );
  }
  return field === "" ? printSecret(call.ui, secret) : printField(call.ui, secret, field);
}
