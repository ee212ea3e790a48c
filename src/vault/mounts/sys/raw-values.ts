/**
 * The bytes that a real server keeps for what this one keeps as objects. Only what is certain is said: a value without
 * an encoding here is one whose bytes are not simulated.
 */
import { encodeUtf8, formatRfc3339Nano, writeGoJson, type Json, type Policy } from "../../../lib/index.ts";
import type { StoredDevice } from "../../audit/device-table.ts";
import type { LeaseEntry } from "../../expiration/lease-entry.ts";
import type { TokenEntry } from "../../logical/types.ts";
import type { MountConfig, MountEntry } from "../../routing/mount-entry.ts";
import type { StorageValue } from "../../storage/types.ts";

/** What was written by way of `sys/raw` and means nothing to the server. */
export class RawValue {
  readonly bytes: Uint8Array;
  /** What the bytes were to be pressed with; "" for not at all. */
  readonly compression: string;

  constructor(bytes: Uint8Array, compression: string) {
    this.bytes = bytes;
    this.compression = compression;
  }
}

/** A value's bytes. Those of tables are pressed where they are kept, in a form that is not simulated. */
export interface RawBytes {
  readonly bytes: Uint8Array;
  readonly compression: string;
}

type Members = { readonly [name: string]: Json | undefined };

/** Encodes what has a member that no other kind of value has. */
function known<T extends object>(member: string, encode: (value: T) => Members | undefined) {
  const is = (value: object): value is T => member in value;
  return (value: object): Members | undefined => (is(value) ? encode(value) : undefined);
}

