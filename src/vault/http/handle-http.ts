/** /v1 over HTTP and back: the one place that knows methods, headers, status codes and bodies. */
import { numberText, parseGoJson, type HttpAnswer, type HttpRequest, type Json } from "../../lib/index.ts";
import type { LogicalRequest, Operation, Outcome, Reread } from "../logical/types.ts";
import { parseDurationSeconds } from "../framework/duration-seconds.ts";
import { encodeOutcome, errorAnswer, redirect, withHeaders } from "./encode-outcome.ts";
import { plainBodies, readPlainBody, type PlainBody } from "./plain-bodies.ts";

/** What the core answered, with the id it gave the request. */
export interface Handled {
  readonly requestId: string;
  readonly operation: Operation;
  readonly outcome: Outcome;
}

const largestBody = 32 * 1024 * 1024;
/** Paths that answer without the envelope: they know no lists, and their answers are not wrapped. */
const plainPaths: ReadonlySet<string> = new Set(
  [
    "generate-root/attempt",
    "generate-root/update",
    "health",
    "init",
    "internal/ui/feature-flags",
    "leader",
    "rekey/init",
    "rekey/update",
    "rekey/verify",
    "rekey-recovery-key/init",
    "rekey-recovery-key/update",
    "rekey-recovery-key/verify",
    "seal",
    "seal-backend-status",
    "seal-status",
    "step-down",
    "storage/raft/bootstrap",
    "storage/raft/join",
    "unseal",
  ].map((name) => `sys/${name}`),
);
/** Of them those that look at the body alone, whatever the method. */
const bodyPaths: ReadonlySet<string> = new Set(
  ["generate-root/update", "rekey/update", "rekey-recovery-key/update"].map((name) => `sys/${name}`),
);
/** Of them those that are the server's to refuse, for it first asks how it is itself. */
const keyPaths = /^sys\/(?:generate-root|rekey|rekey-recovery-key)\//;
const operationsByMethod: Readonly<Record<string, Operation>> = {
  GET: "read",
  HEAD: "header",
  OPTIONS: "header",
  LIST: "list",
  DELETE: "delete",
  POST: "update",
  PUT: "update",
  PATCH: "patch",
};
/** Of them those that answer every method by themselves. */
const ownMethods: ReadonlySet<string> = new Set(
  ["internal/ui/feature-flags", "storage/raft/bootstrap", "storage/raft/join"].map((name) => `sys/${name}`),
);
/** Of them those that can be read alone. */
const readOnlyPaths: ReadonlySet<string> = new Set(
  ["health", "leader", "seal-backend-status", "seal-status"].map((name) => `sys/${name}`),
);
const mergePatch = "application/merge-patch+json";

export function handleHttp(request: HttpRequest, handle: (request: LogicalRequest) => Handled): HttpAnswer {
  const target = splitUrl(request.url);
  if (target.path !== "/" && !target.path.startsWith("/v1/")) return withoutBody(request, errorAnswer(404));
  // Help is given before the way is looked for.
  const redirected = isForHelp(request, target) ? undefined : redirectOf(request.method, target);
  const parsed = redirected ?? parseHttp(request, target);
  const answer = "status" in parsed ? parsed : encodeOutcome(handle(parsed), parsed.path);
  // The Community edition has one namespace, and is asked for any: it says after whom it was asked, and answers.
  const namespace = request.headers["x-vault-namespace"] ?? "";
  const named = namespace === "" ? answer : withHeaders(answer, { "X-Vault-Namespace": namespace });
  return withoutBody(request, named);
}

function withoutBody(request: HttpRequest, answer: HttpAnswer): HttpAnswer {
  return request.method === "HEAD" ? { ...answer, body: "" } : answer;
}

function parseHttp(request: HttpRequest, target: Target): LogicalRequest | HttpAnswer {
  if (/[^\x20-\x7e]/.test(target.path) && /[\p{C}]/u.test(target.path)) return errorAnswer(400);
  const asked = operationOf(request, target);
  if ("status" in asked) return asked;
  const takesWrapping = asked.operation !== "help" && !plainPaths.has(asked.path);
  const wrapTtl = takesWrapping ? wrapTtlOf(request.headers) : undefined;
  if (typeof wrapTtl === "object") return wrapTtl;
  if ((wrapTtl ?? 0) > 0 && request.headers["x-vault-wrap-format"] === "jwt") {
    return errorAnswer(400, 'a wrapping token in the format "jwt" is not simulated; see docs/coverage.md');
  }
  return {
    operation: asked.operation,
    path: asked.path,
    data: asked.data,
    ...(asked.reread === undefined ? {} : { reread: asked.reread }),
    clientToken: tokenOf(request.headers),
    headers: request.headers,
    ...(wrapTtl === undefined ? {} : { wrapTtlSeconds: wrapTtl }),
    remoteAddress: request.remoteAddress ?? "127.0.0.1",
    ...(request.remotePort === undefined ? {} : { remotePort: request.remotePort }),
  };
}

