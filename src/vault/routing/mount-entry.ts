import type { Random } from "../../lib/index.ts";
import { encodeHex, randomUuid } from "../../lib/index.ts";
import { builtinPluginOf, versionOfTheServer } from "./builtin-plugins.ts";

/** The two tables of mounts: secrets engines, and auth methods (which live below `auth/`). */
export type MountTable = "mounts" | "auth";

/** What tuning sets; a zero TTL means the system's. */
export interface MountConfig {
  readonly defaultLeaseTtlSeconds: number;
  readonly maxLeaseTtlSeconds: number;
  readonly forceNoCache: boolean;
  readonly listingVisibility?: string;
  readonly tokenType?: "default-service" | "default-batch" | "service" | "batch";
  readonly auditNonHmacRequestKeys?: readonly string[];
  readonly auditNonHmacResponseKeys?: readonly string[];
  readonly passthroughRequestHeaders?: readonly string[];
  readonly allowedResponseHeaders?: readonly string[];
  readonly allowedManagedKeys?: readonly string[];
  readonly delegatedAuthAccessors?: readonly string[];
  readonly identityTokenKey?: string;
  readonly pluginName?: string;
  readonly pluginVersion?: string;
  readonly userLockout?: {
    readonly lockoutThreshold: number;
    readonly lockoutDurationSeconds: number;
    readonly lockoutCounterResetSeconds: number;
    readonly lockoutDisable: boolean;
  };
}

/** One mount as its table keeps it. Vault: `vault.MountEntry`. */
export interface MountEntry {
  readonly table: MountTable;
  /** Ends in "/", without `auth/`. */
  readonly path: string;
  readonly type: string;
  readonly description: string;
  readonly uuid: string;
  readonly backendAwareUuid: string;
  readonly accessor: string;
  readonly local: boolean;
  readonly sealWrap: boolean;
  readonly externalEntropyAccess: boolean;
  readonly options: Readonly<Record<string, string>> | null;
  readonly config: MountConfig;
  readonly pluginVersion: string;
  readonly runningVersion: string;
  readonly runningSha256: string;
  readonly deprecationStatus: string;
}

export const systemDefaultConfig: MountConfig = {
  defaultLeaseTtlSeconds: 0,
  maxLeaseTtlSeconds: 0,
  forceNoCache: false,
};

/** Where the mount is asked for: `secret/`, `auth/token/`. */
export function apiPath(entry: Pick<MountEntry, "table" | "path">): string {
  return entry.table === "auth" ? `auth/${entry.path}` : entry.path;
}

/** `kv_1a2b3c4d`, `auth_token_1a2b3c4d`: the type and four random bytes. */
export function newAccessor(table: MountTable, type: string, random: Random): string {
  return `${table === "auth" ? "auth_" : ""}${type}_${encodeHex(random.bytes(4))}`;
}

export type NewMount = Pick<MountEntry, "table" | "path" | "type"> & Partial<MountEntry>;

/** Fills in what the caller does not say; identity is drawn from `random`. */
export function newMountEntry(mount: NewMount, random: Random): MountEntry {
  const plugin = builtinPluginOf(mount.table, mount.type);
  return {
    description: "",
    uuid: randomUuid(random),
    backendAwareUuid: randomUuid(random),
    accessor: newAccessor(mount.table, mount.type, random),
    local: false,
    sealWrap: false,
    externalEntropyAccess: false,
    options: null,
    config: systemDefaultConfig,
    pluginVersion: "",
    runningVersion: plugin?.version ?? versionOfTheServer,
    runningSha256: "",
    deprecationStatus: plugin?.deprecationStatus ?? "",
    ...mount,
  };
}
