import { oneArgument, type Command, type Invocation } from "../command.ts";
import { wholeSeconds } from "../durations.ts";
import { attempt, Failure } from "../failure.ts";
import { commandOptions, httpOptions, outputOptions } from "../flags/common.ts";
import { printSecret } from "../output/print.ts";
import { wrapText } from "../output/wrap.ts";

export const lease: Command = {
  name: "lease",
  synopsis: "Interact with leases",
  usage: "vault lease <subcommand> [options] [args]",
  about: `Shows, renews and revokes leases: the server's record of what it handed out and
until when.

    $ vault lease lookup ssh/creds/otp/2f6a614c
    $ vault lease revoke -prefix ssh/creds`,
  flags: [],
};

export const leaseLookup: Command = {
  name: "lease lookup",
  synopsis: "Lookup the lease of a secret",
  usage: "vault lease lookup ID",
  about: `Shows when a lease was made, how long it still runs, and whether it can be renewed.

    $ vault lease lookup ssh/creds/otp/2f6a614c`,
  flags: [httpOptions, outputOptions("format")],
  arguments: ["nothing"],
  run: async (call) => {
    const id = leaseId(call, "1");
    const client = await call.client();
    const secret = await attempt(`error looking up lease id ${id}`, () =>
      client.secret("PUT", "sys/leases/lookup", { body: { lease_id: id } }),
    );
    return printSecret(call.ui, secret);
  },
};

export const leaseRenew: Command = {
  name: "lease renew",
  synopsis: "Renews the lease of a secret",
  usage: "vault lease renew [options] ID",
  about: `Gives a lease more time, so that what it stands for stays valid. Not every secrets
engine lets its leases be renewed.

    $ vault lease renew -increment=600 ssh/creds/otp/2f6a614c`,
  flags: [
    httpOptions,
    outputOptions("format"),
    commandOptions({
      name: "increment",
      kind: "duration",
      usage: "How much time to ask for. The server may give less.",
    }),
  ],
  arguments: ["nothing"],
  run: async (call) => {
    const id = leaseId(call, "1-2");
    const client = await call.client();
    const increment = wholeSeconds(call.flags.durationNs("increment"));
    const body = { increment, lease_id: id };
    return printSecret(
      call.ui,
      await attempt(`Error renewing ${id}`, () => client.secret("PUT", "sys/leases/renew", { body })),
    );
  },
};

function leaseId(call: Invocation, expected: string): string {
  const [id, ...more] = call.arguments;
  if (id === undefined) throw new Failure("Missing ID!", 1);
  if (more.length > 0) throw new Failure(`Too many arguments (expected ${expected}, got ${call.arguments.length})`, 1);
  return id.trim();
}

export const leaseRevoke: Command = {
  name: "lease revoke",
  synopsis: "Revokes leases and secrets",
  usage: "vault lease revoke [options] ID",
  about: `Ends a lease before its time, and with it what it stands for.

    $ vault lease revoke ssh/creds/otp/2f6a614c

Everything below a path at once:

    $ vault lease revoke -prefix ssh/creds`,
  flags: [
    httpOptions,
    commandOptions(
      {
        name: "force",
        aliases: ["f"],
        kind: "bool",
        usage: "Forget the lease even where the engine cannot revoke what it stands for. Needs -prefix.",
        fallback: "false",
      },
      { name: "prefix", kind: "bool", usage: "The argument is what lease IDs begin with.", fallback: "false" },
      { name: "sync", kind: "bool", usage: "Wait until it is done, and hear of it where it fails.", fallback: "false" },
    ),
  ],
  arguments: ["nothing"],
  run: runLeaseRevoke,
};

async function runLeaseRevoke(call: Invocation): Promise<number> {
  const id = oneArgument(call).trim();
  const [force, prefix, sync] = ["force", "prefix", "sync"].map((name) => call.flags.isOn(name));
  if (force && !prefix) throw new Failure("Specifying -force requires also specifying -prefix", 1);
  const client = await call.client();
  if (force)
    call.ui.warn(wrapText("Warning! Force-removing leases can cause Vault to become out of sync with secret engines!"));
  const endpoint = force ? "revoke-force" : prefix ? "revoke-prefix" : "revoke";
  const what = force
    ? `force revoking leases with prefix ${id}`
    : prefix
      ? `revoking leases with prefix ${id}`
      : `revoking lease ${id}`;
  await attempt(`Error ${what}`, () =>
    client.send("PUT", `sys/leases/${endpoint}/${id}`, force ? {} : { body: { sync: sync === true } }),
  );
  if (force) call.ui.output(`Success! Force revoked any leases with prefix: ${id}`);
  else if (sync && prefix) call.ui.output(`Success! Revoked any leases with prefix: ${id}`);
  else if (sync) call.ui.output(`Success! Revoked lease: ${id}`);
  else call.ui.output("All revocation operations queued successfully!");
  return 0;
}
