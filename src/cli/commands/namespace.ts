import type { Json } from "../../lib/index.ts";
import { ApiError } from "../client/errors.ts";
import { expectArguments, oneArgument, type Command, type Invocation } from "../command.ts";
import { attempt, Failure, messageOf } from "../failure.ts";
import { commandOptions, httpOptions, outputOptions } from "../flags/common.ts";
import type { FlagSpec } from "../flags/spec.ts";
import { keysOf, printField, printList, printSecret, printValue } from "../output/print.ts";
import { withTrailingSlash } from "../paths.ts";
import type { Secret } from "../wire/secret.ts";
import { pairsToJson } from "../wire/value.ts";

const notes: FlagSpec = {
  name: "custom-metadata",
  kind: "pairs",
  usage: "A note to keep with the namespace, as key=value; may be repeated.",
};

function printAnswer(call: Invocation, secret: Secret | undefined): number {
  const field = call.flags.text("field");
  return field === "" ? printSecret(call.ui, secret) : printField(call.ui, secret, field);
}

export const namespace: Command = {
  name: "namespace",
  synopsis: "Interact with namespaces",
  usage: "vault namespace <subcommand> [options] [args]",
  about: `Works with namespaces, which only Vault Enterprise has: the Community edition
refuses these requests.`,
  flags: [],
};

export const namespaceList: Command = {
  name: "namespace list",
  synopsis: "List child namespaces",
  usage: "vault namespace list [options]",
  about: `Lists the namespaces below the one in use.`,
  flags: [
    httpOptions,
    outputOptions("format"),
    commandOptions({ name: "detailed", kind: "bool", usage: "Show their IDs and notes too.", fallback: "false" }),
  ],
  arguments: ["nothing"],
  run: runNamespaceList,
};

async function runNamespaceList(call: Invocation): Promise<number> {
  expectArguments(call, 0, 0);
  const client = await call.client();
  const secret = await attempt("Error listing namespaces", () => client.list("sys/namespaces"));
  const keys = keysOf(secret);
  if (call.ui.format !== "table" && keys === undefined) {
    printValue(call.ui, {});
    return 2;
  }
  if (secret === undefined) throw new Failure("No namespaces found", 2);
  if (secret.data === undefined) return printSecret(call.ui, secret);
  if (keys === undefined) throw new Failure("No entries found", 2);
  if (call.flags.isOn("detailed") && call.ui.format !== "table")
    return printValue(call.ui, secret.data["key_info"] ?? null);
  return printList(call.ui, secret);
}

export const namespaceLookup: Command = {
  name: "namespace lookup",
  synopsis: "Look up an existing namespace",
  usage: "vault namespace lookup [options] PATH",
  about: `Shows a namespace's ID and notes.`,
  flags: [httpOptions, outputOptions("format")],
  arguments: ["nothing"],
  run: async (call) => {
    const path = oneArgument(call).trim();
    const client = await call.client();
    const secret = await attempt("Error looking up namespace", () => client.read(`sys/namespaces/${path}`));
    if (secret === undefined) throw new Failure("Namespace not found", 2);
    return printSecret(call.ui, secret);
  },
};

export const namespaceCreate: Command = {
  name: "namespace create",
  synopsis: "Create a new namespace",
  usage: "vault namespace create [options] PATH",
  about: `Makes a namespace below the one in use.`,
  flags: [httpOptions, outputOptions("field", "format"), commandOptions(notes)],
  arguments: ["nothing"],
  run: async (call) => {
    const path = oneArgument(call).trim();
    const client = await call.client();
    const body = { custom_metadata: pairsToJson(call.flags.pairs("custom-metadata") ?? new Map<string, string>()) };
    return printAnswer(
      call,
      await attempt("Error creating namespace", () => client.write(`sys/namespaces/${path}`, body)),
    );
  },
};

export const namespacePatch: Command = {
  name: "namespace patch",
  synopsis: "Patch an existing namespace",
  usage: "vault namespace patch [options] PATH",
  about: `Changes some of a namespace's notes, and leaves the others.`,
  flags: [
    httpOptions,
    outputOptions("field", "format"),
    commandOptions(notes, {
      name: "remove-custom-metadata",
      kind: "strings",
      usage: "A note to take away; may be repeated.",
    }),
  ],
  arguments: ["nothing"],
  run: async (call) => {
    const path = oneArgument(call).trim();
    const client = await call.client();
    const changes = new Map<string, Json>(call.flags.pairs("custom-metadata"));
    for (const name of call.flags.texts("remove-custom-metadata") ?? []) changes.set(name, null);
    const secret = await client
      .patch(`sys/namespaces/${path}`, { custom_metadata: Object.fromEntries(changes) })
      .catch((error: unknown) => {
        if (error instanceof ApiError && error.status === 404) throw new Failure("Namespace not found", 2);
        throw new Failure(`Error patching namespace: ${messageOf(error)}`, 2);
      });
    return printAnswer(call, secret);
  },
};

export const namespaceDelete: Command = {
  name: "namespace delete",
  synopsis: "Delete an existing namespace",
  usage: "vault namespace delete [options] PATH",
  about: `Removes a namespace with all that is in it.`,
  flags: [httpOptions],
  arguments: ["nothing"],
  run: async (call) => {
    const path = oneArgument(call).trim();
    const client = await call.client();
    const secret = await attempt("Error deleting namespace", () => client.delete(`sys/namespaces/${path}`));
    if (secret !== undefined) return printSecret(call.ui, secret);
    call.ui.output(`Success! Namespace deleted at: ${withTrailingSlash(path)}`);
    return 0;
  },
};
