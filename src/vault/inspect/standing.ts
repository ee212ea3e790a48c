/** Whether a token could be used now, and if not, why. Unlike a request's look-up it leaves no trace: nothing is counted or tidied. */
import { whyNotUsable } from "../core/authorise.ts";
import type { Core } from "../core/core.ts";
import type { TokenEntry } from "../logical/types.ts";
import { isTokenEntry } from "../token/token-records.ts";
import { isRootPolicies } from "../token/sanitize-policies.ts";
import { isBatchToken } from "../token/signed-token.ts";
import type { Decision } from "./types.ts";

type BadToken = Extract<Decision, { cause: "bad-token" }>;

export function standingOf(core: Core, token: string): TokenEntry | BadToken {
  const id = core.tokens.resolve(token);
  if (typeof id !== "string") return { cause: "bad-token", detail: id.failure };
  return isBatchToken(id) ? batchStanding(core, id) : serviceStanding(core, id);
}

/** Where everything here comes from. */
const WORKSTATION = "127.0.0.1";

/** What keeps a token that stands from any use here. */
export function usableOf(core: Core, entry: TokenEntry): Decision | undefined {
  return whyNotUsable(core, entry, WORKSTATION);
}

function serviceStanding(core: Core, id: string): TokenEntry | BadToken {
  const entry = core.barrier.peekOne(`sys/token/id/${core.tokens.saltId(id)}`);
  if (!isTokenEntry(entry)) return { cause: "bad-token", detail: core.diagnose(id) };
  if (entry.numUses < 0) return { cause: "bad-token", detail: "uses-spent" };
  if (isRootPolicies(entry.policies) && entry.ttlSeconds === 0) return entry;
  return hasEnded(core, entry) ? { cause: "bad-token", detail: "expired" } : entry;
}

function batchStanding(core: Core, token: string): TokenEntry | BadToken {
  const entry = core.tokens.readBatch(token);
  if (entry === undefined) return { cause: "bad-token", detail: core.tokens.diagnose(token) };
  if (hasEnded(core, entry)) return { cause: "bad-token", detail: "expired" };
  const parent = entry.parent === "" ? entry : standingOf(core, entry.parent);
  return "cause" in parent ? { cause: "bad-token", detail: "parent-gone" } : entry;
}

function hasEnded(core: Core, entry: TokenEntry): boolean {
  const times = core.expiration.peekTimes(entry);
  return times === undefined || (times.expireTimeNs !== 0n && times.expireTimeNs < core.nowNs());
}
