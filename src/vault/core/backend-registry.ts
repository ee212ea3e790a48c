import type { BackendDeclaration } from "../framework/types.ts";
import type { MountEntry } from "../routing/mount-entry.ts";

/** Makes the backend of a mount from its entry. */
export type BackendFactory = (entry: MountEntry) => BackendDeclaration;

/** The types of mount that a server knows, by table. */
export interface BackendRegistry {
  readonly mounts: Readonly<Record<string, BackendFactory>>;
  readonly auth: Readonly<Record<string, BackendFactory>>;
}
