import type { Transport } from "../lib/index.ts";
import type { Miss } from "./network.ts";
import type { Program, ProgramResult } from "./programs.ts";

interface FetchOptions {
  readonly method?: string;
  readonly headers?: Headers | Readonly<Record<string, string>> | undefined;
  readonly body?: string | Uint8Array | undefined;
}

interface FetchResult {
  status: number;
  statusText: string;
  headers: Record<string, string>;
  body: Uint8Array;
  url: string;
}

/** Why a transfer did not take place, in curl's numbers and words. */
interface Failure {
  readonly code: number;
  readonly message: string;
}

/**
 * `curl` on a machine whose network has one server on it: the library's own, with our wire under it, and with curl's words for
 * what cannot be reached.
 */
export function curl(
  transport: Transport,
  missOf: (url: URL) => Miss | undefined,
): {
  readonly program: Program;
  readonly fetch: (url: string, options?: FetchOptions) => Promise<FetchResult>;
} {
  let failure: Failure | undefined;
  const fetch = async (address: string, options: FetchOptions = {}): Promise<FetchResult> => {
    const url = new URL(address);
    const miss = missOf(url);
    if (miss !== undefined) {
      failure = unreachable(url, miss);
      throw new Error(failure.message);
    }
    const { method = "GET", body: sent = "" } = options;
    // A body that goes with a reading, which the Fetch vocabulary cannot say, no server here reads.
    const hasBody = sent !== "" && method !== "GET" && method !== "HEAD";
    const request = new Request(url.toString(), {
      method,
      headers: new Headers(options.headers),
      ...(hasBody ? { body: bodyOf(sent) } : {}),
    });
    const response = await transport(request);
    const body = new TextEncoder().encode(await response.text());
    const headers = headersOf(response, request.method === "HEAD" ? undefined : body.length);
    return {
      status: response.status,
      statusText: reasons.get(response.status) ?? "",
      headers,
      body,
      url: url.toString(),
    };
  };
  const execute: Program["execute"] = async (args, context) => {
    failure = undefined;
    const addressed = args.flatMap(plainArgument);
    const result: ProgramResult = (await context.origCommand?.(addressed)) ?? { stdout: "", stderr: "", exitCode: 2 };
    const why = failure as Failure | undefined;
    if (why === undefined) return result;
    return {
      ...result,
      stderr: result.stderr === "" ? "" : `curl: (${why.code}) ${why.message}\n`,
      exitCode: why.code,
    };
  };
  return { program: { name: "curl", execute }, fetch };
}

/** The words that Go's server writes after a status. */
const reasons: ReadonlyMap<number, string> = new Map([
  [200, "OK"],
  [202, "Accepted"],
  [204, "No Content"],
  [307, "Temporary Redirect"],
  [400, "Bad Request"],
  [403, "Forbidden"],
  [404, "Not Found"],
  [405, "Method Not Allowed"],
  [412, "Precondition Failed"],
  [413, "Request Entity Too Large"],
  [415, "Unsupported Media Type"],
  [429, "Too Many Requests"],
  [472, "status code 472"],
  [473, "status code 473"],
  [500, "Internal Server Error"],
  [501, "Not Implemented"],
  [503, "Service Unavailable"],
]);

/** Headers as Go's server writes them: its own after those of the answer, and no length where the body is a long one or none. */
function headersOf(response: Response, bytes: number | undefined): Record<string, string> {
  const headers: Record<string, string> = {};
  response.headers.forEach((value, name) => {
    headers[name.replace(/(?:^|-)[a-z]/g, (start) => start.toUpperCase())] = value;
    // The library prints what it can count and looks up names in lower case.
    Object.defineProperty(headers, name, { value, enumerable: false });
  });
  headers["Date"] = new Date().toUTCString();
  if (bytes === undefined) return headers;
  if (bytes > longestCounted) headers["Transfer-Encoding"] = "chunked";
  else if (response.status !== 204) headers["Content-Length"] = String(bytes);
  return headers;
}

const longestCounted = 2048;

/** Short options that take no value, which the library wants apart, and those that mean nothing here. */
function plainArgument(arg: string): string[] {
  if (/^(?:localhost|127\.0\.0\.1)(?::\d+)?(?:\/|$)/.test(arg)) return [`http://${arg}`];
  const [, flags, last = ""] = /^-([sSfLiIvGkgN#]+)([A-Za-z]?)$/.exec(arg) ?? [];
  if (flags === undefined || arg.length === 2)
    return /^(?:-[kgN#]|--insecure|--no-progress-meter)$/.test(arg) ? [] : [arg];
  return Array.from(`${flags}${last}`)
    .filter((flag) => !/[kgN#]/.test(flag))
    .map((flag) => `-${flag}`);
}

function unreachable(url: URL, miss: Miss): Failure {
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  const failures: Readonly<Record<Miss, Failure>> = {
    refused: {
      code: 7,
      message: `Failed to connect to ${url.hostname} port ${port} after 0 ms: Couldn't connect to server`,
    },
    "unknown-host": { code: 6, message: `Could not resolve host: ${url.hostname}` },
    "no-tls": { code: 35, message: "OpenSSL/3.0.19: error:0A00010B:SSL routines::wrong version number" },
  };
  return failures[miss];
}

/** The shell hands over text, or bytes as characters: what is UTF-8 when read as bytes was bytes. */
function bodyOf(body: string | Uint8Array): Uint8Array<ArrayBuffer> | string {
  if (typeof body !== "string") return new Uint8Array(body);
  if (!/[\u0080-\u00ff]/.test(body) || /[\u0100-\uffff]/.test(body)) return body;
  const bytes = Uint8Array.from(body, (character) => character.charCodeAt(0));
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return bytes;
  } catch {
    return body;
  }
}
