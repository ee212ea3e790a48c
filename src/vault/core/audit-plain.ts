/** Making a root token is answered below the core, so what is written is plain: the body as it was, and the answer's headers. */
import { formatRfc3339Nano, parseGoJson } from "../../lib/index.ts";
import type { AuditRecord, Data } from "../audit/audit-record.ts";
import type { Outcome } from "../logical/types.ts";
import type { RequestState } from "./request-state.ts";
import { requestRecord } from "./audit-request.ts";

export const plainlyAudited: ReadonlySet<string> = new Set(["sys/generate-root/attempt", "sys/generate-root/update"]);

const headers = {
  "Cache-Control": ["no-store"],
  "Content-Type": ["application/json"],
  "Strict-Transport-Security": ["max-age=31536000; includeSubDomains"],
} as const;

export function plainRecord(state: RequestState, nowNs: bigint, answered?: { readonly answer: Outcome }): AuditRecord {
  const { id, operation, namespace, path, data, remote_address, remote_port } = requestRecord(state, "request");
  return {
    time: formatRfc3339Nano(nowNs),
    type: answered === undefined ? "request" : "response",
    auth: { token_type: "default" },
    request: {
      id,
      operation,
      namespace,
      path: operation === "list" ? `${path}/` : path,
      data,
      remote_address,
      remote_port,
    },
    response: answered === undefined ? undefined : { data: dataOf(answered.answer), headers },
  };
}

function dataOf(answer: Outcome): Data | undefined {
  if (answer === undefined) return undefined;
  if (!answer.ok) return { errors: answer.errors };
  const parsed = parseGoJson(answer.raw?.body ?? "");
  return parsed.ok && isMembers(parsed.value) ? parsed.value : undefined;
}

function isMembers(value: unknown): value is Data {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
