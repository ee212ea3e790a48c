/** Path templates (see types.ts) compiled to what they match. */

/** Values captured from a path, by name; undefined where the path does not match. */
export type PathMatcher = (path: string) => Readonly<Record<string, string>> | undefined;

const noCaptures: Readonly<Record<string, string>> = Object.freeze({});
/** What a part of one name matches. */
export const GENERIC_NAME = "\\w(?:[\\w\\-.]*\\w)?";

export function compilePathTemplate(template: string): PathMatcher {
  if (!/[:*+?]/.test(template)) return (path) => (path === template ? noCaptures : undefined);
  const pattern = new RegExp(`^${patternOf(template)}$`, "s");
  return (path) => {
    const match = pattern.exec(path);
    if (match === null) return undefined;
    return match.groups === undefined ? noCaptures : filledGroups(match.groups);
  };
}

/** The template as a regular expression, as `path-help` shows it. */
export function patternOf(template: string): string {
  const optionalSlash = template.endsWith("/?");
  const parts = (optionalSlash ? template.slice(0, -2) : template).split("/");
  let pattern = "";
  for (const [index, part] of parts.entries()) {
    const slash = index > 0 ? "/" : "";
    if (part === "*") pattern += `${slash}.*`;
    else if (part.startsWith("+")) pattern += `${slash}(?<${part.slice(1)}>.+)`;
    else if (part.startsWith("*")) pattern += `${slash}(?<${part.slice(1)}>.*)`;
    else if (part.startsWith(":") && part.endsWith("?")) {
      pattern +=
        slash === "" ? `(?<${part.slice(1, -1)}>${GENERIC_NAME})?` : `(?:/(?<${part.slice(1, -1)}>${GENERIC_NAME})?)?`;
    } else if (part.startsWith(":")) pattern += `${slash}(?<${part.slice(1)}>${GENERIC_NAME})`;
    else pattern += slash + part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  }
  return pattern + (optionalSlash ? "/?" : "");
}

/** A part that is absent captures the empty string. */
function filledGroups(groups: Record<string, string | undefined>): Record<string, string> {
  const filled: Record<string, string> = {};
  for (const name in groups) filled[name] = groups[name] ?? "";
  return filled;
}
