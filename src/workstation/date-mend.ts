/** `date -d`, for the spans that the library does not read: `+1 hour`, `2 days ago`, `now - 30 min`. */
import type { Program } from "./programs.ts";

const SECONDS_IN: Readonly<Record<string, number>> = {
  sec: 1,
  second: 1,
  min: 60,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
  fortnight: 1_209_600,
};

export const mendedDate: Program = {
  name: "date",
  execute: async (args, context) => {
    const original = context.origCommand ?? (async () => ({ stdout: "", stderr: "", exitCode: 127 }));
    const at = args.findIndex((arg) => arg === "-d" || arg === "--date" || /^(?:-d.|--date=)/.test(arg));
    const first = args[at];
    if (first === undefined) return original(args);
    const isApart = first === "-d" || first === "--date";
    const text = isApart ? (args[at + 1] ?? "") : first.replace(/^(?:-d|--date=)/, "");
    const seconds = spanOf(text);
    const moment = seconds === undefined ? text : `@${Math.floor(Date.now() / 1000) + seconds}`;
    return original(args.toSpliced(at, isApart ? 2 : 1, "-d", moment));
  },
};

/** Seconds from now; undefined where it is no sum of spans. */
function spanOf(text: string): number | undefined {
  const spans = text
    .trim()
    .toLowerCase()
    .replace(/^now\b/, "");
  if (spans.trim() === "" || !/^(?:\s*[+-]?\s*\d*\s*[a-z]+(?:\s+ago\b)?)+$/.test(spans)) return undefined;
  let seconds = 0;
  for (const [, sign, count, name = "", ago] of spans.matchAll(/([+-]?)\s*(\d*)\s*([a-z]+)(\s+ago\b)?/g)) {
    const unit = SECONDS_IN[name] ?? SECONDS_IN[name.replace(/s$/, "")];
    if (unit === undefined) return undefined;
    const amount = (count === "" ? 1 : Number(count)) * unit;
    seconds += (sign === "-") === (ago === undefined) ? -amount : amount;
  }
  return seconds;
}
