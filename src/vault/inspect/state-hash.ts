import { sha256 } from "@noble/hashes/sha2.js";
import { encodeHex, encodeUtf8 } from "../../lib/index.ts";
import type { Barrier } from "../storage/barrier.ts";

/** All that a server remembers. */
export interface ServerState {
  readonly barrier: Barrier;
  readonly timers: readonly { readonly expireTimeNs: bigint; readonly leaseId: string }[];
  readonly random: unknown;
  readonly nowNs: bigint;
  readonly sealed: boolean;
  readonly moves: unknown;
  readonly failedLogins: unknown;
  readonly keyWork: unknown;
}

export function stateHashOf(state: ServerState): string {
  const hash = sha256.create();
  for (const [key, value] of state.barrier.peek("")) hash.update(encodeUtf8(`${key}\n${canonical(value)}\n`));
  for (const { expireTimeNs, leaseId } of state.timers) hash.update(encodeUtf8(`${expireTimeNs} ${leaseId}\n`));
  const { random, nowNs, sealed, moves, failedLogins, keyWork, barrier } = state;
  hash.update(encodeUtf8(canonical([random, nowNs, sealed, moves, failedLogins, keyWork, barrier.counts])));
  return encodeHex(hash.digest());
}

/** One text for one value, whatever the order in which its members were set. */
function canonical(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  if (value === undefined) return "undefined";
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "undefined";
  if (value instanceof Uint8Array) return `bytes:${encodeHex(value)}`;
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value instanceof Map) return `map:[${[...value].map(canonical).join()}]`;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join()}}`;
}
