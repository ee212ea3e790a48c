import { quoteGo } from "../../lib/index.ts";

/** A server's address, taken apart as Go's net/url does. */
export interface Address {
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
  /** Who asks, and a password: what stands before an `@`. */
  readonly user?: string;
  /** Of a server that listens on a file and not on a port. */
  readonly socket?: string;
}

/** Throws an Error in Go's words. */
export function parseAddress(text: string): Address {
  const fail = (why: string): Error => new Error(`parse ${quoteGo(text)}: ${why}`);
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(text)) throw fail("net/url: invalid control character in URL");
  if (text.startsWith("unix://"))
    return { scheme: "http", host: "localhost", path: "", socket: text.slice("unix://".length) };
  const bare = text.split("#", 1)[0]?.split("?", 1)[0] ?? "";
  if (bare.startsWith(":")) throw fail("missing protocol scheme");
  const scheme = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(bare)?.[1];
  const rest = scheme === undefined ? bare : bare.slice(scheme.length + 1);
  if (!rest.startsWith("/")) {
    // `localhost:8200` reads as the scheme `localhost`.
    if (scheme !== undefined) return { scheme: scheme.toLowerCase(), host: "", path: "" };
    if ((rest.split("/", 1)[0] ?? "").includes(":")) throw fail("first path segment in URL cannot contain colon");
    return { scheme: "", host: "", path: rest };
  }
  if (!rest.startsWith("//")) return { scheme: (scheme ?? "").toLowerCase(), host: "", path: rest };
  const at = rest.indexOf("/", 2);
  const authority = at < 0 ? rest.slice(2) : rest.slice(2, at);
  const user = authority.includes("@") ? authority.slice(0, authority.lastIndexOf("@")) : undefined;
  if (user !== undefined && !/^[-\w.:~!$&'()*+,;=%@]*$/.test(user)) throw fail("net/url: invalid userinfo");
  const host = authority.slice(authority.lastIndexOf("@") + 1);
  const wrong = whyNotHost(host);
  if (wrong !== undefined) throw fail(wrong);
  const address = { scheme: (scheme ?? "").toLowerCase(), host, path: at < 0 ? "" : rest.slice(at) };
  return user === undefined ? address : { ...address, user };
}

function whyNotHost(host: string): string | undefined {
  const isBracketed = host.startsWith("[");
  const end = isBracketed ? host.lastIndexOf("]") : host.lastIndexOf(":");
  if (isBracketed && end < 0) return "missing ']' in host";
  const port = isBracketed ? host.slice(end + 1) : end < 0 ? "" : host.slice(end);
  if (port !== "" && !/^:\d*$/.test(port)) return `invalid port ${quoteGo(port)} after host`;
  const escape = /%.{0,2}/s.exec(host)?.[0];
  if (escape !== undefined && !/^%[89a-f][0-9a-f]$/i.test(escape)) return `invalid URL escape ${quoteGo(escape)}`;
  const odd = /[^-\w.~!$&'()*+,;=:[\]<>"%\u0080-\uffff]/.exec(host)?.[0];
  return odd === undefined ? undefined : `invalid character ${quoteGo(odd)} in host name`;
}

/** Go's path.Join: cleaned of empty, `.` and `..` parts and of a slash at the end. */
export function joinPath(...parts: readonly string[]): string {
  const text = parts.filter((part) => part !== "").join("/");
  if (text === "") return "";
  const rooted = text.startsWith("/");
  const out: string[] = [];
  for (const part of text.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && out.length > 0 && out.at(-1) !== "..") out.pop();
    else if (part !== ".." || !rooted) out.push(part);
  }
  const joined = (rooted ? "/" : "") + out.join("/");
  return joined === "" ? "." : joined;
}

/** A path as Go writes it into a URL. */
function escapePath(path: string): string {
  return encodeURIComponent(path)
    .replace(/[!'()*]/g, percent)
    .replace(/%(?:24|26|2B|2C|2F|3A|3B|3D|40)/g, decodeURIComponent);
}

/** Query parameters as Go's url.Values.Encode writes them: sorted by key, spaces as `+`. */
export function encodeQuery(parameters: ReadonlyMap<string, readonly string[]>): string {
  const pairs: string[] = [];
  for (const key of [...parameters.keys()].sort()) {
    for (const value of parameters.get(key) ?? []) pairs.push(`${escapeQuery(key)}=${escapeQuery(value)}`);
  }
  return pairs.join("&");
}

function escapeQuery(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, percent)
    .replaceAll("%20", "+");
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** The URL as Go prints it. */
export function printUrl(address: Address, path: string, query: string): string {
  const joined = escapePath(joinPath(address.path, path));
  const lead = address.scheme === "" ? "" : `${address.scheme}://`;
  const host = address.scheme === "" && address.host !== "" ? `//${address.host}` : address.host;
  const slash = lead !== "" && !joined.startsWith("/") ? "/" : "";
  const user = address.user === undefined ? "" : `${address.user}@`;
  return lead + user + host + slash + joined + (query === "" ? "" : `?${query}`);
}
