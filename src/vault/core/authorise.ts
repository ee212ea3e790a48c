/** Stage 2: whether who asks may do this here. */
import { formatMultierror } from "../../lib/index.ts";
import { refusal } from "../logical/outcomes.ts";
import type { Decision } from "../inspect/types.ts";
import type { LogicalFailure, TokenEntry } from "../logical/types.ts";
import { permissionDenied } from "./authenticate.ts";
import { isWithinAny } from "./cidr.ts";
import type { Core } from "./core.ts";
import { cubbyholeStranger } from "./route.ts";
import { mountRequest, type RequestState } from "./request-state.ts";

export function authorise(core: Core, state: RequestState, entry: TokenEntry): LogicalFailure | undefined {
  const unfit = whyNotUsable(core, entry, state.remoteAddress);
  if (unfit !== undefined) {
    state.decision = unfit;
    return refusal(permissionDenied, 403);
  }
  const problem = state.operation === "update" ? settleOperation(core, state) : undefined;
  if (problem !== undefined) return problem;
  const { routed } = state;
  const verdict = core.aclOf(entry).allowOperation({
    operation: state.operation,
    path: state.path,
    data: state.data,
    wrapTtlSeconds: state.wrapTtlSeconds,
    sudoRequired: routed?.mount.backend.needsSudo(routed.path) ?? false,
  });
  state.decision = verdict.decision;
  state.policyResults = verdict;
  return verdict.allowed ? undefined : refusal(formatMultierror([permissionDenied]), 403);
}

/** What keeps a token from any use, whatever its policies say. */
export function whyNotUsable(core: Core, entry: TokenEntry, address: string): Decision | undefined {
  // Address blocks bind every token but a root token that never expires.
  if (entry.ttlSeconds !== 0 && entry.boundCidrs.length > 0 && !isWithinAny(entry.boundCidrs, address)) {
    return { cause: "address-not-bound", address, blocks: entry.boundCidrs };
  }
  const state = whyEntityMayNot(core, entry.entityId);
  return state === undefined ? undefined : { cause: "entity", state };
}

/** The token of an entity is good for nothing while that is disabled, or when it is gone. */
export function whyEntityMayNot(core: Core, entityId: string): "gone" | "disabled" | undefined {
  if (entityId === "") return undefined;
  const entity = core.identities.entityOfToken(entityId);
  if (entity === undefined) return "gone";
  return entity.disabled ? "disabled" : undefined;
}

/** A write to what is not there yet is a `create`, where the mount can tell. */
function settleOperation(core: Core, state: RequestState): LogicalFailure | undefined {
  const { routed } = state;
  if (routed === undefined) return undefined;
  // Asking the mount whether something is there completes the mount's own name, for the policies too.
  state.path = routed.fullPath;
  const stranger = cubbyholeStranger(routed, state);
  if (stranger !== undefined) return stranger;
  const existence = routed.mount.backend.exists(mountRequest(state, routed, core.nowNs(), core.mountToken(state)));
  if ("ok" in existence) {
    state.decision = { cause: "refused", reason: existence.errors[0] ?? "" };
    return existence;
  }
  if (existence.checked && !existence.exists) state.operation = "create";
  return undefined;
}
