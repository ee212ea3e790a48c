/** Whether a host is written as an address of this machine or a number, which needs no name service. */
export function isNumericHost(hostname: string): boolean {
  return /^[\d.]+$|^\[/.test(hostname) || hostname === "localhost";
}

/** What a request meets that goes past the server: nothing listens there, the name is not known, or TLS is spoken to it in vain. */
export type Miss = "refused" | "unknown-host" | "no-tls";

/** Undefined where a request reaches the server. */
export function missOf(url: URL, server: URL): Miss | undefined {
  const name = (each: URL): string => (ownNames.has(each.hostname) ? "127.0.0.1" : each.hostname);
  if (name(url) === name(server) && url.port === server.port) {
    return url.protocol === server.protocol ? undefined : "no-tls";
  }
  return isNumericHost(url.hostname) ? "refused" : "unknown-host";
}

/** By these a machine reaches what listens on its own address. */
const ownNames: ReadonlySet<string> = new Set(["localhost", "0.0.0.0"]);

const codes: Readonly<Record<Miss, string>> = {
  refused: "ECONNREFUSED",
  "unknown-host": "ENOTFOUND",
  "no-tls": "ERR_SSL_WRONG_VERSION_NUMBER",
};

/** A request that reached nothing, coded as Node's fetch codes it. */
export class Unreachable extends Error {
  constructor(miss: Miss) {
    super("fetch failed", { cause: Object.assign(new Error(codes[miss]), { code: codes[miss] }) });
  }
}
