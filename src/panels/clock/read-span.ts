import { parseGoDuration } from "../../lib/index.ts";

const NS_PER_SECOND = 1e9;
/** The last year that a Vault writes as others do. */
const LAST_MS = Date.UTC(9999, 11, 31);

const PAST_END = "That is past the year 9999.";

/** The seconds that were asked for, or what is wrong with them. */
export function readSpan(text: string, nowMs: number): { readonly seconds?: number; readonly problem?: string } {
  const plain = text.replaceAll(/\s+/g, "");
  if (plain === "") return { problem: "Type how far, such as 36h30m." };
  const parsed = parseGoDuration(plain);
  if (!parsed.ok) {
    if (/^(?:[\d.]+[hms])+$/.test(plain)) return { problem: PAST_END };
    const missing = /^[-+]?[\d.]+$/.test(plain) ? "It needs a unit" : "Units are h, m and s";
    return { problem: `“${text.trim()}” is no span of time. ${missing}, as in 36h30m.` };
  }
  const seconds = Number(parsed.ns) / NS_PER_SECOND;
  if (seconds < 0) return { problem: "The clock only goes on. Undo goes back." };
  if (seconds === 0) return { problem: "That is no time at all." };
  if (nowMs + seconds * 1000 > LAST_MS) return { problem: PAST_END };
  return { seconds };
}
