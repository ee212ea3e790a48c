import { formatGoDuration, type Json } from "../../lib/index.ts";
import { expectArguments, type Command, type Invocation } from "../command.ts";
import { attempt } from "../failure.ts";
import { commandOptions, httpOptions, outputOptions } from "../flags/common.ts";
import { oneOf } from "../flags/spec.ts";
import { printField, printSecret } from "../output/print.ts";
import { pairsToJson } from "../wire/value.ts";

export const tokenCreate: Command = {
  name: "token create",
  synopsis: "Create a new token",
  usage: "vault token create [options]",
  about: `Makes a token, as a child of the token in use unless -orphan says otherwise.
Without -policy it gets every policy of its parent.

A token that lives for an hour and may do what the policy "web" allows:

    $ vault token create -policy=web -ttl=1h

A batch token, which is not stored on the server:

    $ vault token create -type=batch -policy=web -ttl=1h

With -role, the role may decide over what is asked for here.`,
  flags: [
    httpOptions,
    outputOptions("field", "format"),
    commandOptions(
      {
        name: "id",
        kind: "string",
        usage: "The token's value, instead of one made up by the server. Needs sudo or root.",
      },
      {
        name: "display-name",
        kind: "string",
        usage: "A name for the token to be told by, in lookups and in the audit log. No secret.",
      },
      {
        name: "ttl",
        kind: "duration",
        usage: 'How long the token lives before it must be renewed, like "30s" or "5m".',
      },
      { name: "explicit-max-ttl", kind: "duration", usage: "The age at which the token ends, whatever is renewed." },
      {
        name: "period",
        kind: "duration",
        usage: "Make it periodic: every renewal gives it this long again, without end. Needs sudo or root.",
      },
      { name: "renewable", kind: "bool", usage: "Let the token be renewed.", fallback: "true" },
      {
        name: "orphan",
        kind: "bool",
        usage: "Give it no parent, so that it outlives the token that made it. Needs sudo or root.",
        fallback: "false",
      },
      { name: "no-default-policy", kind: "bool", usage: 'Leave out the policy "default".', fallback: "false" },
      {
        name: "use-limit",
        kind: "int",
        usage: "How many requests the token is good for; after the last it is revoked. 0 is no limit.",
      },
      { name: "role", kind: "string", usage: "The token role to make it by.", values: { from: "token-roles" } },
      {
        name: "type",
        kind: "string",
        usage: '"service" or "batch".',
        fallback: "service",
        values: oneOf("service", "batch"),
      },
      {
        name: "metadata",
        kind: "pairs",
        usage: "key=value to keep with the token and to show in the audit log; may be repeated.",
      },
      { name: "policy", kind: "strings", usage: "A policy to attach; may be repeated.", values: { from: "policies" } },
      {
        name: "entity-alias",
        kind: "string",
        usage: "The entity alias to make the token for. Only together with -role, which must allow it.",
      },
    ),
  ],
  arguments: ["nothing"],
  run: runTokenCreate,
};

async function runTokenCreate(call: Invocation): Promise<number> {
  expectArguments(call, 0, 0);
  if (call.flags.has("renewable") && call.flags.isOn("renewable") && call.flags.text("type") === "batch")
    call.ui.note({ kind: "flag-ignored", flag: "-renewable", because: "batch" });
  if (call.flags.has("type")) call.ui.note({ kind: "flag-typed", flag: "-type" });
  const client = await call.client();
  const role = call.flags.text("role");
  const path = role === "" ? "auth/token/create" : `auth/token/create/${role}`;
  const secret = await attempt("Error creating token", () =>
    client.secret("POST", path, { body: requestBody(call), structsAt: [""] }),
  );
  const field = call.flags.text("field");
  return field === "" ? printSecret(call.ui, secret) : printField(call.ui, secret, field);
}

function requestBody({ flags }: Invocation): Json {
  const policies = flags.texts("policy") ?? [];
  const metadata = flags.pairs("metadata");
  return {
    ...(flags.text("id") === "" ? {} : { id: flags.text("id") }),
    ...(policies.length === 0 ? {} : { policies }),
    ...(metadata === undefined ? {} : { meta: pairsToJson(metadata) }),
    ttl: formatGoDuration(flags.durationNs("ttl")),
    explicit_max_ttl: formatGoDuration(flags.durationNs("explicit-max-ttl")),
    period: formatGoDuration(flags.durationNs("period")),
    ...(flags.isOn("orphan") ? { no_parent: true } : {}),
    ...(flags.isOn("no-default-policy") ? { no_default_policy: true } : {}),
    display_name: flags.text("display-name"),
    num_uses: flags.integer("use-limit"),
    renewable: flags.isOn("renewable") && flags.text("type") !== "batch",
    type: flags.text("type"),
    entity_alias: flags.text("entity-alias"),
  };
}
