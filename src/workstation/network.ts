/** Where a server listens: an address of this machine, and a port. */
export interface Listener {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
}

/** What a request meets: the server, nothing, a name that is not known, or a server that speaks no TLS. */
export type Reach = "server" | "refused" | "unknown" | "plain";

export function reach(listener: Listener, url: URL): Reach {
  if (!isNumericHost(url.hostname) && url.hostname !== listener.host) return "unknown";
  if (url.protocol === "ftp:" || portOf(url) !== listener.port || !leadsTo(listener.host, url.hostname))
    return "refused";
  return url.protocol === "https:" && !listener.tls ? "plain" : "server";
}

export function listenerAt(address: string): Listener {
  const url = new URL(address);
  return { host: withoutBrackets(url.hostname), port: portOf(url), tls: url.protocol === "https:" };
}

const ports: ReadonlyMap<string, number> = new Map([
  ["https:", 443],
  ["ftp:", 21],
]);

export function portOf(url: URL): number {
  return Number(url.port || (ports.get(url.protocol) ?? 80));
}

/** Whether a host is written as an address of this machine or a number, which needs no name service. */
function isNumericHost(hostname: string): boolean {
  return /^[\d.]+$|^\[/.test(hostname) || hostname === "localhost";
}

const ALL: ReadonlySet<string> = new Set(["", "0.0.0.0", "::"]);

/** Whether a server that listens on `own` is met at `host`. `localhost` is tried as both of its addresses. */
function leadsTo(own: string, host: string): boolean {
  const asked = withoutBrackets(host);
  if (asked === "localhost") return leadsTo(own, "127.0.0.1") || leadsTo(own, "::1");
  if (asked === "0.0.0.0") return leadsTo(own, "127.0.0.1");
  if (own === "localhost") return asked === "127.0.0.1";
  if (asked === own) return true;
  return ALL.has(own) && (asked.startsWith("127.") || (asked === "::1" && own !== "0.0.0.0"));
}

function withoutBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, "$1");
}

const codes: Readonly<Record<Exclude<Reach, "server">, string>> = {
  refused: "ECONNREFUSED",
  unknown: "ENOTFOUND",
  plain: "ERR_SSL_WRONG_VERSION_NUMBER",
};

/** What a request that does not meet the server ends with, coded as Node's fetch codes it. */
export class Unreachable extends Error {
  constructor(met: Exclude<Reach, "server">) {
    const code = codes[met];
    super("fetch failed", { cause: Object.assign(new Error(code), { code }) });
  }
}
