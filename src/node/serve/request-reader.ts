/**
 * HTTP/1.1 requests out of a connection's bytes. Node's own parser refuses LIST, which is Vault's; this one takes any method.
 * It refuses what Go's net/http refuses and in its words, and what is ambiguous (two lengths) rather than guess.
 */
import { headerText } from "../../lib/index.ts";

/** Bytes of a body that the server reads: Vault's max_request_size. */
export const LARGEST_BODY = 32 * 1024 * 1024;
/** Bytes of request line and headers: Go's default and its slack. */
const LARGEST_HEAD = (1 << 20) + 4096;
const LARGEST_CHUNK_LINE = 4096;

export interface ReadRequest {
  readonly kind: "request";
  readonly method: string;
  readonly url: string;
  /** Names in lower case; of a header sent twice the first, as Go's Header.Get answers. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The client wants the connection to stay open. */
  readonly keepAlive: boolean;
  readonly version: "1.0" | "1.1";
}

/** The connection cannot go on after it. */
export interface Refused {
  readonly kind: "refused";
  /** `unreadable` is answered in plain text by the HTTP layer, `too-large` and `broken-body` by Vault in JSON. */
  readonly reason: "unreadable" | "too-large" | "broken-body";
  /** Of `unreadable`: the whole status line's text, and what the body says. */
  readonly status: string;
  readonly text: string;
}

/** The client waits for leave to send its body. */
interface Continue {
  readonly kind: "continue";
}

export type ReadEvent = ReadRequest | Refused | Continue;

interface Head {
  readonly method: string;
  readonly url: string;
  readonly version: "1.0" | "1.1";
  readonly headers: Readonly<Record<string, string>>;
  readonly keepAlive: boolean;
}

const NOTHING = Buffer.alloc(0);

export class RequestReader {
  private buffered: Buffer = NOTHING;
  private searchedTo = 0;
  private head: Head | undefined;
  /** A client that stays sends the same head again and again. */
  private lastHead: { readonly text: string; readonly head: Head } | undefined;
  /** Bytes that the body still lacks; `chunked` until the next chunk's size is read. */
  private lacking: number | "chunk-size" | "chunk-end" | "trailer" = 0;
  private isChunked = false;
  private readonly parts: Buffer[] = [];
  private bodyLength = 0;
  private over = false;

  /** A request has begun to arrive and is not complete. */
  get midRequest(): boolean {
    return this.head !== undefined || this.buffered.length > 0;
  }

  /** Takes what arrived; call `next` until it has nothing more. */
  push(bytes: Buffer): void {
    if (this.over) return;
    this.buffered = this.buffered.length === 0 ? bytes : Buffer.concat([this.buffered, bytes]);
  }

  /** The next request (or refusal) among what has arrived. */
  next(): ReadEvent | undefined {
    if (this.over) return undefined;
    if (this.head === undefined) {
      const begun = this.readHead();
      if (begun !== undefined || this.head === undefined) return begun;
    }
    return this.isChunked ? this.readChunks() : this.readBody();
  }

  private readHead(): ReadEvent | undefined {
    this.skipEmptyLines();
    const end = headEnd(this.buffered, this.searchedTo);
    if (end < 0) {
      this.searchedTo = Math.max(0, this.buffered.length - 3);
      return this.buffered.length > LARGEST_HEAD ? this.refuse(431, "Request Header Fields Too Large") : undefined;
    }
    this.searchedTo = 0;
    if (end > LARGEST_HEAD) return this.refuse(431, "Request Header Fields Too Large");
    const text = this.buffered.toString("latin1", 0, end);
    this.buffered = this.buffered.subarray(end);
    if (this.lastHead?.text === text) return this.begin(this.lastHead.head);
    const head = parseHead(text);
    if ("kind" in head) return this.stop(head);
    this.lastHead = { text, head };
    return this.begin(head);
  }

