/** What `vault path-help` shows: made of the declarations, in our own words. */
import { GENERIC_NAME, patternOf } from "./path-template.ts";
import type { BackendDeclaration, FieldType, PathDeclaration } from "./types.ts";

/** What a real server calls the types of fields. */
const typeNames: Readonly<Record<FieldType, string>> = {
  string: "string",
  lowercaseString: "lowercase string",
  nameString: "name string",
  int: "int",
  int64: "int64",
  bool: "bool",
  map: "map",
  kvPairs: "keypair",
  slice: "slice",
  stringSlice: "slice",
  commaStringSlice: "slice",
  commaIntSlice: "slice",
  duration: "duration (sec)",
  signedDuration: "duration (sec)",
  time: "time",
  float: "float",
  header: "header",
};

/** A template as Go writes regular expressions. */
function goPattern(template: string): string {
  const pattern = patternOf(template).replaceAll("(?<", "(?P<").replaceAll(GENERIC_NAME, "\\w(([\\w-.]+)?\\w)?");
  return `^${pattern}$`;
}

export function pathHelp(declaration: PathDeclaration, path: string): string {
  const fields = Object.entries(declaration.fields ?? {}).toSorted(([left], [right]) => (left < right ? -1 : 1));
  const parameters = fields.map(([name, schema]) => {
    const lead = schema.deprecated === true ? "(DEPRECATED) " : "";
    return `    ${name} (${typeNames[schema.type]})\n\n        ${lead}${schema.description}\n`;
  });
  return [
    `Request:        ${path}`,
    `Matching Route: ${goPattern(declaration.path)}`,
    "",
    declaration.synopsis,
    "",
    ...(parameters.length > 0 ? ["## PARAMETERS", "", parameters.join("\n")] : [""]),
    "## DESCRIPTION",
    "",
    declaration.description ?? "<no description>",
  ].join("\n");
}

export function backendHelp(declaration: BackendDeclaration): string {
  const paths = declaration.paths
    .map((path) => ({ pattern: goPattern(path.path), synopsis: path.synopsis }))
    .toSorted((left, right) => (left.pattern < right.pattern ? -1 : 1))
    .map((path) => `    ${path.pattern}\n        ${path.synopsis}`);
  return ["## DESCRIPTION", "", declaration.description, "", "## PATHS", "", paths.join("\n\n"), ""].join("\n");
}