/** Paths with empty or dotted segments lead to the plain one, and the root to the user interface, as a mux of Go's does it. */
function redirectOf(method: string, { rawPath, query }: Target): HttpAnswer | undefined {
  if (rawPath === "/") return redirect(method, 307, "Temporary Redirect", "/ui/");
  const withQuery = (path: string) => (query === "" ? path : `${path}?${query}`);
  // What is below it has handlers of its own, so the mux knows it as a folder.
  if (rawPath === "/v1/sys") return redirect(method, 301, "Moved Permanently", withQuery("/v1/sys/"));
  if (!/\/\/|\/\.{1,2}(?:\/|$)/.test(rawPath)) return undefined;
  const segments: string[] = [];
  for (const segment of rawPath.split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(segment);
  }
  const isFolder = rawPath.endsWith("/") && segments.length > 0;
  const clean = `/${segments.join("/")}${isFolder ? "/" : ""}`;
  return redirect(method, 301, "Moved Permanently", withQuery(clean));
}

interface Target {
  /** As it was sent, escapes and all. */
  readonly rawPath: string;
  readonly path: string;
  readonly query: string;
}

interface Asked {
  readonly operation: Operation;
  readonly path: string;
  readonly data: Readonly<Record<string, Json>>;
  readonly reread?: Reread;
}

