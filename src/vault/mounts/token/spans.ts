/** The spans of a new token: what is asked for, and what its role makes of that. */
import { parseDurationSeconds } from "../../framework/duration-seconds.ts";
import type { FieldData } from "../../framework/types.ts";
import { addWarning, refusal } from "../../logical/outcomes.ts";
import type { LogicalFailure, LogicalResponse, MountRequest, TokenEntry } from "../../logical/types.ts";
import type { TokenRole } from "./role.ts";

export interface Spans {
  periodSeconds: number;
  explicitMaxTtlSeconds: number;
}

export function readSpans(
  request: MountRequest,
  fields: FieldData,
  draft: TokenEntry,
  spans: Spans,
  isSudo: boolean,
): LogicalFailure | undefined {
  const explicitMax = readSpan("explicit_max_ttl", fields.get("explicit_max_ttl"));
  if (typeof explicitMax !== "number") return explicitMax;
  draft.explicitMaxTtlSeconds = spans.explicitMaxTtlSeconds = explicitMax;
  const period = readSpan("period", fields.get("period"));
  if (typeof period !== "number") return period;
  if (period > 0 && !isSudo)
    return needsSudo("period", "root or sudo privileges required to create periodic token", request.fullPath);
  draft.periodSeconds = spans.periodSeconds = period;
  const ttlName = fields.get<string>("ttl") === "" ? "lease" : "ttl";
  const ttl = readSpan(ttlName, fields.get(ttlName));
  if (typeof ttl !== "number") return ttl;
  draft.ttlSeconds = ttl;
  return undefined;
}

function readSpan(name: string, text: string): number | LogicalFailure {
  if (text === "") return 0;
  const seconds = parseDurationSeconds(text);
  if (typeof seconds !== "number") return refusal(seconds.error);
  return seconds < 0 ? refusal(`${name} must be positive`) : seconds;
}

/** The lesser of what the call and the role say. */
export function boundByRole(role: TokenRole, spans: Spans, answer: LogicalResponse): void {
  const lesser = (asked: number, ofRole: number, what: string): number => {
    if (ofRole === 0 || asked === 0) return asked === 0 ? ofRole : asked;
    const value = Math.min(asked, ofRole);
    addWarning(
      answer,
      `${what} specified both during creation call and in role; using the lesser value of ${Math.trunc(value)} seconds`,
    );
    return value;
  };
  spans.explicitMaxTtlSeconds = lesser(
    spans.explicitMaxTtlSeconds,
    role.tokenExplicitMaxTtlSeconds,
    "Explicit max TTL",
  );
  spans.periodSeconds = lesser(spans.periodSeconds, role.tokenPeriodSeconds, "Period");
}

export function needsSudo(what: "id" | "orphan" | "period", text: string, path: string): LogicalFailure {
  return refusal(text, 400, { kind: "sudo-needed", what, path });
}
