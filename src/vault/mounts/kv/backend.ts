/** The key/value secrets engine: version 1 keeps what is written as it is, version 2 keeps versions of it. */
import type { BackendDeclaration } from "../../framework/types.ts";
import type { MountEntry } from "../../routing/mount-entry.ts";
import { passthroughBackend } from "./passthrough.ts";
import { versionedBackend } from "./versioned.ts";

export interface KvOptions {
  /** What version 1 tells readers where neither the secret nor the mount says a time. */
  readonly systemDefaultTtlSeconds: number;
  /** A server that was started so keeps plain values and leases what is read, whatever the mount asks for. */
  readonly leased: boolean;
}

export function kvBackend(entry: MountEntry, { systemDefaultTtlSeconds, leased }: KvOptions): BackendDeclaration {
  if (isVersioned(entry) && !leased) return versionedBackend(entry.backendAwareUuid);
  return passthroughBackend({
    defaultTtlSeconds: entry.config.defaultLeaseTtlSeconds || systemDefaultTtlSeconds,
    leases: leased || isLeasedPassthrough(entry),
  });
}

/** Whether a mount asks that what is read from it be leased. */
export function isLeasedPassthrough(entry: Pick<MountEntry, "options">): boolean {
  return entry.options?.["leased_passthrough"] === "true";
}

/** The type, and the name that it had of old. */
export function isKv(entry: Pick<MountEntry, "type">): boolean {
  return entry.type === "kv" || entry.type === "generic";
}

/** Whether a mount of type kv is of version 2. */
export function isVersioned(entry: Pick<MountEntry, "options">): boolean {
  return entry.options?.["version"] === "2";
}
