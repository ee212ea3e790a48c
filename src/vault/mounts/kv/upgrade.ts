/** From version 1 to version 2: what a path holds becomes the first version of a key. */
import type { MountEntry } from "../../routing/mount-entry.ts";
import type { StorageView } from "../../storage/types.ts";
import { isKv, isVersioned } from "./backend.ts";
import { KeyStore } from "./key-store.ts";
import { addVersion, newKey } from "./key-metadata.ts";
import { readStoredObject } from "./stored-object.ts";

/** Carries over what a mount keeps, where a change of its entry makes it one of version 2. `storage` is the mount's own view. */
export function upgradeIfVersioned(before: MountEntry, after: MountEntry, storage: StorageView, nowNs: bigint): void {
  if (isKv(after) && isVersioned(after) && !isVersioned(before)) {
    upgradeToVersioned(storage, after.backendAwareUuid, nowNs);
  }
}

function upgradeToVersioned(storage: StorageView, storagePrefix: string, nowNs: bigint): void {
  const store = new KeyStore(storage, storagePrefix);
  for (const key of keysBelow(storage, "", `${storagePrefix}/`)) {
    const data = readStoredObject(storage, key);
    if (data === undefined) continue;
    const version = { createdTimeNs: nowNs, deletionTimeNs: undefined, destroyed: false };
    // The window of one moves at once, so that the oldest version is 1 where a new key's is 0.
    const { meta } = addVersion(newKey(key, nowNs), version, {
      maxVersions: 1,
      casRequired: false,
      deleteVersionAfterSeconds: 0,
    });
    store.putVersion(key, 1, { data, createdTimeNs: nowNs, deletionTimeNs: undefined });
    store.putMetadata(meta);
    storage.delete(key);
  }
}

function keysBelow(storage: StorageView, prefix: string, except: string): string[] {
  return storage.list(prefix).flatMap((name) => {
    const key = prefix + name;
    if (key === except) return [];
    return key.endsWith("/") ? keysBelow(storage, key, except) : [key];
  });
}
