import type { Json } from "../../../lib/index.ts";
import type { StorageValue, StorageView } from "../../storage/types.ts";

/** What a mount keeps just as it was sent, in a copy whose members the caller may add to. */
export function readStoredObject(storage: StorageView, key: string): Record<string, Json> | undefined {
  const value = storage.get(key);
  return isStoredObject(value) ? { ...value } : undefined;
}

function isStoredObject(value: StorageValue | undefined): value is Readonly<Record<string, Json>> {
  return typeof value === "object";
}
