/** Where a server is to listen, as it was typed, with the words of Go's net package for what cannot be. */
import { quoteGo } from "../../lib/index.ts";
import { Failure } from "../failure.ts";

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

const LARGEST_PORT = 65_535;
/** Below it only the system's own user may listen. */
const FIRST_FREE_PORT = 1024;

/** Splits `host:port`; undefined where that is not what it is. */
export function splitHostPort(address: string): { readonly host: string; readonly port: string } | undefined {
  const [, bracketed, bare, port] = /^(?:\[([^\]]*)\]|([^:]*)):([^:]*)$/.exec(address) ?? [];
  return port === undefined ? undefined : { host: bracketed ?? bare ?? "", port };
}

export function readListenAddress(address: string): ListenAddress {
  const fail = (why: string): Failure => {
    return new Failure(
      `Error parsing listener configuration.\nError initializing listener of type tcp: listen tcp${why}`,
      1,
    );
  };
  const parts = splitHostPort(address);
  if (parts === undefined) {
    const many = address.replace(/^\[.*\]/, "").split(":").length > 2;
    throw fail(`: address ${address}: ${many ? "too many colons in address" : "missing port in address"}`);
  }
  const { host } = parts;
  if (!/^\d*$/.test(parts.port)) {
    const url = `http://${address}`;
    throw new Failure(
      `Error parsing synthesized cluster address ${url}: parse ${quoteGo(url)}: invalid port ${quoteGo(`:${parts.port}`)} after host`,
      1,
    );
  }
  const port = Number(parts.port);
  if (port > LARGEST_PORT) throw fail(`: address ${parts.port}: invalid port`);
  const at = ` ${host.includes(":") ? `[${host}]` : host}:${port}: bind:`;
  if (!isOwn(host)) {
    throw fail(/^[\d.]+$|:/.test(host) ? `${at} cannot assign requested address` : `: lookup ${host}: no such host`);
  }
  if (port > 0 && port < FIRST_FREE_PORT) throw fail(`${at} permission denied`);
  return { host, port };
}

function isOwn(host: string): boolean {
  return /^127(?:\.\d+){3}$/.test(host) || ["", "0.0.0.0", "::", "::1", "localhost"].includes(host);
}
