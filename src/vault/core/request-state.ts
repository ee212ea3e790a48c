import type { Json } from "../../lib/index.ts";
import type { Notice } from "../inspect/notice.ts";
import type { Decision } from "../inspect/types.ts";
import type { Auth, LogicalFailure, MountRequest, Operation, Reread, TokenEntry } from "../logical/types.ts";
import type { Routed } from "../routing/router.ts";

/** One request on its way through the stages. Each stage adds what it finds out. */
export interface RequestState {
  readonly id: string;
  operation: Operation;
  path: string;
  data: Readonly<Record<string, Json>>;
  readonly reread: Reread | undefined;
  /** The token as it was sent. */
  readonly inboundToken: string;
  /** The inner id of the token. */
  clientToken: string;
  tokenEntry: TokenEntry | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly wrapTtlSeconds: number | undefined;
  readonly remoteAddress: string;
  readonly remotePort: number | undefined;
  routed: Routed | undefined;
  /** A path that needs no token: a login, health, unwrapping… */
  unauthenticated: boolean;
  /** The token named in the body of a lookup, renewal or revocation, as it was sent. */
  bodyToken: string | undefined;
  decision: Decision;
  /** What the policies said; undefined where they were not asked. */
  policyResults: { readonly allowed: boolean; readonly grantingPolicies: readonly string[] } | undefined;
  /** Uses that the token had left before this one. */
  usesLeft: number;
  /** What a login issued. */
  loginAuth: Auth | undefined;
  /** How it was refused before it reached its mount. */
  earlyRefusal: LogicalFailure | undefined;
  /** It has reached its mount. */
  handedOver: boolean;
  /** What the mount noted beside its answer. */
  readonly notices: Notice[];
}

/** What a mount is given of a request. */
export function mountRequest(state: RequestState, routed: Routed, nowNs: bigint, clientToken: string): MountRequest {
  const { entry } = routed.mount;
  return {
    id: state.id,
    operation: state.operation,
    path: routed.path,
    fullPath: routed.fullPath,
    mountPoint: routed.mount.point,
    mountAccessor: entry.accessor,
    mountType: entry.type,
    data: state.reread !== undefined && "data" in state.reread ? state.reread.data : state.data,
    clientToken,
    tokenEntry: state.tokenEntry,
    headers: state.headers,
    wrapTtlSeconds: state.wrapTtlSeconds,
    remoteAddress: state.remoteAddress,
    storage: routed.mount.storage,
    nowNs,
    notices: state.notices,
  };
}
