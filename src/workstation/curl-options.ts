/** curl's command line. */

/** A part of what is to be sent: a text, or what is in a file. */
export interface DataPart {
  readonly text?: string;
  readonly path?: string;
  /** Line ends are left out. */
  readonly joinsLines?: boolean;
  /** It is encoded as in a query, behind that name and "=" where there is one. */
  readonly encodedAs?: string;
}

export interface CurlOptions {
  readonly urls: string[];
  readonly outputs: string[];
  readonly headers: string[];
  readonly data: DataPart[];
  /** The value of each option that takes one and was given, by its long name. */
  readonly values: Map<string, string>;
  readonly flags: Set<string>;
}

/** Long names; options of no effect on a network of one plain server are here too. */
const withValue = new Map(
  Object.entries({
    X: "request",
    H: "header",
    d: "data",
    o: "output",
    w: "write-out",
    u: "user",
    A: "user-agent",
    e: "referer",
    b: "cookie",
    c: "cookie-jar",
    T: "upload-file",
    m: "max-time",
    D: "dump-header",
    x: "proxy",
    E: "cert",
    r: "range",
    y: "speed-time",
    Y: "speed-limit",
  }),
);
const longWithValue: ReadonlySet<string> = new Set([
  ...withValue.values(),
  "data-ascii",
  "data-raw",
  "data-binary",
  "data-urlencode",
  "json",
  "url",
  "connect-timeout",
  "max-redirs",
  "retry",
  "retry-delay",
  "retry-max-time",
  "cacert",
  "capath",
  "key",
  "cert-type",
  "noproxy",
  "resolve",
]);
const shortFlags = new Map(
  Object.entries({
    s: "silent",
    S: "show-error",
    f: "fail",
    L: "location",
    I: "head",
    i: "include",
    v: "verbose",
    G: "get",
    O: "remote-name",
    k: "insecure",
    g: "globoff",
    N: "no-buffer",
    q: "disable",
    V: "version",
    "#": "progress-bar",
    "4": "ipv4",
    "6": "ipv6",
    "0": "http1.0",
  }),
);
const longFlags: ReadonlySet<string> = new Set([
  ...shortFlags.values(),
  "fail-with-body",
  "compressed",
  "http1.1",
  "http2",
  "path-as-is",
  "no-progress-meter",
  "no-keepalive",
  "location-trusted",
  "tcp-nodelay",
  "retry-connrefused",
  "retry-all-errors",
  "create-dirs",
]);

/** The options, or what curl says of the one that is wrong. */
export function parseCurl(args: readonly string[]): CurlOptions | { readonly error: string } {
  const options: CurlOptions = {
    urls: [],
    outputs: [],
    headers: [],
    data: [],
    values: new Map(),
    flags: new Set(),
  };
  let onlyUrls = false;
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? "";
    if (onlyUrls || !arg.startsWith("-") || arg === "-") {
      options.urls.push(arg);
    } else if (arg === "--") {
      onlyUrls = true;
    } else {
      const read = arg.startsWith("--") ? readLong(arg, args[at + 1]) : readShort(options, arg, args[at + 1]);
      if ("error" in read) return read;
      if (read.name !== undefined) take(options, read.name, read.value);
      if (read.usesNext) at++;
    }
  }
  return options;
}

type Read =
  | { readonly name: string | undefined; readonly value: string | undefined; readonly usesNext: boolean }
  | { readonly error: string };

const unknown = (arg: string): Read => ({ error: `option ${arg}: is unknown` });
const incomplete = (arg: string): Read => ({ error: `option ${arg}: requires parameter` });

function readLong(arg: string, next: string | undefined): Read {
  const name = arg.slice(2);
  if (longWithValue.has(name)) {
    return next === undefined ? incomplete(arg) : { name, value: next, usesNext: true };
  }
  const positive = name.startsWith("no-") && longFlags.has(name.slice(3)) ? undefined : name;
  if (positive !== undefined && !longFlags.has(name)) return unknown(arg);
  return { name: positive, value: undefined, usesNext: false };
}

/** A cluster: flags, then at most one option whose value is the rest, or the next argument. */
function readShort(options: CurlOptions, arg: string, next: string | undefined): Read {
  const letters = Array.from(arg.slice(1));
  for (const [index, letter] of letters.entries()) {
    const name = withValue.get(letter);
    if (name !== undefined) {
      const rest = letters.slice(index + 1).join("");
      if (rest !== "") return { name, value: rest, usesNext: false };
      return next === undefined ? incomplete(arg) : { name, value: next, usesNext: true };
    }
    const flag = shortFlags.get(letter);
    if (flag === undefined) return unknown(arg);
    options.flags.add(flag);
  }
  return { name: undefined, value: undefined, usesNext: false };
}

function take(options: CurlOptions, name: string, value: string | undefined): void {
  if (value === undefined) options.flags.add(name);
  else if (name === "url") options.urls.push(value);
  else if (name === "output") options.outputs.push(value);
  else if (name === "header") options.headers.push(value);
  else if (name === "json" || name.startsWith("data")) takeData(options, name, value);
  else options.values.set(name, value);
}

function takeData(options: CurlOptions, name: string, value: string): void {
  if (name === "json") options.flags.add("json");
  if (name === "data-urlencode") options.data.push(encodedPart(value));
  else if (name === "data-raw" || !value.startsWith("@")) options.data.push({ text: value });
  else options.data.push({ path: value.slice(1), joinsLines: name !== "data-binary" && name !== "json" });
}

/** `content`, `=content`, `name=content`, `@file`, `name@file`. */
function encodedPart(value: string): DataPart {
  const [, name = "", mark, rest = ""] = /^([^=@]*)([=@])(.*)$/s.exec(value) ?? [];
  if (mark === undefined) return { encodedAs: "", text: value };
  return mark === "=" ? { encodedAs: name, text: rest } : { encodedAs: name, path: rest };
}
