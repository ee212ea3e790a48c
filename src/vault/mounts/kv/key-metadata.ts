/** A key of a versioned store: what is known of it and of each of its versions. Instants are Unix nanoseconds. */

export interface VersionMetadata {
  readonly createdTimeNs: bigint;
  /** From then on the version is deleted; it may lie in the future. */
  readonly deletionTimeNs: bigint | undefined;
  readonly destroyed: boolean;
}

export interface KeyMetadata {
  readonly key: string;
  readonly versions: ReadonlyMap<number, VersionMetadata>;
  readonly currentVersion: number;
  readonly oldestVersion: number;
  readonly createdTimeNs: bigint;
  readonly updatedTimeNs: bigint;
  /** 0 leaves it to the mount. */
  readonly maxVersions: number;
  readonly casRequired: boolean;
  /** 0 leaves it to the mount. */
  readonly deleteVersionAfterSeconds: number;
  readonly customMetadata: Readonly<Record<string, string>> | null;
}

/** What holds for every key of a mount. */
export interface KvConfig {
  /** 0 is ten. */
  readonly maxVersions: number;
  readonly casRequired: boolean;
  /** 0 is never; negative switches it off for all keys. */
  readonly deleteVersionAfterSeconds: number;
}

export const defaultConfig: KvConfig = { maxVersions: 0, casRequired: false, deleteVersionAfterSeconds: 0 };

const defaultMaxVersions = 10;

export function newKey(key: string, nowNs: bigint): KeyMetadata {
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

export function isDeleted(version: VersionMetadata, nowNs: bigint): boolean {
  return version.deletionTimeNs !== undefined && version.deletionTimeNs <= nowNs;
}

/** When a version that begins to live now is to be deleted: the shorter of what the mount and the key say. */
export function deletionTimeNs(config: KvConfig, meta: KeyMetadata, nowNs: bigint): bigint | undefined {
  if (config.deleteVersionAfterSeconds < 0) return undefined;
  const spans = [config.deleteVersionAfterSeconds, meta.deleteVersionAfterSeconds].filter((seconds) => seconds > 0);
  return spans.length === 0 ? undefined : nowNs + BigInt(Math.min(...spans)) * 1_000_000_000n;
}

export interface AddedVersion {
  readonly meta: KeyMetadata;
  /** The newest version that the window has left behind; 0 is none. */
  readonly versionToDelete: number;
}

/** Adds a version and moves the window of those that are kept. */
export function addVersion(meta: KeyMetadata, version: VersionMetadata, config: KvConfig): AddedVersion {
  const currentVersion = meta.currentVersion + 1;
  const versions = new Map(meta.versions).set(currentVersion, version);
  const added = { ...meta, versions, currentVersion, updatedTimeNs: version.createdTimeNs };
  const maxVersions = Math.max(meta.maxVersions, config.maxVersions) || defaultMaxVersions;
  if (currentVersion - meta.oldestVersion < maxVersions) return { meta: added, versionToDelete: 0 };
  const versionToDelete = currentVersion - maxVersions;
  for (let old = meta.oldestVersion; old <= versionToDelete; old++) versions.delete(old);
  return { meta: { ...added, oldestVersion: versionToDelete + 1 }, versionToDelete };
}

/** The key with some of its versions changed; those that it does not have are passed over. */
export function changeVersions(
  meta: KeyMetadata,
  numbers: readonly number[],
  change: (version: VersionMetadata) => VersionMetadata,
): KeyMetadata {
  const versions = new Map(meta.versions);
  for (const number of numbers) {
    const version = versions.get(number);
    if (version !== undefined) versions.set(number, change(version));
  }
  return { ...meta, versions };
}
