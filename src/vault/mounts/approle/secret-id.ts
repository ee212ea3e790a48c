import { formatRfc3339Nano, type Json } from "../../../lib/index.ts";
import type { StorageValue, StorageView } from "../../storage/types.ts";
import { hmacHex, type ApproleRole } from "./role.ts";

/** One half of a login, kept under digests alone. Instants are Unix nanoseconds. */
export interface SecretId {
  readonly accessor: string;
  /** Logins left; 0 is without limit. */
  readonly numUses: number;
  readonly ttlSeconds: number;
  readonly creationTimeNs: bigint;
  readonly expirationTimeNs: bigint | undefined;
  readonly lastUpdatedTimeNs: bigint;
  readonly metadata: Readonly<Record<string, string>>;
  readonly cidrList: readonly string[];
  readonly tokenBoundCidrs: readonly string[];
}

/** The secret IDs of one role. One that has expired is there until the next sweep. */
export class SecretIds {
  private readonly storage: StorageView;
  private readonly role: ApproleRole;
  private readonly sweptNs: bigint;

  constructor(storage: StorageView, role: ApproleRole, sweptNs: bigint) {
    this.storage = storage;
    this.role = role;
    this.sweptNs = sweptNs;
  }

  digestOf(secretId: string): string {
    return hmacHex(this.role.hmacKey, secretId);
  }

  get(digest: string): SecretId | undefined {
    const value = this.storage.get(this.folder() + digest);
    if (!isSecretId(value)) return undefined;
    return hasExpired(value, this.sweptNs) ? undefined : value;
  }

  put(digest: string, entry: SecretId): void {
    this.storage.put(accessorKey(this.suffix(), entry.accessor), digest);
    this.storage.put(this.folder() + digest, entry);
  }

  delete(digest: string, entry: SecretId): void {
    this.storage.delete(accessorKey(this.suffix(), entry.accessor));
    this.storage.delete(this.folder() + digest);
  }

  digestByAccessor(accessor: string): string | undefined {
    const value = this.storage.get(accessorKey(this.suffix(), accessor));
    return typeof value === "string" ? value : undefined;
  }

  accessors(): string[] {
    return this.storage
      .list(this.folder())
      .map((digest) => this.get(digest)?.accessor)
      .filter((accessor) => accessor !== undefined);
  }

  /** Their accessors are left until a tidy finds that they lead nowhere. */
  deleteAll(): void {
    for (const digest of this.storage.list(this.folder())) this.storage.delete(this.folder() + digest);
  }

  private folder(): string {
    return `secret_id${this.suffix()}/${hmacHex(this.role.hmacKey, this.role.name)}/`;
  }

  private suffix(): string {
    return this.role.localSecretIds ? "_local" : "";
  }
}

/** A sweep that does not wait for its minute, and takes accessors along that lead nowhere. */
export function sweepSecretIds(storage: StorageView, nowNs: bigint): void {
  for (const suffix of ["", "_local"]) {
    const folder = `secret_id${suffix}/`;
    const kept = new Set<string>();
    for (const role of storage.list(folder)) {
      for (const digest of storage.list(folder + role)) {
        const value = storage.get(folder + role + digest);
        if (isSecretId(value) && hasExpired(value, nowNs)) storage.delete(folder + role + digest);
        else kept.add(digest);
      }
    }
    const accessors = `accessor${suffix}/`;
    for (const key of storage.list(accessors)) {
      const digest = storage.get(accessors + key);
      if (typeof digest !== "string" || !kept.has(digest)) storage.delete(accessors + key);
    }
  }
}

function hasExpired(entry: SecretId, atNs: bigint): boolean {
  return entry.expirationTimeNs !== undefined && entry.expirationTimeNs < atNs;
}

function accessorKey(suffix: string, accessor: string): string {
  return `accessor${suffix}/${hmacHex("accessor", accessor)}`;
}

export function describeSecretId(entry: SecretId): Record<string, Json> {
  return {
    cidr_list: entry.cidrList,
    creation_time: formatRfc3339Nano(entry.creationTimeNs),
    expiration_time:
      entry.expirationTimeNs === undefined ? "0001-01-01T00:00:00Z" : formatRfc3339Nano(entry.expirationTimeNs),
    last_updated_time: formatRfc3339Nano(entry.lastUpdatedTimeNs),
    metadata: entry.metadata,
    secret_id_accessor: entry.accessor,
    secret_id_num_uses: entry.numUses,
    secret_id_ttl: entry.ttlSeconds,
    token_bound_cidrs: entry.tokenBoundCidrs,
  };
}

function isSecretId(value: StorageValue | undefined): value is SecretId {
  return typeof value === "object" && "accessor" in value;
}
