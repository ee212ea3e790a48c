/** How panels write tokens, spans and instants. Instants are UTC; no locale, so that every screen says the same. */

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;
const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;
const DAY_HOURS = 24;
const TAIL_LENGTH = 6;
const HEAD_LENGTH = 7;

/** `hvs.…pfsaY6`: the prefix that tells the type, and the end that tells tokens apart. A short text stays whole. */
export function shortToken(token: string): string {
  if (token.length <= TAIL_LENGTH + 6) return token;
  const prefix = /^(?:hv[sbr]|[sbr])\./.exec(token)?.[0] ?? "";
  return `${prefix}…${token.slice(-TAIL_LENGTH)}`;
}

/** `…pfsaY6`: for the picture, where the vessel itself tells the type. */
export function tokenTail(token: string): string {
  return token.length <= TAIL_LENGTH + 2 ? token : `…${token.slice(-TAIL_LENGTH)}`;
}

/** `vmGrl1J…` */
export function shortAccessor(accessor: string): string {
  return accessor.length <= HEAD_LENGTH + 1 ? accessor : `${accessor.slice(0, HEAD_LENGTH)}…`;
}

/** The two largest units: `761h 59m`, `59m 30s`, `45s`. Seconds are cut, as Vault cuts them. */
export function spanShort(seconds: number): string {
  const [hours, minutes, rest] = split(seconds);
  if (hours > 0) return `${hours}h ${pad(minutes)}m`;
  if (minutes > 0) return `${minutes}m ${pad(rest)}s`;
  return `${rest}s`;
}

/** For a narrow place: days from two of them on, `31d 17h`, else the two largest units. */
export function spanNarrow(seconds: number): string {
  const [hours] = split(seconds);
  return hours < 2 * DAY_HOURS ? spanShort(seconds) : `${Math.floor(hours / DAY_HOURS)}d ${hours % DAY_HOURS}h`;
}

/** All units: `17h 59m 59s`. */
export function spanFull(seconds: number): string {
  const [hours, minutes, rest] = split(seconds);
  if (hours > 0) return `${hours}h ${pad(minutes)}m ${pad(rest)}s`;
  return spanShort(seconds);
}

/** Units that say something: `24h`, `1h 30m`, `90s` is `1m 30s`. For spans that people chose. */
export function spanRound(seconds: number): string {
  const [hours, minutes, rest] = split(seconds);
  const parts = [hours ? `${hours}h` : "", minutes ? `${minutes}m` : "", rest ? `${rest}s` : ""].filter(Boolean);
  return parts.join(" ") || "0s";
}

/** `22:12:07` */
export function timeOfDay(atMs: number): string {
  return new Date(atMs).toISOString().slice(11, 19);
}

/** `23 Nov 22:12:08` */
export function dayAndTime(atMs: number): string {
  const date = new Date(atMs);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${timeOfDay(atMs)}`;
}

/** `Tue 24 Nov 2026` */
export function fullDate(atMs: number): string {
  const date = new Date(atMs);
  return `${DAYS[date.getUTCDay()]} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** `1 token`, `3 tokens`, `1,204 tokens` */
export function counted(amount: number, one: string, many = `${one}s`): string {
  return `${grouped(amount)} ${amount === 1 ? one : many}`;
}

/** `100,000` */
export function grouped(amount: number): string {
  return String(amount).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

function split(seconds: number): readonly [hours: number, minutes: number, seconds: number] {
  const whole = Math.max(0, Math.floor(seconds));
  return [
    Math.floor(whole / HOUR_SECONDS),
    Math.floor((whole % HOUR_SECONDS) / MINUTE_SECONDS),
    whole % MINUTE_SECONDS,
  ];
}

function pad(amount: number): string {
  return String(amount).padStart(2, "0");
}
