/** What the core answered as status, headers and body. */
import { writeGoJson, type HttpAnswer, type Json } from "../../lib/index.ts";
import { envelopeOf, envelopeStructs, wrappedEnvelopeOf, type Envelope } from "../logical/envelope.ts";
import type { LogicalResponse } from "../logical/types.ts";
import type { Handled } from "./handle-http.ts";

export const commonHeaders: Readonly<Record<string, string>> = {
  "Cache-Control": "no-store",
  "Content-Type": "application/json",
  "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
};

/** Paths whose data also stands at the top of the body, as clients of the first versions expect it. */
const injectingPaths: ReadonlySet<string> = new Set([
  "sys/audit",
  "sys/auth",
  "sys/config/cors",
  "sys/config/auditing/request-headers",
  "sys/capabilities",
  "sys/capabilities-accessor",
  "sys/capabilities-self",
  "sys/ha-status",
  "sys/key-status",
  "sys/mounts",
  "sys/policy",
  "sys/rekey/backup",
  "sys/rekey/recovery-key-backup",
  "sys/remount",
  "sys/rotate",
  "sys/wrapping/wrap",
]);
const injectingPrefixes = [
  "sys/audit/",
  "sys/audit-hash/",
  "sys/auth/",
  "sys/config/auditing/request-headers/",
  "sys/mounts/",
  "sys/policy/",
];

/** Where Vault's answer has structs within its data, whose members keep their order. */
const structsOfPath: ReadonlyMap<string, readonly string[]> = new Map([
  ["sys/ha-status", [...envelopeStructs, "nodes.*", "data.nodes.*"]],
  ["sys/locked-users", [...envelopeStructs, "data.by_namespace.*", "data.by_namespace.*.mount_accessors.*"]],
]);

export function encodeOutcome(handled: Handled, path: string): HttpAnswer {
  const { outcome, operation } = handled;
  if (outcome === undefined) return operation === "read" || operation === "list" ? errorAnswer(404) : noContent();
  if (!outcome.ok) {
    if (outcome.data === undefined) return errorAnswer(outcome.status, ...outcome.errors);
    return answer(outcome.status, { errors: outcome.errors, data: outcome.data ?? null }, [""]);
  }
  if (operation === "help" && outcome.data !== undefined) return answer(200, outcome.data, []);
  if (outcome.raw !== undefined) return rawAnswer(outcome);
  if (operation === "list" && outcome.wrapInfo === undefined && listsNothing(outcome)) return errorAnswer(404);
  const status = outcome.status ?? 200;
  if (status === 204) return noContent();
  return withHeaders(
    answer(status, bodyOf(handled.requestId, outcome, path), structsOfPath.get(path) ?? envelopeStructs),
    outcome.headers,
  );
}

function bodyOf(requestId: string, outcome: LogicalResponse, path: string): Envelope {
  if (outcome.wrapInfo !== undefined && outcome.wrapInfo.token !== "") return wrappedEnvelopeOf(outcome.wrapInfo);
  const envelope = envelopeOf(outcome, requestId);
  if (outcome.data === undefined || outcome.data === null || !injects(path)) return envelope;
  return { ...outcome.data, ...envelope };
}

function injects(path: string): boolean {
  return injectingPaths.has(path) || injectingPrefixes.some((prefix) => path.startsWith(prefix));
}

function listsNothing(outcome: LogicalResponse): boolean {
  const data = outcome.data ?? {};
  if (Object.keys(data).length === 0) return outcome.warnings === undefined || outcome.warnings.length === 0;
  const keys: Json | undefined = data["keys"];
  return Array.isArray(keys) && keys.length === 0;
}

export function errorAnswer(status: number, ...errors: readonly string[]): HttpAnswer {
  return answer(status, { errors }, []);
}

/** Only who reads is told in a page of it. */
export function redirect(method: string, status: number, reason: string, location: string): HttpAnswer {
  const { "Content-Type": _, ...headers } = commonHeaders;
  if (method !== "GET" && method !== "HEAD") return { status, headers: { ...headers, Location: location }, body: "" };
  return {
    status,
    headers: { ...headers, "Content-Type": "text/html; charset=utf-8", Location: location },
    body: `<a href="${location.replaceAll("&", "&amp;")}">${reason}</a>.\n\n`,
  };
}

function noContent(): HttpAnswer {
  return { status: 204, headers: commonHeaders, body: "" };
}

function answer(status: number, body: unknown, structsAt: readonly string[]): HttpAnswer {
  return { status, headers: commonHeaders, body: `${writeGoJson(body, { structsAt })}\n` };
}

function rawAnswer(outcome: LogicalResponse): HttpAnswer {
  const raw = outcome.raw ?? { contentType: "application/json", body: "" };
  const headers = { ...commonHeaders, "Content-Type": raw.contentType };
  return withHeaders({ status: outcome.status ?? 200, headers, body: raw.body }, outcome.headers);
}

export function withHeaders(plain: HttpAnswer, more: Readonly<Record<string, string>> | undefined): HttpAnswer {
  return more === undefined ? plain : { ...plain, headers: { ...plain.headers, ...more } };
}
