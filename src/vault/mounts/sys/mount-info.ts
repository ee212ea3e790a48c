import type { Json } from "../../../lib/index.ts";
import type { MountConfig, MountEntry } from "../../routing/mount-entry.ts";

/** A mount as the tables and the user interface show it. */
export function mountInfo(entry: MountEntry): Record<string, Json> {
  return {
    type: entry.type,
    description: entry.description,
    accessor: entry.accessor,
    local: entry.local,
    seal_wrap: entry.sealWrap,
    external_entropy_access: entry.externalEntropyAccess,
    options: entry.options,
    uuid: entry.uuid,
    plugin_version: entry.pluginVersion,
    running_plugin_version: entry.runningVersion,
    running_sha256: entry.runningSha256,
    ...(entry.deprecationStatus === "" ? {} : { deprecation_status: entry.deprecationStatus }),
    config: configInfo(entry),
  };
}

function configInfo(entry: MountEntry): Record<string, Json> {
  const { config } = entry;
  const info: Record<string, Json> = {
    default_lease_ttl: Math.trunc(config.defaultLeaseTtlSeconds),
    max_lease_ttl: Math.trunc(config.maxLeaseTtlSeconds),
    force_no_cache: config.forceNoCache,
    ...listsOf(config),
    ...visibilityOf(config),
  };
  if (entry.table === "auth") info["token_type"] = config.tokenType ?? "default-service";
  const lockout = lockoutInfo(config, "user_lockout_");
  if (lockout !== undefined) info["user_lockout_config"] = lockout;
  return info;
}

/** A mount's tuning, its TTLs as they are in effect. */
export function tuneInfo(
  entry: MountEntry,
  bounds: { readonly defaultLeaseTtlSeconds: number; readonly maxLeaseTtlSeconds: number },
): Record<string, Json> {
  const { config } = entry;
  return {
    description: entry.description,
    default_lease_ttl: Math.trunc(config.defaultLeaseTtlSeconds || bounds.defaultLeaseTtlSeconds),
    max_lease_ttl: Math.trunc(config.maxLeaseTtlSeconds || bounds.maxLeaseTtlSeconds),
    force_no_cache: config.forceNoCache,
    ...(entry.externalEntropyAccess ? { external_entropy_access: true } : {}),
    ...(entry.table === "auth" ? { token_type: config.tokenType ?? "default-service" } : {}),
    ...listsOf(config),
    ...visibilityOf(config),
    ...lockoutInfo(config, "user_lockout_"),
    ...(entry.options === null || Object.keys(entry.options).length === 0 ? {} : { options: entry.options }),
    ...(entry.pluginVersion === "" ? {} : { plugin_version: entry.pluginVersion }),
  };
}

/** The lists of a mount's configuration, by their names in requests. */
export const configLists = {
  audit_non_hmac_request_keys: "auditNonHmacRequestKeys",
  audit_non_hmac_response_keys: "auditNonHmacResponseKeys",
  passthrough_request_headers: "passthroughRequestHeaders",
  allowed_response_headers: "allowedResponseHeaders",
  allowed_managed_keys: "allowedManagedKeys",
} as const satisfies Readonly<Record<string, keyof MountConfig>>;

function listsOf(config: MountConfig): Record<string, Json> {
  const lists: Record<string, Json> = {};
  for (const [name, member] of Object.entries(configLists)) {
    const list = config[member];
    if (list !== undefined && list.length > 0) lists[name] = list;
  }
  return lists;
}

function visibilityOf(config: MountConfig): Record<string, Json> {
  const visibility = config.listingVisibility ?? "";
  return visibility === "" ? {} : { listing_visibility: visibility };
}

function lockoutInfo(config: MountConfig, prefix: string): Record<string, Json> | undefined {
  const lockout = config.userLockout;
  if (lockout === undefined) return undefined;
  return {
    [`${prefix}counter_reset_duration`]: lockout.lockoutCounterResetSeconds,
    [`${prefix}threshold`]: lockout.lockoutThreshold,
    [`${prefix}duration`]: lockout.lockoutDurationSeconds,
    [`${prefix}disable`]: lockout.lockoutDisable,
  };
}
