/** Where a versioned store keeps its keys: below the mount's own id, which leaves the keys of version 1 their room. */
import { sha256 } from "@noble/hashes/sha2.js";
import { encodeHex, encodeUtf8, exactNumberText, type Json } from "../../../lib/index.ts";
import type { MountRequest } from "../../logical/types.ts";
import type { StorageValue, StorageView } from "../../storage/types.ts";
import { Remembered } from "../../token/remembered.ts";
import { defaultConfig, type KeyMetadata, type KvConfig } from "./key-metadata.ts";

/** The secret itself; null where null was sent for it. */
export type SecretData = Readonly<Record<string, Json>> | null;

interface StoredVersion {
  readonly data: SecretData;
  readonly createdTimeNs: bigint;
  readonly deletionTimeNs: bigint | undefined;
}

/** Opens the store behind a request. */
export type StoreOf = (request: MountRequest) => KeyStore;

export class KeyStore {
  private readonly storage: StorageView;
  private readonly prefix: string;

  constructor(storage: StorageView, prefix: string) {
    this.storage = storage;
    this.prefix = prefix;
  }

  config(): KvConfig {
    const value = this.storage.get(`${this.prefix}/config`);
    return isConfig(value) ? value : defaultConfig;
  }

  putConfig(config: KvConfig): void {
    this.storage.put(`${this.prefix}/config`, config);
  }

  metadata(key: string): KeyMetadata | undefined {
    if (key === "") return undefined;
    const value = this.storage.get(this.metadataKey(key));
    return isKeyMetadata(value) ? value : undefined;
  }

  putMetadata(meta: KeyMetadata): void {
    this.storage.put(this.metadataKey(meta.key), meta);
  }

  deleteMetadata(key: string): void {
    this.storage.delete(this.metadataKey(key));
  }

  list(folder: string): string[] {
    const prefix = this.metadataKey(folder);
    return this.storage.list(prefix.endsWith("/") ? prefix : `${prefix}/`);
  }

  /** The data of one version; undefined where it is gone. */
  data(key: string, version: number): SecretData | undefined {
    const value = this.storage.get(this.versionKey(key, version));
    return isStoredVersion(value) ? value.data : undefined;
  }

  putVersion(key: string, version: number, stored: StoredVersion): void {
    this.storage.put(this.versionKey(key, version), { ...stored, data: withFloats(stored.data) });
  }

  deleteVersion(key: string, version: number): void {
    this.storage.delete(this.versionKey(key, version));
  }

  /** Takes away the data of a version and of those before it, down to the first that is gone already. */
  deleteVersionsDownFrom(key: string, newest: number): void {
    let oldest = newest + 1;
    while (oldest > 1 && this.storage.get(this.versionKey(key, oldest - 1)) !== undefined) oldest--;
    for (let version = oldest; version <= newest; version++) this.deleteVersion(key, version);
  }

  private metadataKey(key: string): string {
    return `${this.prefix}/metadata/${key}`;
  }

  /** A digest, so that storage does not tell which versions belong together. */
  private versionKey(key: string, version: number): string {
    return `${this.prefix}/versions/${versionNames.of(`${this.prefix}${key}|${version}`)}`;
  }
}

/** Enough for what is read again and again. */
const rememberedNames = 256;

const versionNames = new Remembered(rememberedNames, (text) => {
  const digest = encodeHex(sha256(encodeUtf8(text)));
  return `${digest.slice(0, 3)}/${digest.slice(3)}`;
});

/** Version 2 keeps numbers as floating-point ones, however they were written. */
function withFloats<T extends Json>(value: T): T;
function withFloats(value: Json): Json {
  if (value === null || typeof value !== "object") return value;
  const text = exactNumberText(value);
  if (text !== undefined) return Number.isFinite(Number(text)) ? Number(text) : value;
  if (Array.isArray(value)) return value.map((item: Json) => withFloats(item));
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withFloats(member)]));
}

function isConfig(value: StorageValue | undefined): value is KvConfig {
  return typeof value === "object" && "casRequired" in value;
}

function isKeyMetadata(value: StorageValue | undefined): value is KeyMetadata {
  return typeof value === "object" && "versions" in value;
}

function isStoredVersion(value: StorageValue | undefined): value is StoredVersion {
  return typeof value === "object" && "createdTimeNs" in value && "data" in value;
}
