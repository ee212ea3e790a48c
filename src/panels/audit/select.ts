/** What audit devices wrote, a request and its response joined. */
import { counted } from "../shared/format.ts";
import type { AuditLine } from "../world.ts";

/** A line as far as it could be read. */
export interface AuditEntry {
  readonly line: AuditLine;
  readonly type: "request" | "response" | undefined;
  readonly id: string;
  readonly operation: string;
  readonly path: string;
  readonly who: string;
  readonly error: string | undefined;
  /** The JSON alone: a device may write a prefix before it. */
  readonly json: string;
}

/** A request with its response, in one file. */
export interface AuditPair {
  /** The number of its first line. */
  readonly number: number;
  readonly file: string;
  readonly request: AuditEntry | undefined;
  readonly response: AuditEntry | undefined;
  readonly isRefused: boolean;
}

const read = new WeakMap<AuditLine, AuditEntry>();

/** Lines never change, so each is read once. */
export function entryOf(line: AuditLine): AuditEntry {
  const known = read.get(line);
  if (known) return known;
  const entry = parse(line);
  read.set(line, entry);
  return entry;
}

function parse(line: AuditLine): AuditEntry {
  const json = line.text.slice(Math.max(0, line.text.indexOf("{")));
  const whole = objectOf(jsonOf(json));
  const request = objectOf(whole["request"]);
  const type = whole["type"];
  return {
    line,
    type: type === "request" || type === "response" ? type : undefined,
    id: textOf(request["id"]),
    operation: textOf(request["operation"]),
    path: textOf(request["path"]),
    who: textOf(objectOf(whole["auth"])["display_name"]),
    error: typeof whole["error"] === "string" ? whole["error"] : undefined,
    json,
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** In the order of their first lines. */
export function selectPairs(lines: readonly AuditLine[]): readonly AuditPair[] {
  const pairs: { -readonly [K in keyof AuditPair]: AuditPair[K] }[] = [];
  const open = new Map<string, (typeof pairs)[number]>();
  for (const line of lines) {
    const entry = entryOf(line);
    const key = `${line.file}\n${entry.id}`;
    let pair = entry.id === "" ? undefined : open.get(key);
    if (pair === undefined || (entry.type !== undefined && pair[entry.type] !== undefined)) {
      pair = { number: line.number, file: line.file, request: undefined, response: undefined, isRefused: false };
      pairs.push(pair);
      open.set(key, pair);
    }
    pair[entry.type ?? "request"] = entry;
    pair.isRefused ||= entry.error !== undefined;
  }
  return pairs;
}

/** Pairs in which a text stands, in whatever part; a path where it begins with `/`. */
export function filterPairs(pairs: readonly AuditPair[], text: string): readonly AuditPair[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return pairs;
  const path = wanted.startsWith("/") ? wanted.slice(1) : undefined;
  return pairs.filter(({ file, request, response }) =>
    path === undefined
      ? [file, request?.line.text, response?.line.text].some((each) => each?.toLowerCase().includes(wanted))
      : (request ?? response)?.path.toLowerCase().startsWith(path),
  );
}

/** `12 requests`; where each device wrote them, `12 requests, in 2 files`. */
export function countText(pairs: readonly AuditPair[]): string {
  const requests = new Set(pairs.map(({ number, request, response }) => (request ?? response)?.id || number));
  const files = new Set(pairs.map(({ file }) => file)).size;
  return files > 1 ? `${counted(requests.size, "request")}, in ${files} files` : counted(requests.size, "request");
}

/** Commands that enable a device, and what each is good for. */
export const ENABLING: readonly { readonly command: string; readonly why: string }[] = [
  { command: "vault audit enable file file_path=audit.log", why: "into a file beside you: read it with jq" },
  { command: "vault audit enable file file_path=stdout", why: "onto the server's terminal, which is this one" },
];

/** Asks a device for the hash of the token in use, to look for in its log. */
export function hashCommand(device: string): string {
  return `vault write -field=hash sys/audit-hash/${device.replace(/\/$/, "")} input="$(vault print token)"`;
}
