/** Paths that answer plain JSON, without the envelope. */
import { writeGoJson, type Json } from "../../../lib/index.ts";
import type { FieldSchema, Handler, PathDeclaration } from "../../framework/types.ts";
import type { LogicalFailure, LogicalResponse, Operation } from "../../logical/types.ts";

/** A path that answers any other method with a bare 405. */
export function plainPath(
  path: string,
  operations: Readonly<Partial<Record<Operation, Handler>>>,
  synopsis: string,
  fields: Readonly<Record<string, FieldSchema>> = {},
): PathDeclaration {
  const notAllowed: Handler = (): LogicalFailure => ({ ok: false, status: 405, errors: [] });
  return {
    path,
    fields,
    takesArbitraryInput: true,
    operations: {
      read: notAllowed,
      update: notAllowed,
      delete: notAllowed,
      patch: notAllowed,
      list: notAllowed,
      header: notAllowed,
      ...operations,
    },
    synopsis,
  };
}

/** A path that looks at the body alone, whatever the method. */
export function byAnyMethod(handler: Handler): Readonly<Partial<Record<Operation, Handler>>> {
  return { read: handler, update: handler, delete: handler, patch: handler, list: handler, header: handler };
}

export function plainJson(body: Json, status = 200): LogicalResponse {
  return jsonText(`${writeGoJson(body, { sortKeys: false })}\n`, status);
}

export function jsonText(body: string, status = 200): LogicalResponse {
  return { ok: true, status, raw: { contentType: "application/json", body } };
}
