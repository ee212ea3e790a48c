/** Stage 5: puts an answer into a cubbyhole of its own and hands out the one token that opens it. */
import { writeGoJson } from "../../lib/index.ts";
import type { Auth, LogicalFailure, LogicalResponse, WrapInfo } from "../logical/types.ts";
import type { ExpirationManager } from "../expiration/expiration-manager.ts";
import { envelopeOf, envelopeStructs } from "../logical/envelope.ts";
import type { StorageValue, StorageView } from "../storage/types.ts";
import { blankToken } from "../token/blank-token.ts";
import type { TokenStore } from "../token/token-store.ts";
import { internalError } from "./lease.ts";
import type { RequestState } from "./request-state.ts";
import { refusal } from "../logical/outcomes.ts";

export interface WrapParts {
  readonly tokens: TokenStore;
  readonly expiration: ExpirationManager;
  readonly nowNs: () => bigint;
  readonly cubbyhole: () => StorageView | undefined;
}

/** What `sys/wrapping/lookup` tells, kept in the cubbyhole at `wrapinfo`. */
export interface StoredWrapInfo {
  readonly creation_ttl: number;
  /** Unix nanoseconds, as text. */
  readonly creation_time: string;
  readonly creation_path: string;
}

const rewrapPath = "sys/wrapping/rewrap";

/** The shorter of what the caller and the mount ask for; 0 leaves the answer as it is. */
export function wrapTtlOf(state: RequestState, answer: LogicalResponse): number {
  const asked = state.wrapTtlSeconds ?? 0;
  const wanted = answer.wrapInfo?.ttlSeconds ?? 0;
  return asked > 0 && wanted > 0 ? Math.min(asked, wanted) : Math.max(asked, wanted);
}

export function wrap(
  parts: WrapParts,
  state: RequestState,
  answer: LogicalResponse,
  ttlSeconds: number,
): LogicalResponse | LogicalFailure {
  if (state.operation === "list" && listsNothing(answer)) return refusal("unsupported path", 404);
  const cubbyhole = parts.cubbyhole();
  if (cubbyhole === undefined) return internalError();
  const isRewrap = state.path === rewrapPath;
  const nowNs = parts.nowNs();
  const entry = parts.tokens.create({
    ...blankToken(),
    path: state.path,
    policies: ["response-wrapping"],
    creationTimeSeconds: Number(nowNs / 1_000_000_000n),
    ttlSeconds,
    numUses: 1,
    explicitMaxTtlSeconds: ttlSeconds,
  });
  if ("error" in entry) return internalError();
  const wrapInfo: WrapInfo = {
    token: entry.externalId,
    accessor: entry.accessor,
    ttlSeconds,
    creationTimeNs: nowNs,
    creationPath: isRewrap ? (answer.wrapInfo?.creationPath ?? "") : state.path,
    wrappedAccessor: wrappedAccessorOf(state, answer),
  };
  const own = cubbyhole.sub(`${entry.cubbyholeId}/`);
  own.put("response", { response: isRewrap ? (answer.data?.["response"] ?? "") : encodeAnswer(state, answer) });
  const info: StoredWrapInfo = {
    creation_ttl: ttlSeconds,
    creation_time: String(nowNs),
    creation_path: wrapInfo.creationPath,
  };
  own.put("wrapinfo", info);
  if (parts.expiration.registerAuth(entry, wrappingAuth(entry.id, ttlSeconds, nowNs)) !== undefined)
    return internalError();
  parts.tokens.watcher?.issued(entry);
  const wrapped: LogicalResponse = { ok: true, wrapInfo };
  if (answer.warnings !== undefined) wrapped.warnings = answer.warnings;
  if (answer.notices !== undefined) wrapped.notices = answer.notices;
  return wrapped;
}

/** Of the token that is wrapped, or of the secret ID. */
function wrappedAccessorOf(state: RequestState, answer: LogicalResponse): string {
  if (answer.auth !== undefined) return answer.auth.accessor ?? "";
  const accessor = answer.data?.["secret_id_accessor"];
  return state.routed?.mount.entry.type === "approle" && typeof accessor === "string" ? accessor : "";
}

function encodeAnswer(state: RequestState, answer: LogicalResponse): string {
  return writeGoJson(envelopeOf(asData(answer), state.id), { structsAt: envelopeStructs });
}

/** A body of its own kind is put away among the data, with what it is. */
function asData(answer: LogicalResponse): LogicalResponse {
  if (answer.raw === undefined) return answer;
  const { contentType, body } = answer.raw;
  return {
    ok: true,
    data: { http_content_type: contentType, http_raw_body: body, http_status_code: answer.status ?? 200 },
  };
}

function listsNothing(answer: LogicalResponse): boolean {
  const keys = answer.data?.["keys"];
  if (keys === undefined || keys === null)
    return Object.keys(answer.data ?? {}).length === 0 && answer.warnings === undefined;
  return !Array.isArray(keys) || keys.length === 0;
}

function wrappingAuth(clientToken: string, ttlSeconds: number, nowNs: bigint): Auth {
  return {
    clientToken,
    tokenType: "service",
    displayName: "",
    policies: ["response-wrapping"],
    metadata: null,
    entityId: "",
    orphan: true,
    numUses: 1,
    renewable: false,
    ttlSeconds,
    maxTtlSeconds: 0,
    periodSeconds: 0,
    explicitMaxTtlSeconds: 0,
    boundCidrs: [],
    issueTimeNs: nowNs,
    internalData: {},
  };
}

export function isStoredWrapInfo(value: StorageValue | undefined): value is StoredWrapInfo {
  return typeof value === "object" && "creation_path" in value;
}

/** The wrapped answer's JSON, from what is kept at `response`. */
export function wrappedResponseOf(value: StorageValue | undefined): string | undefined {
  const text: unknown = typeof value === "object" && "response" in value ? value.response : undefined;
  return typeof text === "string" ? text : undefined;
}
