/**
 * What Vault means by a refusal, beside the text that it answers with. Often nothing: then the refusal is an answer like
 * any other, and a record of it has no `error`.
 */
import type { LogicalFailure } from "../logical/types.ts";
import type { RequestState } from "./request-state.ts";

const invalidRequest = "invalid request";
/** Questions to the system mount whose refusals are answers. */
const lenientSystemPaths = ["sys/audit-hash/", "sys/config/auditing/", "sys/capabilities", "sys/tools/"];

export function failureMeaning(state: RequestState, failure: LogicalFailure): string | undefined {
  switch (failure.status) {
    case 400:
      return meaningOfBadRequest(state, failure.errors[0] ?? "");
    case 403:
      return "permission denied";
    case 404:
      return "unsupported path";
    case 405:
      return "unsupported operation";
    default:
      return "internal error";
  }
}

function meaningOfBadRequest(state: RequestState, text: string): string | undefined {
  const entry = state.routed?.mount.entry;
  const path = state.routed?.path ?? "";
  switch (entry?.type) {
    case "system":
      if (text.startsWith("path is already in use at ")) return text;
      return isLenientSystemRequest(state, text) ? undefined : invalidRequest;
    case "token":
      return path.startsWith("roles/") || /^(?:unknown role |batch tokens cannot |cannot assign policy )/.test(text)
        ? undefined
        : invalidRequest;
    case "kv":
    case "generic":
      return entry.options?.["version"] === "2" ? invalidRequest : undefined;
    case "userpass":
      return path.startsWith("users/") ? invalidRequest : undefined;
    case "approle":
      return /^role\/[^/]+$/.test(path) ? invalidRequest : undefined;
    default:
      return undefined;
  }
}

function isLenientSystemRequest({ operation, path }: RequestState, text: string): boolean {
  if (text.startsWith("unable to decode input") || path.endsWith("/tune")) return false;
  if (operation === "read" || lenientSystemPaths.some((prefix) => path.startsWith(prefix))) return true;
  if (text === "'policy' parameter not supplied or empty") return true;
  return path.startsWith("sys/wrapping/") && path !== "sys/wrapping/wrap";
}
