/** What the core of a fresh dev server holds before its first request. */
import { encodeHex, randomUuid, type Random } from "../../lib/index.ts";
import type { Barrier } from "../storage/barrier.ts";
import { newKeyring, rotateKeyring, type KeyringState } from "../token/keyring.ts";
import { newSigningKey } from "../token/token-store.ts";

const keyringKey = "core/keyring";

export interface ClusterInfo {
  readonly name: string;
  readonly id: string;
}

export function seedCoreStorage(barrier: Barrier, random: Random, nowNs: bigint): void {
  barrier.put(keyringKey, newKeyring(random, nowNs));
  barrier.put("core/master", encodeHex(random.bytes(32)));
  barrier.put("core/seal-config", { type: "shamir", secretShares: 1, secretThreshold: 1 });
  barrier.put("core/shamir-kek", encodeHex(random.bytes(32)));
  barrier.put("core/hsm/barrier-unseal-keys", encodeHex(random.bytes(32)));
  barrier.put("core/index-header-hmac-key", newSigningKey(random));
  barrier.put("core/wrapping/jwtkey", encodeHex(random.bytes(66)));
  barrier.put("core/cluster/local/info", {
    name: `vault-cluster-${encodeHex(random.bytes(4))}`,
    id: randomUuid(random),
  } satisfies ClusterInfo);
  barrier.put("core/cluster/feature-flags", {});
  barrier.put("core/versions/1.16.0", { version: "1.16.0", timestampInstalledNs: nowNs });
  for (const table of ["audit", "local-audit"]) barrier.put(`core/${table}`, { entries: [] });
}

export function storedKeyring(barrier: Barrier): KeyringState {
  const keyring = barrier.peekOne(keyringKey);
  if (keyring === undefined) throw new Error("the barrier has no keyring");
  return keyring as KeyringState;
}

/** A new term: what was sealed before still opens. */
export function rotateStoredKeyring(barrier: Barrier, random: Random, nowNs: bigint): void {
  barrier.put(keyringKey, rotateKeyring(storedKeyring(barrier), random, nowNs));
}

export function clusterInfo(barrier: Barrier): ClusterInfo {
  return barrier.peekOne("core/cluster/local/info") as ClusterInfo;
}
