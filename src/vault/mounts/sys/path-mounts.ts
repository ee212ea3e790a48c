/** `mounts` and `auth`: the two tables of mounts; listing, reading, enabling and disabling. */
import { quoteGo, type Json } from "../../../lib/index.ts";
import type { FieldData, FieldSchema, PathDeclaration } from "../../framework/types.ts";
import { refusal, response } from "../../logical/outcomes.ts";
import type { LogicalFailure, Outcome } from "../../logical/types.ts";
import { apiPath, type MountEntry, type MountTable, type NewMount } from "../../routing/mount-entry.ts";
import { isListingVisibility, readMountConfig } from "./mount-config.ts";
import { mountInfo } from "./mount-info.ts";
import { mountAnswering, mountPathOf, protectedMounts, singletonTypes, whyPathIsTaken } from "./mount-paths.ts";
import { whyNotThisVersion } from "./plugin-version.ts";
import type { SysServices } from "./services.ts";
import { unknownType } from "./unknown-type.ts";

export function mountPaths(services: SysServices): PathDeclaration[] {
  return [...tablePaths(services, "mounts"), ...tablePaths(services, "auth")];
}

function tablePaths(services: SysServices, table: MountTable): PathDeclaration[] {
  const what = table === "auth" ? "auth method" : "secrets engine";
  return [
    {
      path: table,
      operations: { read: () => readTable(services, table) },
      synopsis: `Lists every ${what} and how it is configured.`,
    },
    {
      path: `${table}/+path`,
      fields: enableFields(what),
      operations: {
        read: (_request, fields) => readOne(services, table, mountPathOf(fields.get("path"))),
        update: (_request, fields) => enable(services, table, mountPathOf(fields.get("path")), fields),
        delete: (_request, fields) => disable(services, table, mountPathOf(fields.get("path"))),
      },
      synopsis: `Reads, enables or disables one ${what}.`,
    },
  ];
}

function enableFields(what: string): Readonly<Record<string, FieldSchema>> {
  return {
    path: { type: "string", description: `Where the ${what} is.` },
    type: { type: "string", description: `The type of the ${what}, such as "kv" or "userpass".` },
    description: { type: "string", description: "Words for people." },
    config: { type: "map", description: "TTLs and the rest of what tuning sets." },
    local: { type: "bool", description: "Kept to this cluster, where there are several." },
    seal_wrap: { type: "bool", description: "Whether what it stores is to be sealed a second time." },
    external_entropy_access: { type: "bool", description: "Whether it may draw on another source of entropy." },
    plugin_name: { type: "string", description: "The plugin's name, for the type named plugin." },
    plugin_version: { type: "string", description: "The plugin's version." },
    options: { type: "kvPairs", description: 'Options of the type, such as "version" of kv.' },
  };
}

function readTable(services: SysServices, table: MountTable): Outcome {
  const data: Record<string, Json> = {};
  for (const entry of services.mounts.entries(table)) data[entry.path] = mountInfo(entry);
  return response(data);
}

function readOne(services: SysServices, table: MountTable, path: string): Outcome {
  if (table === "auth") {
    const entry = services.mounts.entries("auth").find((each) => each.path === path);
    return entry === undefined ? refusal(`No auth engine at ${path}`) : response(mountInfo(entry));
  }
  const entry = mountAnswering(services.mounts, path);
  return entry === undefined ? refusal(`No secret engine mount at ${path}`) : response(mountInfo(entry));
}

function enable(services: SysServices, table: MountTable, path: string, fields: FieldData): Outcome {
  const read = readMountConfig(table, fields.get("config"), services.systemBounds);
  if (!read.ok) return refusal(read.error);
  let type = fields.get<string>("type");
  if (type === "") return refusal("backend type must be specified as a string");
  if (type === "plugin") {
    type = read.pluginName || fields.get<string>("plugin_name");
    if (type === "") return refusal("plugin_name must be provided for plugin backend");
  }
  // Sent as null, as the program sends it where no option is given, it stays null.
  let options = fields.raw["options"] === null ? null : fields.get<Readonly<Record<string, string>>>("options");
  if (table === "mounts" && (type === "kv-v1" || type === "kv-v2")) {
    options = { ...options, version: type.slice(-1) };
    type = "kv";
  } else if ((options?.["version"] ?? "") !== "" && (table === "auth" || type !== "kv")) {
    const what = table === "auth" ? "auth method" : "secrets engine";
    return refusal(`${what} ${quoteGo(type)} does not allow setting a version`);
  }
  const strayVersion = whyNotThisVersion(table, type, read.pluginVersion);
  if (strayVersion !== undefined) return refusal(strayVersion);
  if (!isListingVisibility(read.listingVisibility)) {
    return refusal(`invalid listing_visibility ${read.listingVisibility}`);
  }
  const problem = whyNotHere(services, table, path, type) ?? whyNotThisKv(type, options);
  if (problem !== undefined) return problem;
  const mount: NewMount = {
    table,
    path,
    type,
    options,
    config: read.config,
    description: fields.get("description"),
    local: fields.get("local"),
    sealWrap: fields.get("seal_wrap"),
    externalEntropyAccess: fields.get("external_entropy_access"),
  };
  const { deprecationStatus } = services.mounts.add(mount);
  return deprecationStatus === "deprecated"
    ? response(null, ["mount entry associated with deprecated builtin"])
    : undefined;
}

function whyNotHere(services: SysServices, table: MountTable, path: string, type: string): LogicalFailure | undefined {
  if (table === "mounts") {
    if (protectedMounts.some((prefix) => path.startsWith(prefix))) return refusal(`cannot mount ${quoteGo(path)}`);
    if (singletonTypes.includes(type)) return refusal(`mount type of ${quoteGo(type)} is not mountable`);
  }
  const taken = whyPathIsTaken(services.mounts, table, path);
  if (taken !== undefined) return refusal(taken);
  if (table === "auth" && type === "token") return refusal("token credential backend cannot be instantiated");
  return services.mounts.knows(table, type) ? undefined : unknownType(table, type);
}

function whyNotThisKv(type: string, options: MountEntry["options"]): LogicalFailure | undefined {
  if (type !== "kv" || ["", "1", "2"].includes(options?.["version"] ?? "")) return undefined;
  return refusal(`nil backend of type ${quoteGo(type)} returned from factory`);
}

/** Disabling what is not there is a success: nobody is to learn what is. */
function disable(services: SysServices, table: MountTable, path: string): Outcome {
  const entry = mountAnswering(services.mounts, apiPath({ table, path }));
  if (entry === undefined || apiPath(entry) !== apiPath({ table, path })) return undefined;
  if (table === "auth" && entry.type === "token") return refusal("token credential backend cannot be disabled");
  if (table === "mounts" && protectedMounts.some((prefix) => path.startsWith(prefix))) {
    return refusal(`cannot unmount ${quoteGo(path)}`);
  }
  const problem = services.mounts.remove(entry);
  return problem === undefined ? undefined : refusal(problem.errors.join("; "));
}
