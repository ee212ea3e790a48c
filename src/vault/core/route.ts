/** Stage 3: hands the request to the mount that its path leads to. */
import { refusal } from "../logical/outcomes.ts";
import type { LogicalFailure, MountRequest, Outcome } from "../logical/types.ts";
import type { Routed, Router } from "../routing/router.ts";
import type { RequestState } from "./request-state.ts";

export function route(router: Router, state: RequestState, requestFor: (routed: Routed) => MountRequest): Outcome {
  const routed = state.routed ?? router.route(state.path);
  if (routed === undefined) return refusal(`no handler for route "${state.path}". route entry not found.`, 404);
  if (routed.mount.tainted && state.operation !== "revoke") {
    return refusal(`no handler for route "${state.path}". route entry is tainted.`, 404);
  }
  if (state.reread !== undefined && "error" in state.reread) return refusal(state.reread.error);
  return cubbyholeStranger(routed, state) ?? routed.mount.backend.handle(requestFor(routed));
}

/** A batch token has no cubbyhole: there is nothing stored that it could hang on. */
export function cubbyholeStranger(routed: Routed, state: RequestState): LogicalFailure | undefined {
  if (routed.mount.point !== "cubbyhole/" || state.tokenEntry?.type === "service") return undefined;
  return refusal('cubbyhole operations are only supported by "service" type tokens', 400, {
    kind: "batch-limit",
    limit: "cubbyhole",
  });
}
