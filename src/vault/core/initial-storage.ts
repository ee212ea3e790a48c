/** What the core of a fresh dev server holds before its first request. */
import { decodeHex, encodeHex, randomUuid, type Random } from "../../lib/index.ts";
import type { Barrier } from "../storage/barrier.ts";
import type { StorageValue } from "../storage/types.ts";
import { newKeyring, rotateKeyring, type KeyringState } from "../token/keyring.ts";
import { newSigningKey } from "../token/token-store.ts";

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
  barrier.put("core/seal-config", { type: "shamir", secretShares: 1, secretThreshold: 1 });
  barrier.put(unsealKeyKey, encodeHex(random.bytes(32)));
  barrier.put("core/hsm/barrier-unseal-keys", encodeHex(random.bytes(32)));
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

/** The one key share of a dev server. */
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
