/** Whether a host is written as an address of this machine or a number, which needs no name service. */
export function isNumericHost(hostname: string): boolean {
  return /^[\d.]+$|^\[/.test(hostname) || hostname === "localhost";
}

/** What a request to anything but the one server meets: nothing listens there, or the name is not known. Coded as Node's fetch codes it. */
export class Unreachable extends Error {
  constructor(url: URL) {
    const code = isNumericHost(url.hostname) ? "ECONNREFUSED" : "ENOTFOUND";
    super("fetch failed", { cause: Object.assign(new Error(code), { code }) });
  }
}
