/** What the wire shows: rows of exchanges under the lines that made them, and one exchange in words. */
import { hideTokens, namedTokens } from "../shared/hide-tokens.ts";
import type { LogGap, WireExchange, WireHead } from "../world.ts";

export type StatusClass = "2xx" | "4xx" | "5xx";
export const STATUS_CLASSES: readonly StatusClass[] = ["2xx", "4xx", "5xx"];

export interface WireFilter {
  /** Begins with `/`: a part of the path. Else a text anywhere in the exchange. */
  readonly text: string;
  readonly status: StatusClass | undefined;
}

export const NO_FILTER: WireFilter = { text: "", status: undefined };

/** Numbers in which the text of a filter was found, by whoever has the bodies. */
export interface Found {
  readonly text: string;
  readonly numbers: readonly number[];
}

/** A line's head, or an exchange below it. `gone`: how many of the line's, before those, are no longer kept. */
export type WireRow =
  | { readonly kind: "line"; readonly text: string; readonly atMs: number; readonly gone: number }
  | { readonly kind: "exchange"; readonly head: WireHead };

export interface WireRows {
  readonly rows: readonly WireRow[];
  /** Where the heads are. */
  readonly heads: readonly number[];
  readonly shown: number;
}

/** `found` is passed over where it answers another text: then only what the list itself knows is looked through. */
export function selectRows(
  items: readonly WireHead[],
  gaps: readonly LogGap[],
  filter: WireFilter,
  found: Found | undefined,
): WireRows {
  const wanted = filter.text.trim().toLowerCase();
  const numbers = found?.text === filter.text ? new Set(found.numbers) : undefined;
  const goneBefore = goneByLine(items, gaps);
  const rows: WireRow[] = [];
  const heads: number[] = [];
  let line: number | undefined;
  for (const head of items) {
    if (filter.status !== undefined && statusClass(head.status) !== filter.status) continue;
    if (wanted !== "" && !matches(head, wanted, numbers)) continue;
    if (head.line !== line) {
      line = head.line;
      heads.push(rows.length);
      rows.push({ kind: "line", text: head.lineText, atMs: head.sentMs, gone: goneBefore.get(head.line) ?? 0 });
    }
    rows.push({ kind: "exchange", head });
  }
  return { rows, heads, shown: rows.length - heads.length };
}

/** Of each line that has a gap, how many are in it: it stands before what is kept of the line. */
function goneByLine(items: readonly WireHead[], gaps: readonly LogGap[]): ReadonlyMap<number, number> {
  const gone = new Map<number, number>();
  for (const { from, to } of gaps) {
    const next = items.find(({ number }) => number >= to);
    if (next) gone.set(next.line, to - from);
  }
  return gone;
}

function matches(head: WireHead, wanted: string, numbers: ReadonlySet<number> | undefined): boolean {
  if (wanted.startsWith("/")) return head.target.toLowerCase().includes(wanted);
  return (
    numbers?.has(head.number) ??
    `${head.method} ${head.target} ${head.status} ${head.lineText}`.toLowerCase().includes(wanted)
  );
}

/** Whether a filter's text asks for more than the list itself knows. */
export function needsSearch(text: string): boolean {
  return text.trim() !== "" && !text.trim().startsWith("/");
}

export function statusClass(status: number): StatusClass {
  return status < 400 ? "2xx" : status < 500 ? "4xx" : "5xx";
}

const REASONS: Readonly<Record<number, string>> = {
  200: "OK",
  204: "No Content",
  400: "Bad Request",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  412: "Precondition Failed",
  413: "Request Entity Too Large",
  415: "Unsupported Media Type",
  429: "Too Many Requests",
  472: "DR secondary, active",
  473: "Performance standby",
  500: "Internal Server Error",
  501: "Not Implemented",
  503: "Service Unavailable",
};

export function statusText(status: number): string {
  const reason = REASONS[status];
  return reason === undefined ? String(status) : `${status} ${reason}`;
}

/** `1.48 ms` */
export function took(microseconds: number): string {
  return `${(microseconds / 1000).toFixed(2)} ms`;
}

/** As HTTP/1.1 writes a header's name. */
export function headerName(name: string): string {
  return name.replace(/(?:^|-)[a-z]/g, (start) => start.toUpperCase());
}

const TOKEN_HEADER = "x-vault-token";
const TOKEN_HEADERS: ReadonlySet<string> = new Set([TOKEN_HEADER, "authorization"]);

/** An exchange with every token's value taken out. */
export function withoutTokens(exchange: WireExchange): WireExchange {
  const sent = exchange.requestHeaders[TOKEN_HEADER];
  const bodies = [exchange.requestBody.text, exchange.responseBody.text];
  const named = [...(sent === undefined ? [] : [sent]), ...namedTokens(...bodies)];
  const hide = (text: string) => hideTokens(text, named);
  const hideHeaders = (headers: WireExchange["requestHeaders"]) =>
    Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, hide(value)]));
  return {
    ...exchange,
    url: hide(exchange.url),
    lineText: hide(exchange.lineText),
    requestHeaders: hideHeaders(exchange.requestHeaders),
    responseHeaders: hideHeaders(exchange.responseHeaders),
    requestBody: { ...exchange.requestBody, text: hide(exchange.requestBody.text) },
    responseBody: { ...exchange.responseBody, text: hide(exchange.responseBody.text) },
  };
}

/**
 * The request as a curl command that can be pasted into the terminal; undefined where its body was too long to be kept.
 * With `hidden` the token is asked of the program in place of being written out.
 */
export function curlOf(exchange: WireExchange, hidden: boolean): string | undefined {
  const { method, url, requestHeaders, requestBody } = exchange;
  if (requestBody.text.length < requestBody.characters) return undefined;
  const words = ["curl"];
  if (method !== "GET") words.push("-X", method);
  for (const [name, value] of Object.entries(requestHeaders)) {
    const isToken = hidden && TOKEN_HEADERS.has(name);
    words.push(
      "-H",
      isToken ? `"${headerName(TOKEN_HEADER)}: $(vault print token)"` : quoted(`${headerName(name)}: ${value}`),
    );
  }
  const body = requestBody.text.trimEnd();
  if (body !== "") words.push("-d", quoted(body));
  return [...words, quoted(url)].join(" ");
}

function quoted(text: string): string {
  return /^[\w./:=@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
