import { formatHumanSeconds } from "../../lib/index.ts";

/** The two bounds that a mount's tuning, or the system, sets. */
export interface TtlBounds {
  readonly defaultLeaseTtlSeconds: number;
  readonly maxLeaseTtlSeconds: number;
}

export interface TtlWishes {
  /** Asked for by a renewal. */
  readonly incrementSeconds?: number;
  /** Asked for at creation, or by the mount. */
  readonly ttlSeconds?: number;
  readonly periodSeconds?: number;
  /** The mount's own maximum (a role's). */
  readonly maxTtlSeconds?: number;
  readonly explicitMaxTtlSeconds?: number;
  /** When the time that the maximum is counted from began; absent means now. */
  readonly startTimeNs?: bigint;
}

export type TtlResult =
  | { readonly ok: true; readonly ttlSeconds: number; readonly warnings: string[] }
  | { readonly ok: false; readonly error: string };

const nsPerSecond = 1_000_000_000n;

/** The hierarchy of TTLs: the smallest maximum wins, and a wish beyond it is capped with a warning. */
export function calculateTtl(bounds: TtlBounds, wishes: TtlWishes, nowNs: bigint): TtlResult {
  const {
    incrementSeconds = 0,
    ttlSeconds = 0,
    periodSeconds = 0,
    maxTtlSeconds = 0,
    explicitMaxTtlSeconds = 0,
  } = wishes;
  const nowSeconds = Number(nowNs / nsPerSecond);
  const startSeconds = wishes.startTimeNs === undefined ? nowSeconds : Number(wishes.startTimeNs / nsPerSecond);
  const warnings: string[] = [];
  let maximum = bounds.maxLeaseTtlSeconds;
  if (maxTtlSeconds > 0) maximum = Math.min(maximum, maxTtlSeconds);
  if (explicitMaxTtlSeconds > 0) maximum = Math.min(maximum, explicitMaxTtlSeconds);
  if (maximum <= 0) return { ok: false, error: "max TTL must be greater than zero" };

  let ttl: number;
  let validUntil: number | undefined;
  if (periodSeconds > 0) {
    ttl = periodSeconds;
    if (ttl > maximum) {
      warnings.push(capped("period", ttl, maximum, "period value"));
      ttl = maximum;
    }
    if (explicitMaxTtlSeconds > 0) validUntil = startSeconds + explicitMaxTtlSeconds;
  } else {
    ttl = incrementSeconds > 0 ? incrementSeconds : ttlSeconds > 0 ? ttlSeconds : bounds.defaultLeaseTtlSeconds;
    validUntil = startSeconds + maximum;
  }
  if (validUntil !== undefined) {
    const left = validUntil - nowSeconds;
    if (left <= 0) return { ok: false, error: "past the max TTL, cannot renew" };
    if (ttl > left) {
      warnings.push(capped("TTL", ttl, left, "TTL value"));
      ttl = left;
    }
  }
  return { ok: true, ttlSeconds: ttl, warnings };
}

function capped(what: string, wished: number, allowed: number, value: string): string {
  const [from, to] = [formatHumanSeconds(wished), formatHumanSeconds(allowed)];
  return `${what} of "${from}" exceeded the effective max_ttl of "${to}"; ${value} is capped accordingly`;
}
