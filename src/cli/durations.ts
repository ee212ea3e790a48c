import { formatGoDuration, NS_PER_SECOND } from "../lib/index.ts";

/** Whole seconds for the API; less than one second is none. */
export function wholeSeconds(durationNs: bigint): number {
  return durationNs < NS_PER_SECOND ? 0 : Number(durationNs / NS_PER_SECOND);
}

/** A TTL for the tuning of mounts: nothing where unset, `system` where negative. */
export function ttlForApi(durationNs: bigint): string {
  if (durationNs === 0n) return "";
  return durationNs < 0n ? "system" : formatGoDuration(durationNs);
}
