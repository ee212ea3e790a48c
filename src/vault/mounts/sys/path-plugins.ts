/** `plugins/catalog`: what is built in. Nothing can be added to it here. */
import { quoteGo, type Json } from "../../../lib/index.ts";
import type { PathDeclaration } from "../../framework/types.ts";
import { listResponse, response } from "../../logical/outcomes.ts";
import { builtinPlugins, type PluginType } from "../../routing/builtin-plugins.ts";

const types: readonly PluginType[] = ["auth", "database", "secret"];

export function pluginPaths(): PathDeclaration[] {
  return [
    {
      path: "plugins/catalog/?",
      operations: { read: () => response(catalog()) },
      synopsis: "Lists the plugins.",
    },
    ...types.flatMap((type): PathDeclaration[] => [
      {
        path: `plugins/catalog/${type}/?`,
        operations: { list: () => listResponse(namesOf(type)) },
        synopsis: `Lists the plugins of the type "${type}".`,
      },
      {
        path: `plugins/catalog/${type}/:name`,
        fields: {
          name: { type: "string", description: "The plugin's name." },
          version: { type: "string", description: "Which version of it.", query: true },
        },
        operations: { read: (_request, fields) => read(type, fields.get("name"), fields.get("version")) },
        absent: ["update", "delete"],
        synopsis: `A plugin of the type "${type}".`,
      },
    ]),
    {
      path: "plugins/catalog/*name",
      fields: { name: { type: "string", description: "The plugin's name." } },
      operations: {
        read: (_request, fields) =>
          response(null, [
            `Deprecated API endpoint, cannot read plugin information from catalog for ${quoteGo(fields.get("name"))}`,
          ]),
      },
      absent: ["update", "delete"],
      synopsis: "A plugin by its name alone, as clients of old ask for it.",
    },
  ];
}

function namesOf(type: PluginType): readonly string[] {
  return builtinPlugins.filter((plugin) => plugin.type === type).map(({ name }) => name);
}

function catalog(): Record<string, Json> {
  const detailed = builtinPlugins.map(({ type, name, version, deprecationStatus }) => ({
    builtin: true,
    deprecation_status: deprecationStatus,
    name,
    type,
    version,
  }));
  return { ...Object.fromEntries(types.map((type) => [type, namesOf(type)])), detailed };
}

function read(type: PluginType, name: string, version: string) {
  const plugin = builtinPlugins.find((each) => each.type === type && each.name === name);
  if (plugin === undefined || (version !== "" && version !== plugin.version)) return undefined;
  return response({
    args: null,
    builtin: true,
    command: "",
    deprecation_status: plugin.deprecationStatus,
    name,
    sha256: "",
    version: plugin.version,
  });
}
