import { formatGoDuration, type Json } from "../../lib/index.ts";
import { oneArgument, type Command, type Invocation } from "../command.ts";
import { Failure } from "../failure.ts";
import { commonOptions, httpOptions, outputOptions } from "../flags/common.ts";
import type { FlagSpec } from "../flags/spec.ts";
import { printDone } from "../kv/output.ts";
import { apiPath, findKvPath, mountFlag } from "../kv/path.ts";
import { sendChange } from "../output/write-answer.ts";
import { pairsToJson, type JsonObject } from "../wire/value.ts";

const settings: readonly FlagSpec[] = [
  {
    name: "max-versions",
    kind: "int",
    usage: "How many versions to keep. The engine's own number where not given.",
    fallback: "-1",
  },
  {
    name: "cas-required",
    kind: "optional-bool",
    usage: "Whether every write must name the version it changes, with -cas.",
  },
  {
    name: "delete-version-after",
    kind: "duration",
    usage: 'After how long a version is deleted, like "3h25m". The engine\'s own time where not given.',
    fallback: "-1ns",
  },
  { name: "custom-metadata", kind: "pairs", usage: "A note to keep with the key, as key=value; may be repeated." },
  mountFlag,
];

export const kvMetadataPut: Command = {
  name: "kv metadata put",
  synopsis: "Sets or updates key settings in the KV store",
  usage: "vault kv metadata put [options] KEY",
  about: `Sets how a key's versions are kept, and the notes on it. Makes the key where there
is none.

    $ vault kv metadata put -mount=secret -max-versions=5 app`,
  flags: [httpOptions, outputOptions("format"), commonOptions(...settings)],
  arguments: ["kv-path", "nothing"],
  run: (call) => writeMetadata(call, false),
};

export const kvMetadataPatch: Command = {
  name: "kv metadata patch",
  synopsis: "Patches key settings in the KV store",
  usage: "vault kv metadata patch [options] KEY",
  about: `Changes some of a key's settings and notes, and leaves the others.

    $ vault kv metadata patch -mount=secret -custom-metadata=team=web app`,
  flags: [
    httpOptions,
    outputOptions("format"),
    commonOptions(...settings, {
      name: "remove-custom-metadata",
      kind: "strings",
      usage: "A note to take away; may be repeated.",
    }),
  ],
  arguments: ["kv-path", "nothing"],
  run: (call) => writeMetadata(call, true),
};

async function writeMetadata(call: Invocation, isPatch: boolean): Promise<number> {
  const argument = oneArgument(call);
  const client = await call.client();
  const key = await findKvPath(call, client, argument);
  if (!key.isVersion2) throw new Failure("Metadata not supported on KV Version 1", 1);
  const path = apiPath(key, "metadata");
  const secret = await sendChange(call.ui, `Error writing data to ${path}`, () =>
    isPatch ? client.patch(path, patchBody(call)) : client.write(path, putBody(call)),
  );
  return printDone(call, secret, `Success! Data written to: ${path}`);
}

function commonBody({ flags }: Invocation): JsonObject {
  const keep = flags.integer("max-versions");
  const after = flags.durationNs("delete-version-after");
  return {
    ...(keep >= 0 ? { max_versions: keep } : {}),
    ...(after >= 0n ? { delete_version_after: formatGoDuration(after) } : {}),
    ...(flags.has("cas-required") ? { cas_required: flags.isOn("cas-required") } : {}),
  };
}

function putBody(call: Invocation): JsonObject {
  const notes = call.flags.pairs("custom-metadata") ?? new Map<string, string>();
  return { ...commonBody(call), ...(notes.size > 0 ? { custom_metadata: pairsToJson(notes) } : {}) };
}

function patchBody(call: Invocation): JsonObject {
  const notes = new Map<string, Json>(call.flags.pairs("custom-metadata"));
  for (const name of call.flags.texts("remove-custom-metadata") ?? []) notes.set(name, null);
  return { ...commonBody(call), custom_metadata: Object.fromEntries(notes) };
}
