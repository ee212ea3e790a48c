/** The JSON body around every success, its members in the order in which Vault writes them. */
import { formatRfc3339Nano, type Json } from "../../lib/index.ts";
import type { Auth, LogicalResponse, WrapInfo } from "./types.ts";

/** Members that keep this order; everything within `data` is written in the order of its keys. */
export const envelopeStructs: readonly string[] = ["", "auth", "wrap_info"];

export type Envelope = Readonly<Record<string, Json | undefined>>;

export function envelopeOf(answer: LogicalResponse, requestId: string): Envelope {
  return {
    request_id: requestId,
    lease_id: answer.secret?.leaseId ?? "",
    renewable: answer.secret?.renewable ?? false,
    lease_duration: Math.trunc(answer.secret?.ttlSeconds ?? 0),
    data: answer.data ?? null,
    wrap_info: null,
    warnings: answer.warnings ?? null,
    auth: answer.auth === undefined ? null : authOf(answer.auth),
  };
}

/** A wrapped answer says nothing but where it is. */
export function wrappedEnvelopeOf(wrapInfo: WrapInfo): Envelope {
  return {
    request_id: "",
    lease_id: "",
    renewable: false,
    lease_duration: 0,
    data: null,
    wrap_info: {
      token: wrapInfo.token,
      accessor: wrapInfo.accessor,
      ttl: Math.trunc(wrapInfo.ttlSeconds),
      creation_time: formatRfc3339Nano(wrapInfo.creationTimeNs),
      creation_path: wrapInfo.creationPath,
      ...(wrapInfo.wrappedAccessor === "" ? {} : { wrapped_accessor: wrapInfo.wrappedAccessor }),
    },
    warnings: null,
    auth: null,
  };
}

function authOf(auth: Auth): Json {
  return {
    client_token: auth.clientToken ?? "",
    accessor: auth.accessor ?? "",
    policies: auth.policies,
    ...(auth.tokenPolicies === undefined || auth.tokenPolicies.length === 0
      ? {}
      : { token_policies: auth.tokenPolicies }),
    ...(auth.identityPolicies === undefined || auth.identityPolicies.length === 0
      ? {}
      : { identity_policies: auth.identityPolicies }),
    metadata: auth.metadata,
    lease_duration: Math.trunc(auth.ttlSeconds),
    renewable: auth.renewable,
    entity_id: auth.entityId,
    token_type: auth.tokenType,
    orphan: auth.orphan,
    mfa_requirement: null,
    num_uses: auth.numUses,
  };
}
