import type { Json } from "../../../lib/index.ts";
import { exactNumberText } from "../../../lib/index.ts";

export type JsonObject = Readonly<Record<string, Json>>;

/** A JSON merge patch (RFC 7396): null takes a member away, an object is merged, anything else replaces. */
export function mergePatch(target: JsonObject, patch: JsonObject): JsonObject {
  const merged = new Map(Object.entries(target));
  for (const [name, change] of Object.entries(patch)) {
    const current = merged.get(name);
    if (change === null) merged.delete(name);
    else if (current === undefined || !isJsonObject(current)) merged.set(name, withoutNulls(change));
    else merged.set(name, isJsonObject(change) ? mergePatch(current, change) : change);
  }
  return Object.fromEntries(merged);
}

/** Objects lose the members that are null, at any depth; lists keep their nulls. */
function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => withoutNulls(item));
  if (!isJsonObject(value)) return value;
  const kept = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(kept.map(([name, member]) => [name, withoutNulls(member)]));
}

export function isJsonObject(value: Json): value is JsonObject {
  return value !== null && typeof value === "object" && !Array.isArray(value) && exactNumberText(value) === undefined;
}
