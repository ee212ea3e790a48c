/** The key/value secrets engine: version 1 keeps what is written as it is, version 2 keeps versions of it. */
import type { BackendDeclaration } from "../../framework/types.ts";
import type { MountEntry } from "../../routing/mount-entry.ts";
import { passthroughBackend } from "./passthrough.ts";
import { versionedBackend } from "./versioned.ts";

/** `systemDefaultTtlSeconds` is what version 1 tells readers where neither the secret nor the mount says a time. */
export function kvBackend(entry: MountEntry, systemDefaultTtlSeconds: number): BackendDeclaration {
  if (isVersioned(entry)) return versionedBackend(entry.backendAwareUuid);
  return passthroughBackend({
    defaultTtlSeconds: entry.config.defaultLeaseTtlSeconds || systemDefaultTtlSeconds,
    leases: entry.options?.["leased_passthrough"] === "true",
  });
}

/** Whether a mount of type kv is of version 2. */
export function isVersioned(entry: Pick<MountEntry, "options">): boolean {
  return entry.options?.["version"] === "2";
}
