import { quoteGo } from "../../lib/index.ts";
import type { HclValue, Json, Permissions } from "../../lib/index.ts";

/** Why a rule refuses a request's parameters, in our words; undefined where it takes them. */
export function refusedParameters(rule: Permissions, data: Readonly<Record<string, Json>>): string | undefined {
  for (const name of rule.requiredParameters) {
    if (!Object.hasOwn(data, name.toLowerCase())) return `parameter ${quoteGo(name)} is required`;
  }
  const names = Object.keys(data);
  if (names.length === 0) return undefined;
  return refusedByDenied(rule.deniedParameters, data, names) ?? refusedByAllowed(rule.allowedParameters, data, names);
}

function refusedByDenied(
  denied: Permissions["deniedParameters"],
  data: Readonly<Record<string, Json>>,
  names: readonly string[],
): string | undefined {
  if (denied === undefined || denied.size === 0) return undefined;
  if (denied.has("*")) return "all parameters are denied";
  for (const name of names) {
    const values = denied.get(name.toLowerCase());
    if (values === undefined || !isAmong(data[name], values)) continue;
    return values.length === 0 ? `parameter ${quoteGo(name)} is denied` : `this value of ${quoteGo(name)} is denied`;
  }
  return undefined;
}

function refusedByAllowed(
  allowed: Permissions["allowedParameters"],
  data: Readonly<Record<string, Json>>,
  names: readonly string[],
): string | undefined {
  if (allowed === undefined || allowed.size === 0) return undefined;
  const all = allowed.has("*");
  if (all && allowed.size === 1) return undefined;
  for (const name of names) {
    const values = allowed.get(name.toLowerCase());
    if (values === undefined) {
      if (!all) return `parameter ${quoteGo(name)} is not allowed`;
    } else if (!isAmong(data[name], values)) {
      return `this value of ${quoteGo(name)} is not allowed`;
    }
  }
  return undefined;
}

/** An empty list holds every value. Texts of the list may begin and end in `*`. */
function isAmong(value: Json | undefined, values: readonly HclValue[]): boolean {
  return values.length === 0 || values.some((each) => accepts(each, value));
}

function accepts(wanted: HclValue, value: Json | undefined): boolean {
  return typeof wanted === "string" && typeof value === "string" ? globMatches(wanted, value) : equals(wanted, value);
}

/** Numbers of a policy and numbers of a request never are the same to Vault, whatever they say. */
function equals(wanted: HclValue, value: Json | undefined): boolean {
  if (typeof wanted === "string" || typeof wanted === "boolean") return wanted === value;
  if (typeof wanted !== "object" || typeof value !== "object" || value === null) return false;
  if (isList(wanted) || isList(value)) {
    if (!isList(wanted) || !isList(value) || wanted.length !== value.length) return false;
    return wanted.every((each, index) => equals(each, value[index]));
  }
  const keys = Object.keys(wanted);
  if (keys.length !== Object.keys(value).length) return false;
  return keys.every((key) => {
    const member = wanted[key];
    return member !== undefined && Object.hasOwn(value, key) && equals(member, value[key]);
  });
}

function isList<T>(value: readonly T[] | { readonly [key: string]: T }): value is readonly T[] {
  return Array.isArray(value);
}

function globMatches(pattern: string, text: string): boolean {
  if (pattern.length < 2) return pattern === text;
  const openStart = pattern.startsWith("*");
  const openEnd = pattern.endsWith("*");
  if (openStart && openEnd) return text.includes(pattern.slice(1, -1));
  if (openStart) return text.endsWith(pattern.slice(1));
  return openEnd ? text.startsWith(pattern.slice(0, -1)) : pattern === text;
}
