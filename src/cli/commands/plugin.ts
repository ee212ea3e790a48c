import { formatGoValue, quoteGo, type Json } from "../../lib/index.ts";
import { ApiError } from "../client/errors.ts";
import { expectArguments, type Command, type Invocation } from "../command.ts";
import { attempt, Failure } from "../failure.ts";
import { commandOptions, httpOptions, outputOptions } from "../flags/common.ts";
import { printField, printMap, printRows } from "../output/print.ts";
import { isList, isObject, type JsonObject } from "../wire/value.ts";

const types = ["auth", "database", "secret"];

export const plugin: Command = {
  name: "plugin",
  synopsis: "Interact with Vault plugins and catalog",
  usage: "vault plugin <subcommand> [options] [args]",
  about: `Shows the plugins that the server knows.

    $ vault plugin list auth`,
  flags: [],
};

export const pluginList: Command = {
  name: "plugin list",
  synopsis: "Lists available plugins",
  usage: "vault plugin list [options] [TYPE]",
  about: `Lists the plugins that the server knows: all, or those of one type ("auth",
"database" or "secret"). Not all of those that are built in are simulated.`,
  flags: [
    httpOptions,
    outputOptions("format"),
    commandOptions({
      name: "detailed",
      kind: "bool",
      usage: "Show whether each is deprecated, too.",
      fallback: "false",
    }),
  ],
  arguments: ["nothing"],
  run: runList,
};

async function runList(call: Invocation): Promise<number> {
  const [type = ""] = expectArguments(call, 0, 1, "0 or 1");
  if (type !== "" && !types.includes(type)) {
    throw new Failure(`Error parsing type: ${quoteGo(type)} is not a supported plugin type`, 2);
  }
  const client = await call.client();
  const data = await attempt("Error listing available plugins", async () => {
    const secret = await client.secret("GET", "sys/plugins/catalog").catch(unlessRefused);
    if (secret?.data === undefined || secret.data === null) throw new Error("data from server response is empty");
    return secret.data;
  });
  const details = isList(data["detailed"]) ? data["detailed"].filter(isObject) : [];
  const shown = details.filter((each) => type === "" || each["type"] === type);
  const names = Object.fromEntries(
    types.filter((each) => type === "" || each === type).map((each) => [each, data[each] ?? []]),
  );
  const json: Json = { ...names, details: shown.map(inOrder) };
  return printRows(call.ui, rowsOf(shown, type, call.flags.isOn("detailed")), json, ["details.*"]);
}

/** What the server refuses looks to the program like an empty catalog. */
function unlessRefused(error: unknown): undefined {
  if (!(error instanceof ApiError)) throw error;
}

function inOrder(detail: JsonObject): JsonObject {
  const members = ["type", "name", "version", "builtin", "deprecation_status"];
  return Object.fromEntries(members.map((name): [string, Json] => [name, detail[name] ?? ""]));
}

function rowsOf(details: readonly JsonObject[], type: string, isDetailed: boolean): readonly string[] {
  const text = (detail: JsonObject, name: string) => formatGoValue(detail[name] ?? "");
  if (isDetailed) {
    return [
      "Name | Type | Version | Container | Deprecation Status",
      ...details.map((each) =>
        [text(each, "name"), text(each, "type"), text(each, "version"), "false", text(each, "deprecation_status")].join(
          " | ",
        ),
      ),
    ];
  }
  if (type !== "") {
    return ["Name | Version", ...details.map((each) => `${text(each, "name")} | ${text(each, "version")}`)];
  }
  return [
    "Name | Type | Version",
    ...details.map((each) => `${text(each, "name")} | ${text(each, "type")} | ${text(each, "version")}`),
  ];
}

export const pluginInfo: Command = {
  name: "plugin info",
  synopsis: "Read information about a plugin in the catalog",
  usage: "vault plugin info [options] TYPE NAME",
  about: `Shows what the server knows of one plugin.`,
  flags: [
    httpOptions,
    outputOptions("field", "format"),
    commandOptions({ name: "version", kind: "string", usage: "Which version of it." }),
  ],
  arguments: ["nothing"],
  run: runInfo,
};

async function runInfo(call: Invocation): Promise<number> {
  const [type = "", name] = expectArguments(call, 1, 2, "1 or 2");
  if (name !== undefined && !types.includes(type))
    throw new Failure(`${quoteGo(type)} is not a supported plugin type`, 2);
  const wanted = name ?? type;
  const client = await call.client();
  const path = name === undefined ? `sys/plugins/catalog/${type}` : `sys/plugins/catalog/${type}/${name}`;
  const version = call.flags.text("version");
  const options = version === "" ? {} : { parameters: new Map([["version", [version]]]) };
  const secret = await attempt(`Error reading plugin named ${wanted}`, () => client.secret("GET", path, options));
  const data = secret?.data;
  if (secret === undefined || data === undefined || data === null)
    throw new Failure(`No value found for plugin ${quoteGo(wanted)}`, 2);
  // Where a table shows an empty list, the other formats show that there is none.
  const none = call.ui.format === "table" || call.flags.text("field") !== "" ? [] : null;
  const map = { ...data, oci_image: "", runtime: "", args: data["args"] ?? none };
  return call.flags.text("field") === ""
    ? printMap(call.ui, map)
    : printField(call.ui, { ...secret, data: map }, call.flags.text("field"));
}
