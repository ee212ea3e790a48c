import { parseGoInt } from "./go-int.ts";
import { quoteGo } from "./go-strings.ts";
import { exactNumberText } from "./exact-number.ts";
import type { Json } from "./types.ts";

/** A span in nanoseconds, as Go keeps it, or Go's error text. */
export type DurationResult =
  | { readonly ok: true; readonly ns: bigint }
  | { readonly ok: false; readonly error: string };

/** A span in whole seconds (Go's division: towards zero), or Go's error text. */
export type SecondsResult =
  | { readonly ok: true; readonly seconds: number }
  | { readonly ok: false; readonly error: string };

export const NS_PER_SECOND = 1_000_000_000n;

const unitNs: ReadonlyMap<string, bigint> = new Map([
  ["ns", 1n],
  ["us", 1_000n],
  ["µs", 1_000n],
  ["μs", 1_000n],
  ["ms", 1_000_000n],
  ["s", NS_PER_SECOND],
  ["m", 60n * NS_PER_SECOND],
  ["h", 3600n * NS_PER_SECOND],
]);
const limit = 1n << 63n;

/** `time.ParseDuration`: signed decimal numbers, each with a unit (`1h30m`, `-1.5s`, `0`). */
export function parseGoDuration(text: string): DurationResult {
  const invalid: DurationResult = { ok: false, error: `time: invalid duration ${quoteGo(text)}` };
  const negative = text.startsWith("-");
  let rest = /^[-+]/.test(text) ? text.slice(1) : text;
  if (rest === "0") return { ok: true, ns: 0n };
  if (rest === "") return invalid;
  let total = 0n;
  while (rest !== "") {
    const number = /^([0-9]*)(?:\.([0-9]*))?/.exec(rest);
    const whole = number?.[1] ?? "";
    const fraction = number?.[2] ?? "";
    if (whole === "" && fraction === "") return invalid;
    rest = rest.slice(number?.[0].length ?? 0);
    const unit = /^[^.0-9]*/.exec(rest)?.[0] ?? "";
    if (BigInt(whole === "" ? 0 : whole) > limit) return invalid;
    if (unit === "") return { ok: false, error: `time: missing unit in duration ${quoteGo(text)}` };
    rest = rest.slice(unit.length);
    const scale = unitNs.get(unit);
    if (scale === undefined) {
      return { ok: false, error: `time: unknown unit ${quoteGo(unit)} in duration ${quoteGo(text)}` };
    }
    total += BigInt(whole === "" ? 0 : whole) * scale;
    if (fraction !== "") total += (BigInt(fraction) * scale) / 10n ** BigInt(fraction.length);
    if (total > limit) return invalid;
  }
  if (negative) return { ok: true, ns: -total };
  return total > limit - 1n ? invalid : { ok: true, ns: total };
}

/**
 * What Vault takes for a span (parseutil.ParseDurationSecond): a number of seconds, that number as text, days (`2d`),
 * or a Go duration; "" and null are zero.
 */
export function parseVaultDuration(value: Json | undefined): DurationResult {
  if (value === null || value === undefined) return { ok: true, ns: 0n };
  if (typeof value === "number") return parseDurationText(String(value));
  if (typeof value === "string") return parseDurationText(value);
  const exact = exactNumberText(value);
  if (exact !== undefined) return parseDurationText(exact);
  return { ok: false, error: "could not parse duration from input" };
}

/** `parseVaultDuration`, in whole seconds. */
export function parseVaultSeconds(value: Json | undefined): SecondsResult {
  const parsed = parseVaultDuration(value);
  return parsed.ok ? { ok: true, seconds: Number(parsed.ns / NS_PER_SECOND) } : parsed;
}

function parseDurationText(text: string): DurationResult {
  if (text === "") return { ok: true, ns: 0n };
  const seconds = parseGoInt(text);
  if (seconds.ok) return { ok: true, ns: BigInt.asIntN(64, seconds.value * NS_PER_SECOND) };
  if (text.endsWith("d")) {
    const days = parseGoInt(text.slice(0, -1));
    return days.ok ? { ok: true, ns: BigInt.asIntN(64, days.value * 86_400n * NS_PER_SECOND) } : days;
  }
  return parseGoDuration(text);
}

/** `time.Duration.String()`: `768h0m0s`, `1.5s`, `20ms`, `0s`. */
export function formatGoDuration(ns: bigint): string {
  if (ns === 0n) return "0s";
  const sign = ns < 0n ? "-" : "";
  const size = ns < 0n ? -ns : ns;
  if (size < 1_000n) return `${sign}${size}ns`;
  if (size < 1_000_000n) return `${sign}${decimal(size, 3)}µs`;
  if (size < NS_PER_SECOND) return `${sign}${decimal(size, 6)}ms`;
  const minutes = size / (60n * NS_PER_SECOND);
  const seconds = `${decimal(size % (60n * NS_PER_SECOND), 9)}s`;
  if (minutes === 0n) return sign + seconds;
  const hours = minutes / 60n;
  return hours === 0n ? `${sign}${minutes}m${seconds}` : `${sign}${hours}h${minutes % 60n}m${seconds}`;
}

/** How the `vault` program shortens a span of whole seconds: `768h`, `1h30m`, `23h59m59s`, `0s`. */
export function formatHumanSeconds(seconds: number): string {
  let text = formatGoDuration(BigInt(Math.trunc(seconds)) * NS_PER_SECOND);
  if (text.endsWith("m0s")) text = text.slice(0, -2);
  const hour = text.indexOf("h0m");
  return hour > 0 ? text.slice(0, hour + 1) + text.slice(hour + 3) : text;
}

function decimal(value: bigint, places: number): string {
  const digits = value.toString().padStart(places + 1, "0");
  const fraction = digits.slice(-places).replace(/0+$/, "");
  const whole = digits.slice(0, -places);
  return fraction === "" ? whole : `${whole}.${fraction}`;
}
