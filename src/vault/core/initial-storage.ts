/** What the core of a fresh dev server holds before its first request. */
import { decodeHex, encodeHex, randomUuid, type Random } from "../../lib/index.ts";
import type { SealShape } from "../mounts/sys/seal-shape.ts";
import type { Barrier } from "../storage/barrier.ts";
import type { StorageValue } from "../storage/types.ts";
import { newKeyring, rotateKeyring, type KeyringState } from "../token/keyring.ts";
import { newSigningKey } from "../token/token-store.ts";

const sealConfigKey = "core/seal-config";
const unsealKeyKey = "core/shamir-kek";
const keyringKey = "core/keyring";
const clusterInfoKey = "core/cluster/local/info";

export interface ClusterInfo {
  readonly name: string;
  readonly id: string;
}

export function seedCoreStorage(barrier: Barrier, random: Random, nowNs: bigint): void {
  barrier.put(keyringKey, newKeyring(random, nowNs));
  barrier.put("core/master", encodeHex(random.bytes(32)));
  storeUnsealKey(barrier, random, random.bytes(32), { shares: 1, threshold: 1 });
  barrier.put("core/index-header-hmac-key", newSigningKey(random));
  barrier.put("core/wrapping/jwtkey", encodeHex(random.bytes(66)));
  barrier.put(clusterInfoKey, {
    name: `vault-cluster-${encodeHex(random.bytes(4))}`,
    id: randomUuid(random),
  } satisfies ClusterInfo);
  barrier.put("core/cluster/feature-flags", {});
  barrier.put("core/versions/1.16.0", { version: "1.16.0", timestampInstalledNs: nowNs });
  for (const table of ["audit", "local-audit"]) barrier.put(`core/${table}`, { entries: [] });
}

export function storedKeyring(barrier: Barrier): KeyringState {
  const keyring = barrier.peekOne(keyringKey);
  if (!isKeyring(keyring)) throw new Error("the barrier has no keyring");
  return keyring;
}

function isKeyring(value: StorageValue | undefined): value is KeyringState {
  return typeof value === "object" && "activeTerm" in value;
}

/** The key that opens the server, how it is split, and what it locks: a root key that is new with it. */
export function storeUnsealKey(barrier: Barrier, random: Random, key: Uint8Array, shape: SealShape): void {
  barrier.put(sealConfigKey, { type: "shamir", secretShares: shape.shares, secretThreshold: shape.threshold });
  barrier.put(unsealKeyKey, encodeHex(key));
  barrier.put("core/hsm/barrier-unseal-keys", encodeHex(random.bytes(32)));
}

export function sealShapeOf(barrier: Barrier): SealShape {
  const config = barrier.peekOne(sealConfigKey);
  if (!isSealConfig(config)) throw new Error("the barrier has no seal configuration");
  return { shares: config.secretShares, threshold: config.secretThreshold };
}

interface SealConfig {
  readonly secretShares: number;
  readonly secretThreshold: number;
}

function isSealConfig(value: StorageValue | undefined): value is SealConfig {
  return typeof value === "object" && "secretShares" in value && "secretThreshold" in value;
}

/** The key that opens the server: the one share of a dev server, until it is split. */
export function unsealKeyOf(barrier: Barrier): Uint8Array {
  const key = barrier.peekOne(unsealKeyKey);
  return (typeof key === "string" ? decodeHex(key) : undefined) ?? new Uint8Array();
}

/** A new term: what was sealed before still opens. */
export function rotateStoredKeyring(barrier: Barrier, random: Random, nowNs: bigint): void {
  barrier.put(keyringKey, rotateKeyring(storedKeyring(barrier), random, nowNs, barrier.encryptions));
}

export function clusterInfo(barrier: Barrier): ClusterInfo {
  const info = barrier.peekOne(clusterInfoKey);
  if (!isClusterInfo(info)) throw new Error("the barrier has no cluster info");
  return info;
}

function isClusterInfo(value: StorageValue | undefined): value is ClusterInfo {
  return typeof value === "object" && "name" in value && "id" in value;
}
