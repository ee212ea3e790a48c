/** What a version 2 mount keeps of a secret: its metadata, and each version's data at a salted name. */
import { sha256 } from "@noble/hashes/sha2.js";
import { encodeHex, encodeUtf8, randomUuid, type Json, type Random } from "../../../lib/index.ts";
import type { StorageValue, StorageView } from "../../storage/types.ts";

export type SecretData = Readonly<Record<string, Json>>;

export interface VersionMetadata {
  readonly createdTimeNs: bigint;
  /** When it counts as deleted: may lie ahead. */
  readonly deletionTimeNs: bigint | undefined;
  readonly destroyed: boolean;
}

export interface SecretMetadata {
  readonly key: string;
  readonly versions: ReadonlyMap<number, VersionMetadata>;
  /** 0 where nothing was ever written. */
  readonly currentVersion: number;
  readonly oldestVersion: number;
  readonly createdTimeNs: bigint;
  readonly updatedTimeNs: bigint;
  readonly maxVersions: number;
  readonly casRequired: boolean;
  readonly deleteVersionAfterSeconds: number;
  readonly customMetadata: Readonly<Record<string, string>> | null;
}

export interface KvConfig {
  readonly maxVersions: number;
  readonly casRequired: boolean;
  /** 0 is not set, below 0 switches it off for all secrets. */
  readonly deleteVersionAfterSeconds: number;
}

const noConfig: KvConfig = { maxVersions: 0, casRequired: false, deleteVersionAfterSeconds: 0 };
const defaultMaxVersions = 10;

/** Reads and writes one mount. Keys are shaped as the plugin's: `metadata/…`, `versions/abc/…`, `config`, `salt`. */
export class SecretStore {
  private readonly view: StorageView;
  private readonly random: Random;

  constructor(view: StorageView, random: Random) {
    this.view = view;
    this.random = random;
  }

  config(): KvConfig {
    const stored = this.view.get("config");
    return isConfig(stored) ? stored : noConfig;
  }

  putConfig(config: KvConfig): void {
    this.view.put("config", config);
  }

  metadata(key: string): SecretMetadata | undefined {
    const stored = this.view.get(`metadata/${key}`);
    return isMetadata(stored) ? stored : undefined;
  }

  putMetadata(metadata: SecretMetadata): void {
    this.view.put(`metadata/${metadata.key}`, metadata);
  }

  list(prefix: string): string[] {
    return this.view.list(`metadata/${prefix}`);
  }

  data(key: string, version: number): SecretData | undefined {
    const stored = this.view.get(this.versionKey(key, version));
    return isVersion(stored) ? stored.data : undefined;
  }

  /** Writes the next version, and takes away those that are more than is to be kept. */
  addVersion(before: SecretMetadata, data: SecretData, nowNs: bigint): SecretMetadata {
    const config = this.config();
    const version = before.currentVersion + 1;
    const deletionTimeNs = deletionTimeOf(config, before, nowNs);
    const added: VersionMetadata = { createdTimeNs: nowNs, deletionTimeNs, destroyed: false };
    this.view.put(this.versionKey(before.key, version), { data, createdTimeNs: nowNs } satisfies StoredVersion);
    const versions = new Map(before.versions).set(version, added);
    const keep = Math.max(before.maxVersions, config.maxVersions) || defaultMaxVersions;
    const isFull = version - before.oldestVersion >= keep;
    const lastGone = isFull ? version - keep : 0;
    if (isFull) for (let old = before.oldestVersion; old <= lastGone; old++) versions.delete(old);
    const after: SecretMetadata = {
      ...before,
      versions,
      currentVersion: version,
      oldestVersion: isFull ? lastGone + 1 : before.oldestVersion,
      updatedTimeNs: nowNs,
    };
    this.putMetadata(after);
    this.forgetUpTo(before.key, lastGone);
    return after;
  }

  private forgetUpTo(key: string, version: number): void {
    for (let old = version; old > 0; old--) {
      const versionKey = this.versionKey(key, old);
      if (this.view.get(versionKey) === undefined) return;
      this.view.delete(versionKey);
    }
  }

  deleteData(key: string, version: number): void {
    this.view.delete(this.versionKey(key, version));
  }

  deleteAll(metadata: SecretMetadata): void {
    for (const version of metadata.versions.keys()) this.deleteData(metadata.key, version);
    this.view.delete(`metadata/${metadata.key}`);
  }

  private versionKey(key: string, version: number): string {
    const name = encodeHex(sha256(encodeUtf8(`${this.salt()}${key}|${version}`)));
    return `versions/${name.slice(0, 3)}/${name.slice(3)}`;
  }

  private salt(): string {
    const stored = this.view.get("salt");
    if (typeof stored === "string") return stored;
    const salt = randomUuid(this.random);
    this.view.put("salt", salt);
    return salt;
  }
}

export function newSecret(key: string, nowNs: bigint): SecretMetadata {
  return {
    key,
    versions: new Map(),
    currentVersion: 0,
    oldestVersion: 0,
    createdTimeNs: nowNs,
    updatedTimeNs: nowNs,
    maxVersions: 0,
    casRequired: false,
    deleteVersionAfterSeconds: 0,
    customMetadata: null,
  };
}

/** When a version that begins now will count as deleted: the shorter of what the mount and the secret say. */
export function deletionTimeOf(config: KvConfig, metadata: SecretMetadata, nowNs: bigint): bigint | undefined {
  const mount = config.deleteVersionAfterSeconds;
  const own = metadata.deleteVersionAfterSeconds;
  if (mount < 0 || (mount === 0 && own === 0)) return undefined;
  const seconds = mount === 0 ? own : own === 0 ? mount : Math.min(mount, own);
  return nowNs + BigInt(seconds) * 1_000_000_000n;
}

export function isDeleted(version: VersionMetadata, nowNs: bigint): boolean {
  return version.deletionTimeNs !== undefined && version.deletionTimeNs < nowNs;
}

/** Another version of a secret's metadata with one version changed. */
export function withVersion(metadata: SecretMetadata, version: number, changed: VersionMetadata): SecretMetadata {
  return { ...metadata, versions: new Map(metadata.versions).set(version, changed) };
}

interface StoredVersion {
  readonly data: SecretData;
  readonly createdTimeNs: bigint;
}

function isConfig(value: StorageValue | undefined): value is KvConfig {
  return typeof value === "object" && "casRequired" in value;
}

function isMetadata(value: StorageValue | undefined): value is SecretMetadata {
  return typeof value === "object" && "versions" in value;
}

function isVersion(value: StorageValue | undefined): value is StoredVersion {
  return typeof value === "object" && "data" in value;
}
