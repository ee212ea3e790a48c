import type { Json } from "../../lib/index.ts";
import type { Secret, SecretAuth, WrapInfo } from "../wire/secret.ts";

/** What `-field=NAME` means for a secret: names of its own for tokens and wrapped answers, else a key of the data. */
export function fieldOf(secret: Secret, field: string): Json | undefined {
  if (secret.auth !== undefined) return ofAuth(secret.auth, field, secret);
  if (secret.wrapInfo !== undefined) return ofWrapInfo(secret.wrapInfo, field, secret);
  switch (field) {
    case "lease_duration":
    case "refresh_interval":
      return secret.leaseDurationSeconds;
    case "lease_id":
      return secret.leaseId;
    case "request_id":
      return secret.requestId;
    case "renewable":
      return secret.renewable;
    case "data":
      return secret.data !== undefined && "data" in secret.data ? secret.data["data"] : (secret.data ?? {});
    default:
      return secret.data?.[field];
  }
}

function ofAuth(auth: SecretAuth, field: string, secret: Secret): Json | undefined {
  switch (field) {
    case "token":
      return auth.clientToken;
    case "token_accessor":
      return auth.accessor;
    case "token_duration":
      return auth.leaseDurationSeconds;
    case "token_renewable":
      return auth.renewable;
    case "token_policies":
      return auth.tokenPolicies ?? [];
    case "identity_policies":
      return auth.identityPolicies ?? [];
    case "policies":
      return auth.policies ?? [];
    default:
      return secret.data?.[field];
  }
}

function ofWrapInfo(info: WrapInfo, field: string, secret: Secret): Json | undefined {
  switch (field) {
    case "wrapping_token":
      return info.token;
    case "wrapping_accessor":
      return info.accessor;
    case "wrapping_token_ttl":
      return info.ttlSeconds;
    case "wrapping_token_creation_time":
      return info.creationTime;
    case "wrapping_token_creation_path":
      return info.creationPath;
    case "wrapped_accessor":
      return info.wrappedAccessor;
    default:
      return secret.data?.[field];
  }
}