/** Key patterns, what is written below them, and whether a line break ends it. */
const encodings: readonly (readonly [RegExp, (value: object) => Members | undefined, "\n" | ""])[] = [
  [/^core\/(?:local-)?(?:mounts|auth)$/, known("entries", mountTable), "\n"],
  [/^core\/(?:local-)?audit$/, known("entries", auditTable), "\n"],
  [/^core\/cluster\/feature-flags$/, () => ({ namespace_cubbyholes_local: true }), "\n"],
  [/^core\/versions\//, known("timestampInstalledNs", versionEntry), ""],
  [/^sys\/policy\//, known("templated", policyEntry), "\n"],
  [/^sys\/token\/accessor\//, known("accessorId", accessorEntry), "\n"],
  [/^sys\/token\/id\//, known("cubbyholeId", tokenEntry), ""],
  [/^sys\/expire\/id\/auth\/token\/create/, known("leaseId", leaseEntry), ""],
];
const pressed = /^core\/(?:local-)?(?:mounts|auth|audit)$/;
const texts = /^(?:sys\/token\/salt$|sys\/token\/parent\/|audit\/[^/]+\/salt$)/;

/** `plain`: whoever uses the mount decides what is kept below it, as JSON. Undefined where the bytes are not simulated. */
export function rawBytesOf(key: string, value: StorageValue, plain: boolean): RawBytes | undefined {
  if (value instanceof RawValue) return value;
  if (typeof value === "string") {
    return texts.test(key) ? { bytes: encodeUtf8(value), compression: "" } : undefined;
  }
  if (plain) return { bytes: encodeUtf8(writeGoJson(value)), compression: "" };
  const found = encodings.find(([pattern]) => pattern.test(key));
  if (found === undefined) return undefined;
  const [, encode, end] = found;
  const members = encode(value);
  if (members === undefined) return undefined;
  const text = writeGoJson(members, { structsAt });
  return { bytes: encodeUtf8(text + end), compression: pressed.test(key) ? "gzip" : "" };
}

/** Where Go has structs, whose members keep their order. */
const structsAt = ["", "auth", "entries.*", "entries.*.config", "entries.*.config.user_lockout_config"];
const nsPerSecond = 1_000_000_000;
const tokenTypes = ["default", "service", "batch", "default-service", "default-batch"];

/** Go leaves out what is empty. */
function unlessEmpty<T extends Json>(value: T | undefined): T | undefined {
  return value === "" || value === 0 || value === false ? undefined : value;
}

function mountTable({ entries }: { readonly entries: readonly MountEntry[] }): Members | undefined {
  const [first] = entries;
  return { type: first?.table ?? "auth", entries: entries.length === 0 ? null : entries.map(mountEntry) };
}

function mountEntry(entry: MountEntry): Json {
  return defined({
    table: entry.table,
    path: entry.path,
    type: entry.type,
    description: entry.description,
    uuid: entry.uuid,
    backend_aware_uuid: entry.backendAwareUuid,
    accessor: entry.accessor,
    config: mountConfig(entry.config),
    options: entry.options,
    local: entry.local,
    seal_wrap: entry.sealWrap,
    external_entropy_access: unlessEmpty(entry.externalEntropyAccess),
    namespace_id: "root",
    plugin_version: unlessEmpty(entry.pluginVersion),
    running_plugin_version: unlessEmpty(entry.runningVersion),
    running_sha256: unlessEmpty(entry.runningSha256),
  });
}

function mountConfig(config: MountConfig): Json {
  const lockout = config.userLockout;
  return defined({
    default_lease_ttl: unlessEmpty(config.defaultLeaseTtlSeconds * nsPerSecond),
    max_lease_ttl: unlessEmpty(config.maxLeaseTtlSeconds * nsPerSecond),
    force_no_cache: unlessEmpty(config.forceNoCache),
    audit_non_hmac_request_keys: config.auditNonHmacRequestKeys,
    audit_non_hmac_response_keys: config.auditNonHmacResponseKeys,
    listing_visibility: unlessEmpty(config.listingVisibility),
    passthrough_request_headers: config.passthroughRequestHeaders,
    allowed_response_headers: config.allowedResponseHeaders,
    token_type: config.tokenType === undefined ? undefined : tokenTypes.indexOf(config.tokenType),
    allowed_managed_keys: config.allowedManagedKeys,
    user_lockout_config:
      lockout === undefined
        ? undefined
        : defined({
            lockout_threshold: unlessEmpty(lockout.lockoutThreshold),
            lockout_duration: unlessEmpty(lockout.lockoutDurationSeconds * nsPerSecond),
            lockout_counter_reset: unlessEmpty(lockout.lockoutCounterResetSeconds * nsPerSecond),
            disable_lockout: unlessEmpty(lockout.lockoutDisable),
          }),
    plugin_name: unlessEmpty(config.pluginName),
  });
}

function auditTable({ entries }: { readonly entries: readonly StoredDevice[] }): Members {
  const devices = entries.map((device) => ({
    table: "audit",
    path: device.path,
    type: device.type,
    description: device.description,
    uuid: device.uuid,
    backend_aware_uuid: "",
    accessor: device.accessor,
    config: {},
    options: device.options,
    local: device.local,
    seal_wrap: false,
    namespace_id: "root",
  }));
  return { type: "audit", entries: devices.length === 0 ? null : devices };
}

function versionEntry(entry: { readonly version: string; readonly timestampInstalledNs: bigint }): Members {
  return {
    TimestampInstalled: formatRfc3339Nano(entry.timestampInstalledNs),
    Version: entry.version,
    BuildDate: "",
  };
}

function policyEntry({ raw, templated }: Policy): Members {
  return { Version: 2, Raw: raw, Templated: templated, Type: 0 };
}

function accessorEntry(entry: { readonly tokenId: string; readonly accessorId: string }): Members {
  return { token_id: entry.tokenId, accessor_id: entry.accessorId, namespace_id: "root" };
}

function tokenEntry(entry: TokenEntry): Members {
  return {
    type: tokenTypes.indexOf(entry.type),
    id: entry.id,
    accessor: entry.accessor,
    parent: entry.parent,
    policies: entry.policies,
    inline_policy: entry.inlinePolicy ?? "",
    path: entry.path,
    meta: entry.metadata,
    internal_meta: entry.internalMeta ?? null,
    display_name: entry.displayName,
    num_uses: entry.numUses,
    creation_time: entry.creationTimeSeconds,
    ttl: Math.round(entry.ttlSeconds * nsPerSecond),
    explicit_max_ttl: Math.round(entry.explicitMaxTtlSeconds * nsPerSecond),
    role: entry.role,
    period: Math.round(entry.periodSeconds * nsPerSecond),
    DisplayName: "",
    NumUses: 0,
    CreationTime: 0,
    ExplicitMaxTTL: 0,
    entity_id: entry.entityId,
    no_identity_policies: entry.noIdentityPolicies === true,
    bound_cidrs: entry.boundCidrs.length === 0 ? null : entry.boundCidrs,
    namespace_id: "root",
    // A token of a chosen id has none: its cubbyhole is found by the id.
    cubbyhole_id: entry.id.startsWith("hvs.") ? entry.cubbyholeId : "",
  };
}

/** Of the leases those of tokens; what a login or a secret keeps with its lease is not simulated. */
function leaseEntry(lease: LeaseEntry): Members | undefined {
  const { auth } = lease;
  if (auth === undefined) return undefined;
  const seconds = (span: number) => Math.round(span * nsPerSecond);
  return {
    lease_id: lease.leaseId,
    client_token: lease.clientToken,
    token_type: 0,
    path: lease.path,
    data: null,
    secret: null,
    auth: {
      lease: seconds(auth.ttlSeconds),
      max_ttl: seconds(auth.maxTtlSeconds),
      renewable: auth.renewable,
      internal_data: null,
      display_name: auth.displayName,
      policies: auth.policies,
      token_policies: auth.tokenPolicies ?? null,
      identity_policies: auth.identityPolicies ?? null,
      external_namespace_policies: null,
      no_default_policy: auth.noDefaultPolicy === true,
      metadata: auth.metadata,
      client_token: auth.clientToken ?? "",
      accessor: auth.accessor ?? "",
      period: seconds(auth.periodSeconds),
      explicit_max_ttl: seconds(auth.explicitMaxTtlSeconds),
      num_uses: auth.numUses,
      entity_id: auth.entityId,
      alias: null,
      group_aliases: null,
      bound_cidrs: auth.boundCidrs.length === 0 ? null : auth.boundCidrs,
      creation_path: lease.path,
      token_type: tokenTypes.indexOf(auth.tokenType),
      orphan: auth.orphan,
      policy_results: null,
      mfa_requirement: null,
      entity_created: false,
    },
    issue_time: instant(lease.issueTimeNs),
    expire_time: instant(lease.expireTimeNs),
    last_renewal_time: instant(lease.lastRenewalTimeNs),
    login_role: "",
    version: 1,
    revokeErr: lease.revokeError ?? "",
  };
}

function instant(ns: bigint): string {
  return ns === 0n ? "0001-01-01T00:00:00Z" : formatRfc3339Nano(ns);
}

function defined(members: Members): { readonly [name: string]: Json } {
  return Object.fromEntries(
    Object.entries(members).filter((member): member is [string, Json] => member[1] !== undefined),
  );
}
