import { formatHumanSeconds } from "../../lib/index.ts";
import type { Notice, TtlBound } from "../inspect/notice.ts";

/** The two bounds that a mount's tuning, or the system, sets. */
export interface TtlBounds {
  readonly defaultLeaseTtlSeconds: number;
  readonly maxLeaseTtlSeconds: number;
  /** The maximum is the mount's own, not the system's. */
  readonly isTuned?: boolean;
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
  /** Who sets the explicit maximum; absent means the token itself. */
  readonly explicitOf?: "explicit" | "role-explicit";
  /** When the time that the maximum is counted from began; absent means now. */
  readonly startTimeNs?: bigint;
}

export type TtlResult =
  | {
      readonly ok: true;
      readonly ttlSeconds: number;
      readonly warnings: readonly string[];
      readonly notices: readonly Notice[];
    }
  | { readonly ok: false; readonly error: string; readonly notice?: Notice };

const nsPerSecond = 1_000_000_000n;

/** The hierarchy of TTLs: the smallest maximum wins, and a wish beyond it is capped with a warning. */
export function calculateTtl(bounds: TtlBounds, wishes: TtlWishes, nowNs: bigint): TtlResult {
  const {
    incrementSeconds = 0,
    ttlSeconds = 0,
    periodSeconds = 0,
    maxTtlSeconds = 0,
    explicitMaxTtlSeconds = 0,
    explicitOf = "explicit",
  } = wishes;
  const nowSeconds = Number(nowNs / nsPerSecond);
  const startSeconds = wishes.startTimeNs === undefined ? nowSeconds : Number(wishes.startTimeNs / nsPerSecond);
  const warnings: string[] = [];
  const notices: Notice[] = [];
  const { bound, seconds: maximum } = bindingMaximum(bounds, { maxTtlSeconds, explicitMaxTtlSeconds, explicitOf });
  const cap = (what: "TTL" | "period", wanted: number, allowed: number, by: TtlBound, boundSeconds: number): number => {
    warnings.push(capped(what, wanted, allowed));
    notices.push({ kind: "ttl-capped", what, wantedSeconds: wanted, grantedSeconds: allowed, bound: by, boundSeconds });
    return allowed;
  };
  if (maximum <= 0) return { ok: false, error: "max TTL must be greater than zero" };

  let ttl: number;
  let validUntil: number | undefined;
  if (periodSeconds > 0) {
    ttl = periodSeconds > maximum ? cap("period", periodSeconds, maximum, bound, maximum) : periodSeconds;
    if (explicitMaxTtlSeconds > 0) validUntil = startSeconds + explicitMaxTtlSeconds;
  } else {
    ttl = incrementSeconds > 0 ? incrementSeconds : ttlSeconds > 0 ? ttlSeconds : bounds.defaultLeaseTtlSeconds;
    validUntil = startSeconds + maximum;
  }
  if (validUntil !== undefined) {
    const left = validUntil - nowSeconds;
    const by = periodSeconds > 0 ? explicitOf : bound;
    const boundSeconds = periodSeconds > 0 ? explicitMaxTtlSeconds : maximum;
    if (left <= 0) {
      const notice: Notice = { kind: "past-max-ttl", bound: by, boundSeconds };
      return { ok: false, error: "past the max TTL, cannot renew", notice };
    }
    if (ttl > left) ttl = cap("TTL", ttl, left, by, boundSeconds);
  }
  return { ok: true, ttlSeconds: ttl, warnings, notices };
}

/** The smallest of the maxima, and whose it is. */
export function bindingMaximum(
  bounds: TtlBounds,
  { maxTtlSeconds = 0, explicitMaxTtlSeconds = 0, explicitOf = "explicit" }: TtlWishes,
): { readonly bound: TtlBound; readonly seconds: number } {
  let binding: { bound: TtlBound; seconds: number } = {
    bound: bounds.isTuned === true ? "mount" : "system",
    seconds: bounds.maxLeaseTtlSeconds,
  };
  if (maxTtlSeconds > 0 && maxTtlSeconds < binding.seconds) binding = { bound: "role", seconds: maxTtlSeconds };
  if (explicitMaxTtlSeconds > 0 && explicitMaxTtlSeconds < binding.seconds)
    binding = { bound: explicitOf, seconds: explicitMaxTtlSeconds };
  return binding;
}

function capped(what: string, wished: number, allowed: number): string {
  const [from, to] = [formatHumanSeconds(wished), formatHumanSeconds(allowed)];
  return `${what} of "${from}" exceeded the effective max_ttl of "${to}"; ${what} value is capped accordingly`;
}
