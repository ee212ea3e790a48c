import { quoteGo } from "../../../lib/index.ts";

/** The version that was asked for as the catalog writes it, or why it is none. */
export function readPluginVersion(version: string): { readonly version: string } | { readonly error: string } {
  if (!/^v?\d+(?:\.\d+){0,2}(?:-[\w.-]+)?(?:\+[\w.-]+)?$/.test(version)) {
    return { error: `version ${quoteGo(version)} is not a valid semantic version: Malformed version: ${version}` };
  }
  return { version: fullVersion(version) };
}

export function noSuchPlugin(type: string, version: string): string {
  return `plugin not found in the catalog: ${type}, version=${version}`;
}

/** With a `v` and all three numbers. */
function fullVersion(version: string): string {
  const [numbers = "", ...rest] = version.replace(/^v/, "").split(/(?=[-+])/);
  return `v${[...numbers.split("."), "0", "0"].slice(0, 3).join(".")}${rest.join("")}`;
}
