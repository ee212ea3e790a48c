import { parseVaultDuration, type Json } from "../../lib/index.ts";

/** Seconds (a fraction stays one) of a number, its text, days (`2d`) or a Go duration; else Go's error text. */
export function parseDurationSeconds(raw: Json): number | { readonly error: string } {
  const parsed = parseVaultDuration(raw);
  if (!parsed.ok) return { error: parsed.error };
  return Number(parsed.ns) / 1e9;
}
