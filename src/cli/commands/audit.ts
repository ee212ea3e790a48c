import { compareUtf8, formatGoValue, type Json } from "../../lib/index.ts";
import { expectArguments, oneArgument, type Command, type Invocation } from "../command.ts";
import { attempt, Failure, messageOf } from "../failure.ts";
import { commandOptions, httpOptions, outputOptions } from "../flags/common.ts";
import { buildTexts } from "../kv-builder.ts";
import { printRows, printValue } from "../output/print.ts";
import { sanitizePath, withTrailingSlash } from "../paths.ts";
import { isObject, pairsToJson, type JsonObject } from "../wire/value.ts";

export const audit: Command = {
  name: "audit",
  synopsis: "Interact with audit devices",
  usage: "vault audit <subcommand> [options] [args]",
  about: `Shows, enables and disables audit devices, which keep a record of every request.

    $ vault audit enable file file_path=/var/log/audit.log`,
  flags: [],
};

export const auditEnable: Command = {
  name: "audit enable",
  synopsis: "Enables an audit device",
  usage: "vault audit enable [options] TYPE [CONFIG K=V...]",
  about: `Turns on an audit device: file, syslog or socket. From then on every request must
be recorded before it is answered.

    $ vault audit enable -path=second file file_path=/var/log/audit.log`,
  flags: [
    httpOptions,
    commandOptions(
      { name: "description", kind: "string", usage: "What this device is for, in a sentence." },
      { name: "path", kind: "string", usage: "Its name. Its type where not given." },
      {
        name: "local",
        kind: "bool",
        usage: "Keep it on this cluster: replication leaves it alone.",
        fallback: "false",
      },
    ),
  ],
  arguments: ["audit-type", "nothing"],
  run: runAuditEnable,
};

async function runAuditEnable(call: Invocation): Promise<number> {
  const [first, ...rest] = call.arguments;
  if (first === undefined) {
    throw new Failure(
      "Error enabling audit device: audit type missing. Valid types include 'file', 'socket' and 'syslog'.",
      1,
    );
  }
  const type = first.trim();
  const path = withTrailingSlash(call.flags.text("path") || type);
  const options = await buildTexts(call.io, rest).catch((error: unknown) => {
    throw new Failure(`Failed to parse K=V data: ${messageOf(error)}`, 1);
  });
  const client = await call.client();
  const body = {
    type,
    description: call.flags.text("description"),
    options: pairsToJson(options),
    local: call.flags.isOn("local"),
  };
  await attempt("Error enabling audit device", () =>
    client.send("PUT", `sys/audit/${path}`, { body, structsAt: [""] }),
  );
  call.ui.output(`Success! Enabled the ${type} audit device at: ${path}`);
  return 0;
}

export const auditDisable: Command = {
  name: "audit disable",
  synopsis: "Disables an audit device",
  usage: "vault audit disable [options] PATH",
  about: `Turns off an audit device. What it wrote stays, but the key that hashed it goes:
the old record can no longer be checked against values.

    $ vault audit disable file/`,
  flags: [httpOptions],
  arguments: ["audit-device", "nothing"],
  run: async (call) => {
    const path = withTrailingSlash(sanitizePath(oneArgument(call)));
    const client = await call.client();
    await attempt("Error disabling audit device", () => client.send("DELETE", `sys/audit/${path}`));
    call.ui.output(`Success! Disabled audit device (if it was enabled) at: ${path}`);
    return 0;
  },
};

export const auditList: Command = {
  name: "audit list",
  synopsis: "Lists enabled audit devices",
  usage: "vault audit list [options]",
  about: `Shows which audit devices are enabled. The exit code is 2 where there is none.`,
  flags: [
    httpOptions,
    outputOptions("format"),
    commandOptions({ name: "detailed", kind: "bool", usage: "Show options and replication too.", fallback: "false" }),
  ],
  arguments: ["nothing"],
  run: runAuditList,
};

async function runAuditList(call: Invocation): Promise<number> {
  expectArguments(call, 0, 0);
  const client = await call.client();
  const devices = await attempt("Error listing audits", async () => {
    const secret = await client.secret("GET", "sys/audit");
    if (secret?.data === undefined) throw new Error("data from server response is empty");
    return Object.entries(secret.data).sort(([a], [b]) => compareUtf8(a, b));
  });
  if (call.ui.format !== "table") {
    return printValue(call.ui, Object.fromEntries(devices.map(([name, device]) => [name, deviceOf(device)])), ["*"]);
  }
  if (devices.length === 0) {
    call.ui.output("No audit devices are enabled.");
    return 2;
  }
  const detailed = call.flags.isOn("detailed");
  const rows = devices.map(([name, value]) =>
    detailed ? detailedRow(name, deviceOf(value)) : simpleRow(deviceOf(value)),
  );
  const heading = detailed ? "Path | Type | Description | Replication | Options" : "Path | Type | Description";
  return printRows(call.ui, [heading, ...rows], null);
}

function deviceOf(value: Json): JsonObject {
  const device = isObject(value) ? value : {};
  return {
    type: device["type"] ?? "",
    description: device["description"] ?? "",
    options: device["options"] ?? null,
    local: device["local"] ?? false,
    path: device["path"] ?? "",
  };
}

function simpleRow(device: JsonObject): string {
  return ["path", "type", "description"].map((key) => formatGoValue(device[key])).join(" | ");
}

function detailedRow(name: string, device: JsonObject): string {
  const options = isObject(device["options"]) ? Object.entries(device["options"]) : [];
  const cells = [
    name,
    formatGoValue(device["type"]),
    formatGoValue(device["description"]),
    device["local"] === true ? "local" : "replicated",
    options
      .sort(([a], [b]) => compareUtf8(a, b))
      .map(([key, value]) => `${key}=${formatGoValue(value)}`)
      .join(" "),
  ];
  return cells.join(" | ");
}
