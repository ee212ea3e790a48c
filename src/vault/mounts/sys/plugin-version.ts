/** The version of a plugin that a mount is asked to run. Here every plugin is built in, in one version. */
import { quoteGo } from "../../../lib/index.ts";
import { builtinPluginOf, versionOfTheServer } from "../../routing/builtin-plugins.ts";
import type { MountTable } from "../../routing/mount-entry.ts";

/** Types that are part of the server itself and not in the catalog. */
const ofTheServer: Readonly<Record<MountTable, ReadonlySet<string>>> = {
  mounts: new Set(["kv", "cubbyhole", "identity", "system"]),
  auth: new Set(["token"]),
};

/** A semantic version with a `v` and all three numbers. */
export function readPluginVersion(text: string): { readonly version: string } | { readonly error: string } {
  if (!/^v?\d+(?:\.\d+){0,2}(?:-[\w.-]+)?(?:\+[\w.-]+)?$/.test(text)) {
    return { error: `version ${quoteGo(text)} is not a valid semantic version: Malformed version: ${text}` };
  }
  const [numbers = "", ...rest] = text.replace(/^v/, "").split(/(?=[-+])/);
  return { version: `v${[...numbers.split("."), "0", "0"].slice(0, 3).join(".")}${rest.join("")}` };
}

export function notInCatalog(type: string, version: string): string {
  return `plugin not found in the catalog: ${type}, version=${version}`;
}

/** Why a new mount of a type cannot run the version that is asked for; undefined where it can, or where none is. */
export function whyNotThisVersion(table: MountTable, type: string, text: string): string | undefined {
  if (text === "") return undefined;
  const wanted = readPluginVersion(text);
  if ("error" in wanted) return wanted.error;
  if (wanted.version === (builtinPluginOf(table, type)?.version ?? versionOfTheServer)) return undefined;
  return ofTheServer[table].has(type)
    ? `cannot select non-builtin version of ${table === "auth" ? "auth" : "secrets"} plugin ${type}`
    : notInCatalog(type, wanted.version);
}