  /** Go passes over empty lines before a request. */
  private skipEmptyLines(): void {
    let at = 0;
    while (this.buffered[at] === 13 || this.buffered[at] === 10) at++;
    if (at > 0) this.buffered = this.buffered.subarray(at);
  }

  private begin(head: Head): ReadEvent | undefined {
    const encoding = head.headers["transfer-encoding"];
    const length = head.headers["content-length"];
    this.isChunked = encoding !== undefined && head.version === "1.1";
    if (this.isChunked) {
      if (encoding?.toLowerCase() !== "chunked")
        return this.refuse(501, "Not Implemented", "Unsupported transfer encoding");
      this.lacking = "chunk-size";
    } else {
      if (length !== undefined && !/^\d{1,15}$/.test(length)) return this.refuse(400, "Bad Request");
      this.lacking = length === undefined ? 0 : Number(length);
      if (this.lacking > LARGEST_BODY) return this.tooLarge();
    }
    this.head = head;
    const expects = head.headers["expect"]?.toLowerCase() === "100-continue" && this.lacking !== 0;
    return expects ? { kind: "continue" } : undefined;
  }

  private readBody(): ReadEvent | undefined {
    if (typeof this.lacking !== "number") return undefined;
    const had = this.bodyLength > 0;
    if (this.buffered.length < this.lacking) {
      this.take(this.buffered.length);
      return undefined;
    }
    if (had) this.take(this.lacking);
    const body = had ? this.joined() : this.buffered.toString("utf8", 0, this.lacking);
    if (!had) this.buffered = this.buffered.subarray(this.lacking);
    return this.finish(body);
  }

  private readChunks(): ReadEvent | undefined {
    for (;;) {
      if (typeof this.lacking === "number") {
        const taken = Math.min(this.lacking, this.buffered.length);
        this.take(taken);
        if (this.lacking > 0) return undefined;
        this.lacking = "chunk-end";
      }
      const end = this.buffered.indexOf(10);
      if (end < 0) return this.buffered.length > LARGEST_CHUNK_LINE ? this.brokenBody() : undefined;
      const line = this.buffered.toString("latin1", 0, end).replace(/\r$/, "");
      this.buffered = this.buffered.subarray(end + 1);
      if (this.lacking === "chunk-end") {
        if (line !== "") return this.brokenBody();
        this.lacking = "chunk-size";
      } else if (this.lacking === "trailer") {
        if (line === "") return this.finish(this.joined());
      } else {
        const size = /^([0-9a-f]{1,12})[ \t]*(?:;.*)?$/i.exec(line)?.[1];
        if (size === undefined) return this.brokenBody();
        this.lacking = Number.parseInt(size, 16);
        if (this.bodyLength + this.lacking > LARGEST_BODY) return this.tooLarge();
        if (this.lacking === 0) this.lacking = "trailer";
      }
    }
  }

  private take(count: number): void {
    if (count === 0 || typeof this.lacking !== "number") return;
    this.parts.push(this.buffered.subarray(0, count));
    this.buffered = this.buffered.subarray(count);
    this.bodyLength += count;
    this.lacking -= count;
  }

  private joined(): string {
    return Buffer.concat(this.parts).toString("utf8");
  }

  private finish(body: string): ReadEvent | undefined {
    const head = this.head;
    this.head = undefined;
    this.parts.length = 0;
    this.bodyLength = 0;
    return head === undefined ? undefined : { kind: "request", ...head, body };
  }

  private tooLarge(): Refused {
    return this.stop({ kind: "refused", reason: "too-large", status: "", text: "" });
  }

  private brokenBody(): Refused {
    return this.stop({ kind: "refused", reason: "broken-body", status: "", text: "" });
  }

  private refuse(status: number, phrase: string, text = `${status} ${phrase}`): Refused {
    return this.stop(unreadable(`${status} ${phrase}`, text));
  }

  private stop(refused: Refused): Refused {
    this.over = true;
    this.head = undefined;
    this.buffered = NOTHING;
    this.parts.length = 0;
    return refused;
  }
}

