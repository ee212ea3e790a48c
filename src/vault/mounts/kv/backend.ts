/** Secrets kept as they are: version 1 keeps one of each, version 2 keeps the last versions of each and their history. */
import type { BackendDeclaration } from "../../framework/types.ts";
import type { MountEntry } from "../../routing/mount-entry.ts";
import { passthroughBackend } from "./passthrough.ts";
import type { KvServices } from "./services.ts";
import { versionedBackend } from "./versioned.ts";

export function kvBackend(entry: MountEntry, services: KvServices): BackendDeclaration {
  return isVersioned(entry) ? versionedBackend(`${entry.backendAwareUuid}/`, services) : passthroughBackend(services);
}

/** Whether a mount of type kv is of version 2. */
export function isVersioned(entry: Pick<MountEntry, "options">): boolean {
  return entry.options?.["version"] === "2";
}
