import { numberText, type Json } from "../../lib/index.ts";

/** A JSON object, its members in the order they were read. */
export type JsonObject = { readonly [key: string]: Json };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && numberText(value) === undefined;
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** A map of strings as a JSON object; null where there is none, as Go prints a nil map. */
export function pairsToJson(pairs: ReadonlyMap<string, string> | undefined): Json {
  return pairs === undefined ? null : Object.fromEntries(pairs);
}
