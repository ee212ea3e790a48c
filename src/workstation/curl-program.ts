import type { Transport } from "../lib/index.ts";
import { portOf } from "./network.ts";
import type { Reach } from "./network.ts";
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
  reach: (url: URL) => Reach,
): {
  readonly program: Program;
  readonly fetch: (url: string, options?: FetchOptions) => Promise<FetchResult>;
} {
  let failure: Failure | undefined;
  const fetch = async (address: string, options: FetchOptions = {}): Promise<FetchResult> => {
    const url = new URL(address);
    const met = reach(url);
    if (met !== "server") {
      failure = unreachable(url, met);
      throw new Error(failure.message);
    }
    const request = new Request(url.toString(), {
      method: options.method ?? "GET",
      headers: new Headers(options.headers),
      ...(options.body !== undefined && options.body !== "" ? { body: bodyOf(options.body) } : {}),
    });
    const response = await transport(request);
    const headers: Record<string, string> = {};
    response.headers.forEach((value, name) => {
      headers[name] = value;
    });
    const body = new TextEncoder().encode(await response.text());
    return { status: response.status, statusText: response.statusText, headers, body, url: url.toString() };
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

function unreachable(url: URL, met: Exclude<Reach, "server">): Failure {
  if (met === "plain") return { code: 35, message: "error:0A00010B:SSL routines::wrong version number" };
  if (met === "unknown") return { code: 6, message: `Could not resolve host: ${url.hostname}` };
  return {
    code: 7,
    message: `Failed to connect to ${url.hostname} port ${portOf(url)} after 0 ms: Couldn't connect to server`,
  };
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
