/** What two moments of a server's storage differ in, for whoever compares them. Nothing is counted: no request asked. */
import type { MountEntry } from "../routing/mount-entry.ts";
import { apiPath } from "../routing/mount-entry.ts";
import type { BarrierSnapshot } from "../storage/barrier.ts";
import type { StorageValue } from "../storage/types.ts";

export type HowChanged = "added" | "removed" | "changed";

/** A key of storage, or a mount by the path that it is asked for at. */
export interface NamedChange {
  readonly how: HowChanged;
  readonly name: string;
  /** A mount's type, and where it moved from. */
  readonly detail?: string;
}

export interface StorageDifference {
  readonly keys: readonly NamedChange[];
  readonly mounts: readonly NamedChange[];
}

/** Where the tables of mounts and of audit devices are stored. */
const TABLES = {
  mounts: ["core/mounts", "core/local-mounts", "core/auth", "core/local-auth"],
  audit: ["core/audit", "core/local-audit"],
} as const;

export function compareStorage(before: BarrierSnapshot, after: BarrierSnapshot): StorageDifference {
  const keys: NamedChange[] = [];
  after.shelves.forEach((shelf, index) => {
    before.shelves[index]?.eachDifference(shelf, (key, was, is) => keys.push({ how: howOf(was, is), name: key }));
  });
  keys.sort(byName);
  return { keys, mounts: compareMounts(mountsOf(before), mountsOf(after)) };
}

interface Mounted {
  readonly name: string;
  readonly type: string;
  readonly entry: object;
}

function compareMounts(
  before: ReadonlyMap<string, Mounted>,
  after: ReadonlyMap<string, Mounted>,
): readonly NamedChange[] {
  const changes: NamedChange[] = [];
  for (const [id, was] of before) {
    if (!after.has(id)) changes.push({ how: "removed", name: was.name, detail: was.type });
  }
  for (const [id, is] of after) {
    const was = before.get(id);
    if (was === undefined) changes.push({ how: "added", name: is.name, detail: is.type });
    else if (was.name !== is.name)
      changes.push({ how: "changed", name: is.name, detail: `${is.type}, was ${was.name}` });
    else if (was.entry !== is.entry && JSON.stringify(was.entry) !== JSON.stringify(is.entry))
      changes.push({ how: "changed", name: is.name, detail: `${is.type}, tuned` });
  }
  return changes.sort(byName);
}

function mountsOf(barrier: BarrierSnapshot): ReadonlyMap<string, Mounted> {
  const found = new Map<string, Mounted>();
  const rest = barrier.shelves.find(({ prefix }) => prefix === "");
  for (const key of TABLES.mounts) {
    for (const entry of entriesOf<MountEntry>(rest?.get(key)))
      found.set(entry.uuid, { name: apiPath(entry), type: entry.type, entry });
  }
  for (const key of TABLES.audit) {
    for (const entry of entriesOf<{ uuid: string; path: string; type: string }>(rest?.get(key)))
      found.set(entry.uuid, { name: `sys/audit/${entry.path}`, type: `audit ${entry.type}`, entry });
  }
  return found;
}

/** Only the mount tables write at their keys, and only the device table at its own: what is there has this form. */
function entriesOf<Entry>(table: StorageValue | undefined): readonly Entry[] {
  if (typeof table !== "object") return [];
  const entries: unknown = Reflect.get(table, "entries");
  return Array.isArray(entries) ? entries : [];
}

function byName(left: NamedChange, right: NamedChange): number {
  return left.name < right.name ? -1 : 1;
}

function howOf(before: unknown, after: unknown): HowChanged {
  if (before === undefined) return "added";
  return after === undefined ? "removed" : "changed";
}
