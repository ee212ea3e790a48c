/** What `vault path-help` shows: made of the declarations, in our own words. */
import { patternOf } from "./path-template.ts";
import type { BackendDeclaration, PathDeclaration } from "./types.ts";

export function pathHelp(declaration: PathDeclaration, path: string): string {
  const fields = Object.entries(declaration.fields ?? {}).toSorted(([left], [right]) => (left < right ? -1 : 1));
  const parameters = fields.map(([name, schema]) => {
    const deprecated = schema.deprecated === true ? " (deprecated)" : "";
    return `    ${name} (${schema.type})${deprecated}\n        ${schema.description}`;
  });
  return [
    `Request:        ${path}`,
    `Matching Route: ^${patternOf(declaration.path)}$`,
    "",
    declaration.synopsis,
    ...(parameters.length > 0 ? ["", "## PARAMETERS", "", parameters.join("\n\n")] : []),
    ...(declaration.description === undefined ? [] : ["", "## DESCRIPTION", "", declaration.description]),
    "",
  ].join("\n");
}

export function backendHelp(declaration: BackendDeclaration): string {
  const paths = declaration.paths
    .map((path) => ({ pattern: `^${patternOf(path.path)}$`, synopsis: path.synopsis }))
    .toSorted((left, right) => (left.pattern < right.pattern ? -1 : 1))
    .map((path) => `    ${path.pattern}\n        ${path.synopsis}`);
  return ["## DESCRIPTION", "", declaration.description, "", "## PATHS", "", paths.join("\n\n"), ""].join("\n");
}
