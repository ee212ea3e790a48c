/** What becomes of a mount's words when it does not renew what it issued. */
import { failure, refusal, withoutList } from "../logical/outcomes.ts";
import type { LogicalFailure } from "../logical/types.ts";

/** A mount's error, as opposed to its refusal, says what it was an error of. */
export function unrenewedToken(failed: LogicalFailure): LogicalFailure {
  const [text = ""] = failed.errors;
  const inner = withoutList(text);
  return inner === text ? failed : failure(`failed to renew entry: ${inner}`, failed.status);
}

export function unrenewedSecret(failed: LogicalFailure): LogicalFailure {
  const text = withoutList(failed.errors[0] ?? "");
  return refusal(`failed to renew entry: resp: (*logical.Response)(nil) err: ${text}`);
}
