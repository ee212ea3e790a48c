import { expectArguments, type Command, type Invocation } from "../command.ts";
import { attempt } from "../failure.ts";
import { commandOptions, httpOptions, outputOptions } from "../flags/common.ts";
import { printSecret } from "../output/print.ts";
import { wholeSeconds } from "../durations.ts";

export const tokenRenew: Command = {
  name: "token renew",
  synopsis: "Renew a token lease",
  usage: "vault token renew [options] [TOKEN]",
  about: `Gives a token more time, as far as its limits go. Without an argument, the token
in use. A token that is not renewable, or is gone, cannot be renewed.

Ask for half an hour more:

    $ vault token renew -increment=30m hvs.CAESI...`,
  flags: [
    httpOptions,
    outputOptions("format"),
    commandOptions(
      {
        name: "accessor",
        kind: "bool",
        usage: "The argument is an accessor. The answer then leaves out the token.",
        fallback: "false",
      },
      {
        name: "increment",
        aliases: ["i"],
        kind: "duration",
        usage: 'How much time to ask for, like "30s" or "5m". The server may give less.',
      },
    ),
  ],
  arguments: ["nothing"],
  run: runTokenRenew,
};

async function runTokenRenew(call: Invocation): Promise<number> {
  const token = (expectArguments(call, 0, 1)[0] ?? "").trim();
  const increment = wholeSeconds(call.flags.durationNs("increment"));
  const client = await call.client();
  const secret = await attempt("Error renewing token", () => {
    if (token === "") return client.secret("PUT", "auth/token/renew-self", { body: { increment } });
    if (call.flags.isOn("accessor")) {
      return client.secret("POST", "auth/token/renew-accessor", { body: { accessor: token, increment } });
    }
    return client.secret("PUT", "auth/token/renew", { body: { token, increment } });
  });
  return printSecret(call.ui, secret);
}
