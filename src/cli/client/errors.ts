import { isList, isObject } from "../wire/value.ts";
import { parseJson } from "../wire/json.ts";

/** What the server said besides success. */
export class ApiError extends Error {
  readonly status: number;
  readonly body: string;
  constructor(message: string, status: number, body: string) {
    super(message);
    this.status = status;
    this.body = body;
  }
}

/** A request that was asked to be shown and not sent (`-output-curl-string`, `-output-policy`). */
export class NotSent extends Error {}

export interface Refusal {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly namespace: string;
  readonly body: string;
}

export function apiError(refusal: Refusal): ApiError {
  const errors = errorsIn(refusal.body);
  const inNamespace = refusal.namespace !== "" && refusal.namespace !== "root/";
  const lines = [
    "Error making API request.",
    "",
    ...(inNamespace ? [`Namespace: ${refusal.namespace}`] : []),
    `URL: ${refusal.method} ${refusal.url}`,
    `Code: ${refusal.status}. ${errors === undefined ? "Raw Message" : "Errors"}:`,
    "",
    errors === undefined ? refusal.body : errors.map((error) => `* ${error}`).join(""),
  ];
  return new ApiError(lines.join("\n"), refusal.status, refusal.body);
}

/** The list under `errors`; undefined where the body is not such an answer. */
function errorsIn(body: string): readonly string[] | undefined {
  try {
    const value = parseJson(body);
    if (value === null) return [];
    if (!isObject(value)) return undefined;
    const errors = value["errors"] ?? [];
    return isList(errors) && errors.every((error) => typeof error === "string") ? errors.map(String) : undefined;
  } catch {
    return undefined;
  }
}
