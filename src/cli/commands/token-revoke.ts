import type { VaultClient } from "../client/client.ts";
import type { Command, Invocation } from "../command.ts";
import { attempt, Failure } from "../failure.ts";
import { commandOptions, httpOptions } from "../flags/common.ts";
import { oneOf } from "../flags/spec.ts";

export const tokenRevoke: Command = {
  name: "token revoke",
  synopsis: "Revoke a token and its children",
  usage: "vault token revoke [options] [TOKEN | ACCESSOR]",
  about: `Ends a token at once, and with it every token made from it and every lease it
took out.

Revoke by accessor:

    $ vault token revoke -accessor vmGrl1JxZjLOaEUBEp3XqSj9

Revoke a token and let its children live on as orphans:

    $ vault token revoke -mode=orphan hvs.CAESI...`,
  flags: [
    httpOptions,
    commandOptions(
      { name: "accessor", kind: "bool", usage: "The argument is an accessor.", fallback: "false" },
      { name: "self", kind: "bool", usage: "Revoke the token in use.", fallback: "false" },
      {
        name: "mode",
        kind: "string",
        usage:
          '"orphan" leaves the children alive; "path" revokes every token that came from the auth path given. Without it the token goes with its children.',
        values: oneOf("orphan", "path"),
      },
    ),
  ],
  arguments: ["nothing"],
  run: runTokenRevoke,
};

async function runTokenRevoke(call: Invocation): Promise<number> {
  checkRevoke(call);
  const token = (call.arguments[0] ?? "").trim();
  const client = await call.client();
  await attempt("Error revoking token", () => revoke(call, client, token));
  call.ui.output("Success! Revoked token (if it existed)");
  return 0;
}

function revoke(call: Invocation, client: VaultClient, token: string): Promise<unknown> {
  if (call.flags.isOn("self")) return client.send("PUT", "auth/token/revoke-self");
  if (call.flags.isOn("accessor"))
    return client.send("POST", "auth/token/revoke-accessor", { body: { accessor: token } });
  switch (call.flags.text("mode")) {
    case "orphan":
      return client.send("PUT", "auth/token/revoke-orphan", { body: { token } });
    case "path":
      return client.send("PUT", `sys/leases/revoke-prefix/${token}`);
    default:
      return client.send("PUT", "auth/token/revoke", { body: { token } });
  }
}

function checkRevoke(call: Invocation): void {
  const [self, accessor, mode] = [call.flags.isOn("self"), call.flags.isOn("accessor"), call.flags.text("mode")];
  const count = call.arguments.length;
  const trouble = [
    [!["", "orphan", "path"].includes(mode), `Invalid mode: ${mode}`],
    [self && count > 0, `Too many arguments with -self (expected 0, got ${count})`],
    [!self && count > 1, `Too many arguments (expected 1 or -self, got ${count})`],
    [!self && count < 1, `Not enough arguments (expected 1 or -self, got ${count})`],
    [self && accessor, "Cannot use -self with -accessor!"],
    [self && mode !== "", "Cannot use -self with -mode!"],
    [accessor && mode === "orphan", "Cannot use -accessor with -mode=orphan!"],
    [accessor && mode === "path", "Cannot use -accessor with -mode=path!"],
  ] as const;
  for (const [isWrong, message] of trouble) if (isWrong) throw new Failure(message, 1);
}
