import { writeGoJson } from "../../../lib/index.ts";
import { envelopeOf, envelopeStructs } from "../../logical/envelope.ts";
import type { LogicalResponse, MountRequest } from "../../logical/types.ts";

/** An answer with a body under a status of its own (Vault: `logical.RespondWithStatusCode`); the body ends without a line break. */
export function respondWithStatus(
  request: MountRequest,
  status: number,
  answer: Pick<LogicalResponse, "data" | "warnings">,
): LogicalResponse {
  const body = writeGoJson(envelopeOf({ ok: true, ...answer }, request.id), { structsAt: envelopeStructs });
  return { ok: true, ...answer, status, raw: { contentType: "application/json", body } };
}

/** A bare 404. */
export function notFound(): LogicalResponse {
  return { ok: true, status: 404, raw: { contentType: "application/json", body: "" } };
}
