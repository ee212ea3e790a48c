/** What the sys mount needs of the core. Data in and out; what goes wrong is returned. */
import type { Random } from "../../../lib/index.ts";
import type { TtlBounds } from "../../expiration/calculate-ttl.ts";
import type { LeaseEntry } from "../../expiration/lease-entry.ts";
import type { LogicalFailure, Outcome, TokenEntry } from "../../logical/types.ts";
import type { AclRuleView } from "../../policy/acl.ts";
import type { StorageValue } from "../../storage/types.ts";
import type { MountEntry, MountTable, NewMount } from "../../routing/mount-entry.ts";
import type { KeyWork } from "./key-work.ts";
import type { SealShape } from "./seal-shape.ts";

/** The tables of mounts. Whether a path may be taken is the sys mount's to decide, before it calls. */
export interface SysMounts {
  entries(table: MountTable): readonly MountEntry[];
  /** Whether there is a backend of that type for that table. */
  knows(table: MountTable, type: string): boolean;
  add(mount: NewMount): MountEntry;
  /** Revokes all leases below the mount, then takes it and its storage away. */
  remove(entry: MountEntry): LogicalFailure | undefined;
  /** The same mount, tuned or moved. A move revokes the leases below the old path. */
  replace(before: MountEntry, after: MountEntry): LogicalFailure | undefined;
}

/** A mount that was moved, and how that went. */
export interface MountMove {
  readonly source: string;
  readonly target: string;
  readonly status: "success" | "failure";
}

/** The moves that were made since the server started, by their ids. No record of them is stored. */
export interface SysMoves {
  get(id: string): MountMove | undefined;
  add(id: string, move: MountMove): void;
}

/** Names are as the caller wrote them; the store knows them in lower case. Errors are Vault's texts. */
export interface SysPolicies {
  get(name: string): { readonly name: string; readonly raw: string } | undefined;
  /** Names that may be given to tokens, in order, without `root`. */
  list(): readonly string[];
  set(name: string, text: string): string | undefined;
  delete(name: string): string | undefined;
}

/** Tokens and what they may do. */
export interface SysTokens {
  /** By what its holder types, or by its inner id; only a token that may be used now. */
  lookup(token: string): TokenEntry | undefined;
  /** `unknown`: no such accessor; `gone`: its token may not be used. */
  byAccessor(accessor: string): TokenEntry | "unknown" | "gone";
  capabilities(entry: TokenEntry, path: string): readonly string[];
  /** False where the entity behind the token is disabled, or gone. */
  hasUsableEntity(entry: TokenEntry): boolean;
  hasMountAccess(entry: TokenEntry, mountPath: string): boolean;
  /** All rules that hold for a token. */
  rules(entry: TokenEntry): { readonly root: boolean; readonly rules: readonly AclRuleView[] };
  hasSudo(entry: TokenEntry, path: string): boolean;
  /** Stored service tokens. */
  countService(): number;
  /** Makes another root token; answers what its holder types. */
  createRoot(): string;
}

/** Users who gave wrong credentials too often. */
export interface SysLockouts {
  list(): readonly { readonly mountAccessor: string; readonly alias: string }[];
  unlock(mountAccessor: string, alias: string): void;
}

export interface SysLeases {
  get(leaseId: string): LeaseEntry | undefined;
  /** Names one level below a prefix ("" or ending in "/"). */
  list(prefix: string): readonly string[];
  /** Ids of all leases below a prefix. */
  below(prefix: string): readonly string[];
  renewable(lease: LeaseEntry): boolean;
  renew(leaseId: string, incrementSeconds: number): Outcome;
  revoke(leaseId: string, sync: boolean): LogicalFailure | undefined;
  revokePrefix(
    prefix: string,
    options: { readonly sync: boolean; readonly force: boolean },
  ): LogicalFailure | undefined;
}

/** What is known of a wrapped answer (kept beside it in the wrapping token's cubbyhole). */
export interface WrappedFacts {
  readonly creationTtlSeconds: number;
  readonly creationTimeNs: bigint;
  readonly creationPath: string;
}

export interface SysWrapping {
  facts(entry: TokenEntry): WrappedFacts | undefined;
  /** The wrapped answer's JSON. */
  response(entry: TokenEntry): string | undefined;
  /** Counts one use of a token; undefined where it has none left. */
  use(entry: TokenEntry): TokenEntry | undefined;
  /** Revokes the wrapping token, its answer with it. */
  revoke(entry: TokenEntry): void;
}

/** The seal, opened with shares of one key. */
export interface SysSeal {
  isSealed(): boolean;
  seal(): void;
  unseal(): void;
  shape(): SealShape;
  /** Whether a key is the right one. */
  isKey(key: Uint8Array): boolean;
  /** Another key opens the server from now on, split otherwise. */
  rekey(key: Uint8Array, shape: SealShape): void;
  cluster(): { readonly name: string; readonly id: string };
}

export interface SysKeyWork {
  current(): KeyWork;
  set(changes: Partial<KeyWork>): void;
}

export interface SysKeys {
  status(): { readonly term: number; readonly installTimeNs: bigint; readonly encryptions: number };
  rotate(): void;
  /** When the server was set up. */
  firstInstallTimeNs(): bigint;
}

/** An audit device as its table keeps it. `path` ends in "/". */
export interface AuditDevice {
  readonly path: string;
  readonly type: string;
  readonly description: string;
  readonly options: Readonly<Record<string, string>>;
  readonly local: boolean;
}

export interface SysAudit {
  list(): readonly AuditDevice[];
  /** The error is the device's own text. */
  enable(device: AuditDevice): string | undefined;
  disable(path: string): void;
  /** HMAC of a text with the device's salt; undefined where there is no such device. */
  hash(path: string, input: string): string | undefined;
  /** Request headers that devices write down, by their names in lower case. */
  headers(): Readonly<Record<string, { readonly hmac: boolean }>>;
  setHeader(name: string, hmac: boolean): void;
  removeHeader(name: string): void;
}

/** Storage itself, by whole keys. */
export interface SysRaw {
  get(key: string): StorageValue | undefined;
  put(key: string, value: StorageValue): void;
  delete(key: string): void;
  list(prefix: string): readonly string[];
}

export interface SysServices {
  readonly random: Random;
  /** What the server's storage calls itself. */
  readonly storageType: string;
  readonly raw: SysRaw;
  readonly nowNs: () => bigint;
  /** The server's own bounds, and those of a path's mount. */
  readonly systemBounds: TtlBounds;
  readonly mounts: SysMounts;
  readonly moves: SysMoves;
  readonly policies: SysPolicies;
  readonly tokens: SysTokens;
  readonly leases: SysLeases;
  readonly wrapping: SysWrapping;
  readonly seal: SysSeal;
  readonly keys: SysKeys;
  readonly audit: SysAudit;
  readonly lockouts: SysLockouts;
  readonly keyWork: SysKeyWork;
  readonly countEntities: () => number;
}
