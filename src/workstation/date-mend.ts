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
    const original = async (words: string[]) => {
      const result = (await context.origCommand?.(words)) ?? { stdout: "", stderr: "", exitCode: 127 };
      return { ...result, stderr: result.stderr.replace(/invalid date '(.*)'/, "invalid date ‘$1’") };
    };
    const at = args.findIndex((arg) => arg === "-d" || arg === "--date" || /^(?:-d.|--date=)/.test(arg));
    const first = args[at];
    if (first === undefined) return original(args);
    const isApart = first === "-d" || first === "--date";
    const given = isApart ? (args[at + 1] ?? "") : first.replace(/^(?:-d|--date=)/, "");
    const text = given.replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3");
    if (!isDay(text)) return { stdout: "", stderr: `date: invalid date ‘${given}’\n`, exitCode: 1 };
    const asked = (moment: string) => original(args.toSpliced(at, isApart ? 2 : 1, "-d", moment));
    const { base, spans } = parts(text);
    const span = spanOf(spans);
    if (span === undefined) return asked(text);
    const from = base === "" ? { stdout: String(Math.floor(Date.now() / 1000)) } : await original(["-d", base, "+%s"]);
    return /^-?\d+$/.test(from.stdout.trim()) ? asked(`@${moved(Number(from.stdout), span)}`) : asked(text);
  },
};

/** The library takes the thirtieth of February for the first of March. */
function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(text) ?? [];
  return (
    day === undefined || new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day)
  );
}

interface Span {
  readonly seconds: number;
  readonly months: number;
}

const MONTHS_IN: Readonly<Record<string, number>> = { month: 1, year: 12 };

/** `2024-01-31 +1 day`: a moment, and how far from it; or a span from now alone. */
function parts(text: string): { readonly base: string; readonly spans: string } {
  const [, base = "", spans] =
    /^(@\d+|\d{4}-\d\d-\d\d\S*(?: \d\d:\S*)?(?: (?:UTC|Z|GMT))?)((?:\s+[+-]?\s*\d+\s*[a-z].*)?)$/i.exec(text) ?? [];
  return spans === undefined ? { base: "", spans: text } : { base, spans };
}

function moved(seconds: number, span: Span): number {
  const date = new Date(seconds * 1000);
  date.setUTCMonth(date.getUTCMonth() + span.months);
  return Math.floor(date.getTime() / 1000) + span.seconds;
}

/** How far it is; undefined where it is no sum of spans. */
function spanOf(text: string): Span | undefined {
  const spans = text
    .trim()
    .toLowerCase()
    .replace(/^now\b/, "");
  if (spans.trim() === "" || !/^(?:\s*[+-]?\s*\d*\s*[a-z]+(?:\s+ago\b)?)+$/.test(spans)) return undefined;
  let seconds = 0;
  let months = 0;
  for (const [, sign, count, name = "", ago] of spans.matchAll(/([+-]?)\s*(\d*)\s*([a-z]+)(\s+ago\b)?/g)) {
    const single = name.replace(/s$/, "");
    const inSeconds = SECONDS_IN[name] ?? SECONDS_IN[single];
    const inMonths = MONTHS_IN[single];
    if (inSeconds === undefined && inMonths === undefined) return undefined;
    const amount = (count === "" ? 1 : Number(count)) * ((sign === "-") === (ago === undefined) ? -1 : 1);
    seconds += amount * (inSeconds ?? 0);
    months += amount * (inMonths ?? 0);
  }
  return { seconds, months };
}
