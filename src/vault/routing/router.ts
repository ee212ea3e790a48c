/** Which mount answers for a path: the longest that is a prefix of it. */
import type { Backend } from "../framework/backend.ts";
import type { StorageView } from "../storage/types.ts";
import { apiPath, type MountEntry } from "./mount-entry.ts";

export interface Mount {
  readonly entry: MountEntry;
  /** `secret/`, `auth/token/`. */
  readonly point: string;
  readonly backend: Backend;
  readonly storage: StorageView;
  /** Being taken away: only revocation reaches it still. */
  readonly tainted: boolean;
}

export interface Routed {
  readonly mount: Mount;
  /** The whole path asked for; with a slash added where only so a mount was found. */
  readonly fullPath: string;
  /** What is left of the path beyond the mount point. */
  readonly path: string;
}

export class Router {
  private mounts = new Map<string, Mount>();

  add(mount: Omit<Mount, "point">): Mount {
    const added = { ...mount, point: apiPath(mount.entry) };
    this.mounts.set(added.point, added);
    return added;
  }

  remove(point: string): void {
    this.mounts.delete(point);
  }

  clear(): void {
    this.mounts.clear();
  }

  all(): Mount[] {
    return [...this.mounts.values()];
  }

  at(point: string): Mount | undefined {
    return this.mounts.get(point);
  }

  byAccessor(accessor: string): Mount | undefined {
    return this.all().find((mount) => mount.entry.accessor === accessor);
  }

  route(path: string): Routed | undefined {
    return this.longest(path) ?? (path.endsWith("/") ? undefined : this.longest(`${path}/`));
  }

  private longest(path: string): Routed | undefined {
    for (let slash = path.lastIndexOf("/"); slash >= 0; slash = path.lastIndexOf("/", slash - 1)) {
      const mount = this.mounts.get(path.slice(0, slash + 1));
      if (mount !== undefined) return { mount, fullPath: path, path: path.slice(slash + 1) };
      if (slash === 0) return undefined;
    }
    return undefined;
  }
}