/** Where the head ends, after its empty line; lines may end in LF alone. */
function headEnd(bytes: Buffer, from: number): number {
  const after = bytes.indexOf("\n\r\n", from, "latin1");
  const bare = (after < 0 ? bytes : bytes.subarray(0, after)).indexOf("\n\n", from, "latin1");
  if (bare >= 0) return bare + 2;
  return after < 0 ? -1 : after + 3;
}

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** What Go reads as a name; one with spaces it refuses later, in other words. */
const spacedToken = /^[!#$%&'*+\-.^_`|~0-9A-Za-z ]+$/;
const hostName = /^[\w!$%&'()*+,\-.:;=@[\]~]*$/;
// oxlint-disable-next-line no-control-regex
const controls = /[\x00-\x08\x0a-\x1f\x7f]/;

function unreadable(status: string, text = status): Refused {
  return { kind: "refused", reason: "unreadable", status, text };
}

function parseHead(text: string): Head | Refused {
  const lines = (/\n[ \t]/.test(text) ? unfolded(text) : text).split("\n");
  const [method = "", url = "", protocol = "", ...rest] = withoutReturn(lines[0] ?? "").split(" ");
  if (rest.length > 0 || !token.test(method) || !targetIsGood(method, url)) return unreadable("400 Bad Request");
  const version = /^HTTP\/(\d)\.(\d)$/.exec(protocol);
  if (version === null) return unreadable("400 Bad Request");
  if (version[1] !== "1") return unreadable("505 HTTP Version Not Supported: unsupported protocol version");
  const is11 = version[2] !== "0";
  const headers: Record<string, string> = Object.create(null);
  for (let index = 1; index < lines.length; index++) {
    const line = withoutReturn(lines[index] ?? "");
    if (line === "") continue;
    const problem = addHeader(headers, line);
    if (problem !== undefined) return problem;
  }
  const host = headers["host"];
  if (is11 && host === undefined) return unreadable("400 Bad Request: missing required Host header");
  if (host !== undefined && !hostName.test(host)) return unreadable("400 Bad Request: malformed Host header");
  for (const name in headers) if (name.includes(" ")) return unreadable("400 Bad Request: invalid header name");
  const connection = headers["connection"]?.toLowerCase();
  const keepAlive =
    connection === undefined ? is11 : is11 ? !connection.includes("close") : connection.includes("keep-alive");
  return { method, url, version: is11 ? "1.1" : "1.0", headers, keepAlive };
}

/** A line that begins with a space goes on with the header before it; the first header can go on with none. */
function unfolded(text: string): string {
  const first = text.indexOf("\n") + 1;
  return text.slice(0, first) + text.slice(first).replace(/[ \t]*\r?\n[ \t]+/g, " ");
}

function addHeader(headers: Record<string, string>, line: string): Refused | undefined {
  const colon = line.indexOf(":");
  const name = line.slice(0, colon);
  const value = line.slice(colon + 1).trim();
  if (colon < 1 || name.startsWith(" ") || !spacedToken.test(name) || controls.test(value))
    return unreadable("400 Bad Request");
  const key = name.toLowerCase();
  const had = headers[key];
  if (had === undefined) {
    headers[key] = headerText(value);
    return undefined;
  }
  if (key === "host" || key === "transfer-encoding" || (key === "content-length" && had !== value))
    return unreadable("400 Bad Request");
  return undefined;
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}

/** Go's url.ParseRequestURI: a path or an absolute address, its percents followed by two digits. */
function targetIsGood(method: string, url: string): boolean {
  if (url === "*") return method === "OPTIONS";
  if (!url.startsWith("/") && !/^https?:\/\/[^/]/i.test(url)) return false;
  const mark = url.indexOf("?");
  const path = mark < 0 ? url : url.slice(0, mark);
  return !path.includes("%") || !/%(?![0-9a-fA-F]{2})/.test(path);
}
