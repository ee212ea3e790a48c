/** Whether a host is written as an address of this machine or a number, which needs no name service. */
export function isNumericHost(hostname: string): boolean {
  return /^[\d.]+$|^\[/.test(hostname) || hostname === "localhost";
}

/** What a request to anything but the one server meets: nothing listens there, or the name is not known; or it is the server, which speaks no TLS. Coded as Node's fetch codes it. */
export class Unreachable extends Error {
  constructor(url: URL, speaksPlainly = false) {
    const closed = isNumericHost(url.hostname) ? "ECONNREFUSED" : "ENOTFOUND";
    const code = speaksPlainly ? "ERR_SSL_WRONG_VERSION_NUMBER" : closed;
    super("fetch failed", { cause: Object.assign(new Error(code), { code }) });
  }
}