function splitUrl(url: string): Target {
  const afterOrigin = url.startsWith("/") ? url : url.replace(/^[a-z]+:\/\/[^/?#]*/i, "");
  const hash = afterOrigin.indexOf("#");
  const withoutFragment = hash < 0 ? afterOrigin : afterOrigin.slice(0, hash);
  const mark = withoutFragment.indexOf("?");
  const path = mark < 0 ? withoutFragment : withoutFragment.slice(0, mark);
  return { rawPath: path, path: decodePercent(path), query: mark < 0 ? "" : withoutFragment.slice(mark + 1) };
}

function decodePercent(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function isForHelp(request: HttpRequest, target: Target): boolean {
  if (request.method === "HELP") return true;
  return target.query.includes("help") && (readQuery(target.query).get("help")?.[0] ?? "") !== "";
}

function operationOf(request: HttpRequest, target: Target): Asked | HttpAnswer {
  const path = target.path.slice("/v1/".length);
  if (isForHelp(request, target)) return { operation: "help", path, data: {} };
  const query = readQuery(target.query);
  if (ownMethods.has(path)) {
    const operation = operationsByMethod[request.method];
    return operation === undefined ? errorAnswer(405) : { operation, path, data: {} };
  }
  if (keyPaths.test(path) && plainPaths.has(path)) return keyRequest(request, path, query);
  if (plainPaths.has(path)) {
    if (isNotAllowed(path, request.method)) return errorAnswer(405);
    if (request.method === "GET") return { operation: "read", path, data: queryData(query) };
    if (request.method === "HEAD" && path === "sys/health") return { operation: "read", path, data: queryData(query) };
  }
  switch (request.method) {
    case "GET":
      return readOrList(path, query);
    case "HEAD":
    case "OPTIONS":
      return { operation: "header", path, data: queryData(query) };
    case "LIST":
      return { operation: "list", path: path.endsWith("/") ? path : `${path}/`, data: queryData(query) };
    case "DELETE":
      return { operation: "delete", path, data: queryData(query) };
    case "POST":
    case "PUT":
      return withBody(request, path, "update");
    case "PATCH":
      return whyNotPatch(request) ?? withBody(request, path, "patch");
    default:
      return errorAnswer(405);
  }
}

/** What is done with key shares. What makes root tokens is audited, and so looks at a patch's media type first. */
function keyRequest(request: HttpRequest, path: string, query: Map<string, string[]>): Asked | HttpAnswer {
  const operation = operationsByMethod[request.method];
  if (operation === undefined) return errorAnswer(405);
  const isAudited = path.startsWith("sys/generate-root/");
  const unfit = isAudited && request.method === "PATCH" ? whyNotPatch(request) : undefined;
  if (unfit !== undefined) return unfit;
  const plain = operation === "update" || bodyPaths.has(path) ? plainBodies.get(path) : undefined;
  if (plain !== undefined && !isAudited) return withPlainBody(request, path, operation, plain);
  const sends = operation === "update" || operation === "patch";
  const asked = isAudited && sends ? withBody(request, path, operation) : { operation, path, data: queryData(query) };
  return plain === undefined || "status" in asked ? asked : { ...asked, reread: readPlainBody(plain, request.body) };
}

function withPlainBody(request: HttpRequest, path: string, operation: Operation, plain: PlainBody): Asked | HttpAnswer {
  const read = readPlainBody(plain, request.body);
  return "error" in read ? errorAnswer(400, read.error) : { operation, path, data: read.data };
}

function whyNotPatch(request: HttpRequest): HttpAnswer | undefined {
  const mediaType = (request.headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (mediaType === "") return errorAnswer(400, "mime: no media type");
  if (mediaType === mergePatch) return undefined;
  return errorAnswer(415, `PATCH requires Content-Type of ${mergePatch}, provided ${mediaType}`);
}

/** Methods that a plain path refuses whatever is sent along. */
function isNotAllowed(path: string, method: string): boolean {
  if (path === "sys/step-down" && method === "PATCH") return false;
  if (readOnlyPaths.has(path)) return method !== "GET" && (method !== "HEAD" || path !== "sys/health");
  return method === "PATCH" || method === "LIST" || method === "OPTIONS";
}

const goTruths: ReadonlyMap<string, boolean> = new Map([
  ...["1", "t", "T", "true", "TRUE", "True"].map((text) => [text, true] as const),
  ...["0", "f", "F", "false", "FALSE", "False"].map((text) => [text, false] as const),
]);

function readOrList(path: string, query: Map<string, string[]>): Asked | HttpAnswer {
  const list = query.get("list")?.[0] ?? "";
  if (list === "") return { operation: "read", path, data: queryData(query) };
  const truth = goTruths.get(list);
  if (truth === undefined) return errorAnswer(400);
  if (!truth) return { operation: "read", path, data: queryData(query) };
  query.delete("list");
  return { operation: "list", path: path.endsWith("/") ? path : `${path}/`, data: queryData(query) };
}

function readQuery(query: string): Map<string, string[]> {
  const values = new Map<string, string[]>();
  if (query === "") return values;
  new URLSearchParams(query).forEach((value, name) => {
    values.set(name, [...(values.get(name) ?? []), value]);
  });
  return values;
}

function queryData(query: Map<string, string[]>): Record<string, Json> {
  return Object.fromEntries(
    [...query].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? "") : values]),
  );
}

function withBody(request: HttpRequest, path: string, operation: Operation): Asked | HttpAnswer {
  if (request.body.length > largestBody) return errorAnswer(413, "error parsing JSON");
  const plain = plainBodies.get(path);
  if (plain !== undefined && !keyPaths.test(path)) return withPlainBody(request, path, operation, plain);
  const contentType = (request.headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase();
  const text = request.body;
  if (operation === "update" && contentType === "application/x-www-form-urlencoded" && !/^\s*[[{]/.test(text)) {
    const form = [...readQuery(text)].map(([name, values]) => [name, values.join(",")] as const);
    return { operation, path, data: Object.fromEntries(form) };
  }
  if (text.trim() === "") return { operation, path, data: {} };
  // What follows the first value is left.
  const parsed = parseGoJson(text, { stream: true });
  if (!parsed.ok) return errorAnswer(400, "error parsing JSON");
  const value = parsed.value;
  if (value === null) return { operation, path, data: {} };
  return isObject(value) ? { operation, path, data: value } : errorAnswer(400, "error parsing JSON");
}

function isObject(value: Json): value is Readonly<Record<string, Json>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && numberText(value) === undefined;
}

function tokenOf(headers: Readonly<Record<string, string>>): string {
  const token = headers["x-vault-token"];
  if (token !== undefined && token !== "") return token;
  const authorization = headers["authorization"] ?? "";
  return authorization.startsWith("Bearer ") ? authorization.slice("Bearer ".length).trim() : "";
}

function wrapTtlOf(headers: Readonly<Record<string, string>>): number | undefined | HttpAnswer {
  const text = headers["x-vault-wrap-ttl"];
  if (text === undefined || text === "") return undefined;
  const seconds = parseDurationSeconds(text);
  const problem =
    typeof seconds !== "number" ? seconds.error : seconds < 0 ? "requested wrap ttl cannot be negative" : undefined;
  if (problem !== undefined) return errorAnswer(400, `error parsing X-Vault-Wrap-TTL header: ${problem}`);
  return typeof seconds === "number" ? seconds : undefined;
}
