/** The few shapes that an answer takes; the texts are Vault's. */
import { formatMultierror, type Json } from "../../lib/index.ts";
import type { Notice } from "../inspect/notice.ts";
import type { LogicalFailure, LogicalResponse } from "./types.ts";

/** An error with its text as it is (Vault: `logical.ErrorResponse`). */
export function refusal(text: string, status = 400, notice?: Notice): LogicalFailure {
  return { ok: false, status, errors: [text], ...(notice && { notice }) };
}

/** An error that the core wraps on its way out (Vault: a Go error returned without a response). */
export function failure(text: string, status = 400, notice?: Notice): LogicalFailure {
  return refusal(formatMultierror([text]), status, notice);
}

/** The text that a failure wrapped. */
export function withoutList(error: string): string {
  return /^1 error occurred:\n\t\* (.*)\n\n$/s.exec(error)?.[1] ?? error;
}

export function response(data?: Record<string, Json> | null, warnings?: string[]): LogicalResponse {
  const answer: LogicalResponse = { ok: true };
  if (data !== undefined) answer.data = data;
  if (warnings !== undefined && warnings.length > 0) answer.warnings = warnings;
  return answer;
}

/** Vault: `logical.ListResponse`. No keys at all leaves the data empty, which is a 404. */
export function listResponse(keys: readonly string[]): LogicalResponse {
  return { ok: true, data: keys.length > 0 ? { keys } : {} };
}

export function addWarning(answer: LogicalResponse, warning: string): void {
  (answer.warnings ??= []).push(warning);
}

/** Tells whoever watches what the answer itself does not say. */
export function addNotices(answer: LogicalResponse, notices: readonly Notice[]): void {
  if (notices.length > 0) (answer.notices ??= []).push(...notices);
}
