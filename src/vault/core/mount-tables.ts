/** The tables of mounts as they are stored, and the router made from them. */
import { Backend } from "../framework/backend.ts";
import type { Random } from "../../lib/index.ts";
import {
  apiPath,
  newMountEntry,
  systemDefaultConfig,
  type MountEntry,
  type MountTable,
  type NewMount,
} from "../routing/mount-entry.ts";
import type { Mount, Router } from "../routing/router.ts";
import type { Barrier } from "../storage/barrier.ts";
import type { StorageValue, StorageView } from "../storage/types.ts";
import type { BackendRegistry } from "./backend-registry.ts";

interface StoredTable {
  readonly entries: readonly MountEntry[];
}

interface TableKeys {
  readonly shared: string;
  readonly local: string;
}

const tableKeys: Readonly<Record<MountTable, TableKeys>> = {
  mounts: { shared: "core/mounts", local: "core/local-mounts" },
  auth: { shared: "core/auth", local: "core/local-auth" },
};

const devMounts = (kvVersion: string): readonly NewMount[] => [
  {
    table: "mounts",
    path: "cubbyhole/",
    type: "cubbyhole",
    description: "per-token private secret storage",
    local: true,
  },
  {
    table: "mounts",
    path: "sys/",
    type: "system",
    description: "system endpoints used for control, policy and debugging",
    sealWrap: true,
    config: { ...systemDefaultConfig, passthroughRequestHeaders: ["Accept"] },
  },
  {
    table: "mounts",
    path: "identity/",
    type: "identity",
    description: "identity store",
    config: { ...systemDefaultConfig, passthroughRequestHeaders: ["Authorization"] },
  },
  {
    table: "mounts",
    path: "secret/",
    type: "kv",
    description: "key/value secret storage",
    options: { version: kvVersion },
  },
  {
    table: "auth",
    path: "token/",
    type: "token",
    description: "token based credentials",
    config: { ...systemDefaultConfig, tokenType: "default-service" },
  },
];

export class MountTables {
  private readonly barrier: Barrier;
  private readonly router: Router;
  private readonly random: Random;
  private readonly registry: BackendRegistry;
  /** Backends hold no state of their own, so one per entry serves for as long as the entry is the same. */
  private readonly backends = new WeakMap<MountEntry, Backend>();

  constructor(barrier: Barrier, router: Router, random: Random, registry: BackendRegistry) {
    this.barrier = barrier;
    this.router = router;
    this.random = random;
    this.registry = registry;
  }

  /** The mounts that every dev server has. */
  seed(kvVersion: string): void {
    const entries = devMounts(kvVersion).map((mount) => newMountEntry(mount, this.random));
    this.save(
      "mounts",
      entries.filter((entry) => entry.table === "mounts"),
    );
    this.save(
      "auth",
      entries.filter((entry) => entry.table === "auth"),
    );
    this.loadRouter();
  }

  entries(table: MountTable): readonly MountEntry[] {
    const keys = tableKeys[table];
    return [keys.shared, keys.local].flatMap((key) => {
      const stored = this.barrier.peekOne(key);
      return isStoredTable(stored) ? stored.entries : [];
    });
  }

  knows(table: MountTable, type: string): boolean {
    return Object.hasOwn(this.registry[table], type);
  }

  /** Puts a mount in place; the caller has made sure that its path is free. */
  add(mount: NewMount): MountEntry {
    const entry = newMountEntry(mount, this.random);
    this.save(entry.table, [...this.entries(entry.table), entry]);
    this.addToRouter(entry);
    return entry;
  }

  /** Takes a mount away, its storage too. Its leases are the caller's to revoke first. */
  remove(entry: MountEntry): void {
    this.save(
      entry.table,
      this.entries(entry.table).filter((other) => other.uuid !== entry.uuid),
    );
    this.router.remove(apiPath(entry));
    for (const key of this.barrier.keysBelow(storagePrefix(entry))) this.barrier.delete(key);
  }

  /** Changes what is said of a mount (tuning, a move, an upgrade); its storage stays. */
  replace(before: MountEntry, after: MountEntry): void {
    this.save(
      before.table,
      this.entries(before.table).map((other) => (other.uuid === before.uuid ? after : other)),
    );
    this.router.remove(apiPath(before));
    this.addToRouter(after);
  }

  /** Makes the router anew from storage. */
  loadRouter(): void {
    this.router.clear();
    for (const entry of [...this.entries("mounts"), ...this.entries("auth")]) this.addToRouter(entry);
  }

  private addToRouter(entry: MountEntry): Mount {
    const prefix = storagePrefix(entry);
    return this.router.add({ entry, backend: this.backendOf(entry), storage: this.viewOf(prefix), tainted: false });
  }

  private viewOf(prefix: string): StorageView {
    return this.barrier.view(prefix);
  }

  private backendOf(entry: MountEntry): Backend {
    const made = this.backends.get(entry);
    if (made !== undefined) return made;
    const factory = this.registry[entry.table][entry.type];
    if (factory === undefined) throw new Error(`no backend of type ${entry.type}`);
    const backend = new Backend(factory(entry));
    this.backends.set(entry, backend);
    return backend;
  }

  private save(table: MountTable, entries: readonly MountEntry[]): void {
    const keys = tableKeys[table];
    this.barrier.put(keys.shared, { entries: entries.filter((entry) => !entry.local) } satisfies StoredTable);
    this.barrier.put(keys.local, { entries: entries.filter((entry) => entry.local) } satisfies StoredTable);
  }
}

function isStoredTable(value: StorageValue | undefined): value is StoredTable {
  return typeof value === "object" && "entries" in value;
}

function storagePrefix(entry: MountEntry): string {
  if (entry.type === "system") return "sys/";
  if (entry.type === "token") return "sys/token/";
  return entry.table === "auth" ? `auth/${entry.uuid}/` : `logical/${entry.uuid}/`;
}
