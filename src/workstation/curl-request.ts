/** What curl sends. */
import { basicAuth } from "../lib/index.ts";
import type { CurlOptions, DataPart } from "./curl-options.ts";

export interface CurlRequest {
  readonly url: URL;
  readonly method: string;
  /** In the order they are sent. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | undefined;
}

/** Reads a file, or standard input for "-"; undefined where there is none. */
export type ReadInput = (path: string) => Promise<string | undefined>;

/** Everything of a request but its address, which is the same for all of a command line. */
export async function readBody(options: CurlOptions, read: ReadInput, warn: (text: string) => void): Promise<string> {
  const parts: string[] = [];
  for (const part of options.data) parts.push(await textOf(part, read, warn));
  return parts.join(options.flags.has("json") ? "" : "&");
}

async function textOf(part: DataPart, read: ReadInput, warn: (text: string) => void): Promise<string> {
  const content = part.path === undefined ? part.text : await read(part.path);
  if (content === undefined) warn(`Couldn't read data from file "${part.path}", this makes an empty POST.`);
  const text = part.joinsLines === true ? (content ?? "").replace(/[\r\n\0]/g, "") : (content ?? "");
  if (part.encodedAs === undefined) return text;
  const encoded = encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return part.encodedAs === "" ? encoded : `${part.encodedAs}=${encoded}`;
}

/** The lines of the headers, those in a file (`@file`) among them. */
export async function readHeaders(options: CurlOptions, read: ReadInput): Promise<string[]> {
  const lines: string[] = [];
  for (const line of options.headers) {
    if (line.startsWith("@")) lines.push(...((await read(line.slice(1))) ?? "").split(/\r?\n/).filter(Boolean));
    else lines.push(line);
  }
  return lines;
}

interface Content {
  readonly body: string;
  readonly headerLines: readonly string[];
  /** What `-T` sends. */
  readonly upload: string | undefined;
}

export function makeRequest(options: CurlOptions, address: URL, content: Content): CurlRequest {
  const { flags, values } = options;
  const asQuery = flags.has("get");
  const hasData = options.data.length > 0 && !asQuery;
  const url = new URL(address);
  if (asQuery && content.body !== "") url.search += `${url.search === "" ? "?" : "&"}${content.body}`;
  const usual = flags.has("head") ? "HEAD" : content.upload !== undefined ? "PUT" : hasData ? "POST" : "GET";
  const body = content.upload ?? (hasData ? content.body : undefined);
  return {
    url,
    method: values.get("request") ?? usual,
    headers: headersOf(options, url, content.headerLines, body),
    body,
  };
}

/** curl's own, unless one is named by the caller; then the caller's, then those of the body. */
function headersOf(
  { flags, values }: CurlOptions,
  url: URL,
  lines: readonly string[],
  body: string | undefined,
): [string, string][] {
  const named = lines.flatMap(parseHeader);
  const isNamed = (name: string): boolean => named.some(([other]) => other.toLowerCase() === name.toLowerCase());
  const user = values.get("user");
  const own: [string, string | undefined][] = [
    ["Host", url.host],
    ["Authorization", user === undefined ? undefined : basicAuth(user)],
    ["User-Agent", values.get("user-agent") ?? "curl/7.88.1"],
    ["Accept", flags.has("json") ? "application/json" : "*/*"],
    ["Referer", values.get("referer")],
    ["Cookie", values.get("cookie")],
  ];
  const length = body === undefined ? undefined : String(new TextEncoder().encode(body).length);
  const type = flags.has("json") ? "application/json" : "application/x-www-form-urlencoded";
  const ofBody: [string, string | undefined][] = [
    ["Content-Length", length],
    ["Content-Type", body === undefined || values.has("upload-file") ? undefined : type],
  ];
  const unlessNamed = (headers: readonly [string, string | undefined][]): [string, string][] =>
    headers.flatMap(([name, value]) => (value === undefined || isNamed(name) ? [] : [[name, value]]));
  const kept = named.flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]));
  return [...unlessNamed(own), ...kept, ...unlessNamed(ofBody)];
}

/** `Name: value`; `Name:` takes curl's own away, `Name;` sends an empty one; what is neither is passed over. */
function parseHeader(line: string): [name: string, value: string | undefined][] {
  const [, name, mark, value = ""] = /^([^:;]+)([:;])\s*(.*?)\s*$/s.exec(line) ?? [];
  if (name === undefined || (mark === ";" && value !== "")) return [];
  return [[name, mark === ":" && value === "" ? undefined : value]];
}
