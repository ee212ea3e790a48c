import { NS_PER_SECOND } from "./go-duration.ts";

const NS_PER_DAY = 86_400n * NS_PER_SECOND;

interface Civil {
  readonly date: string;
  readonly time: string;
  /** Nanoseconds of the second. */
  readonly ns: bigint;
}

/** RFC 3339 in UTC with as many decimals as it takes (Go: time.RFC3339Nano): `2026-11-23T22:12:36.039803314Z`. */
export function formatRfc3339Nano(ns: bigint): string {
  const civil = toCivil(ns);
  return `${civil.date}T${civil.time}${decimals(civil.ns)}Z`;
}

/** RFC 3339 in UTC to the second (Go: time.RFC3339). */
export function formatRfc3339(ns: bigint): string {
  const civil = toCivil(ns);
  return `${civil.date}T${civil.time}Z`;
}

/** How Go prints a time.Time in UTC: `2026-11-23 22:12:06.458 +0000 UTC`. */
export function formatGoTime(ns: bigint): string {
  const civil = toCivil(ns);
  return `${civil.date} ${civil.time}${decimals(civil.ns)} +0000 UTC`;
}

/** Unix nanoseconds of an RFC 3339 text, with any number of decimals and any offset; undefined where it is not that. */
export function parseRfc3339(text: string): bigint | undefined {
  const parts =
    /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,](\d+))?(?:Z|([+-])(\d\d):(\d\d))$/.exec(text) ?? undefined;
  if (parts === undefined) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const offsetMinutes = (parts[8] === "-" ? -1 : 1) * (Number(parts[9] ?? 0) * 60 + Number(parts[10] ?? 0));
  const seconds = daysFromCivil(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offsetMinutes * 60;
  return BigInt(seconds) * NS_PER_SECOND + BigInt((parts[7] ?? "").slice(0, 9).padEnd(9, "0"));
}

function decimals(ns: bigint): string {
  if (ns === 0n) return "";
  return `.${ns.toString().padStart(9, "0").replace(/0+$/, "")}`;
}

function toCivil(ns: bigint): Civil {
  const intoDay = ((ns % NS_PER_DAY) + NS_PER_DAY) % NS_PER_DAY;
  const day = Number((ns - intoDay) / NS_PER_DAY);
  const second = Number(intoDay / NS_PER_SECOND);
  return {
    date: civilFromDays(day),
    time: [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60].map((part) => pad(part, 2)).join(":"),
    ns: intoDay % NS_PER_SECOND,
  };
}

/** Days since 1970-01-01 of the proleptic Gregorian calendar, counted in years that begin in March. */
function daysFromCivil(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function civilFromDays(days: number): string {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1, 2)}`;
}

function daysInMonth(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (month === 2) return leap ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, "0");
}
