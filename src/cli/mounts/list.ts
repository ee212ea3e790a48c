import { compareUtf8, formatGoValue, type Json } from "../../lib/index.ts";
import type { VaultClient } from "../client/client.ts";
import { isObject, type JsonObject } from "../wire/value.ts";

/** Where a listing of mounts keeps the order of members. */
export const listStructs: readonly string[] = ["*", "*.config", "*.config.user_lockout_config"];

/** The mounts below `sys/mounts` or `sys/auth`, each with every member the API client knows. */
export async function listMounts(
  client: VaultClient,
  path: "sys/mounts" | "sys/auth",
): Promise<ReadonlyMap<string, JsonObject>> {
  const secret = await client.secret("GET", path);
  if (secret?.data === undefined) throw new Error("data from server response is empty");
  const mounts = Object.entries(secret.data).filter(([, mount]) => isObject(mount));
  return new Map(
    mounts.sort(([a], [b]) => compareUtf8(a, b)).map(([name, mount]) => [name, mountOf(isObject(mount) ? mount : {})]),
  );
}

function mountOf(mount: JsonObject): JsonObject {
  const config = isObject(mount["config"]) ? mount["config"] : {};
  const pick = (key: string, absent: Json): Json => mount[key] ?? absent;
  return {
    uuid: pick("uuid", ""),
    type: pick("type", ""),
    description: pick("description", ""),
    accessor: pick("accessor", ""),
    config: configOf(config),
    options: pick("options", null),
    local: pick("local", false),
    seal_wrap: pick("seal_wrap", false),
    external_entropy_access: pick("external_entropy_access", false),
    plugin_version: pick("plugin_version", ""),
    running_plugin_version: pick("running_plugin_version", ""),
    running_sha256: pick("running_sha256", ""),
    deprecation_status: pick("deprecation_status", ""),
  };
}

const optionalSettings = [
  "audit_non_hmac_request_keys",
  "audit_non_hmac_response_keys",
  "listing_visibility",
  "passthrough_request_headers",
  "allowed_response_headers",
  "token_type",
  "allowed_managed_keys",
  "user_lockout_config",
  "plugin_name",
];

function configOf(config: JsonObject): JsonObject {
  const settings: Record<string, Json> = {
    default_lease_ttl: config["default_lease_ttl"] ?? 0,
    max_lease_ttl: config["max_lease_ttl"] ?? 0,
    force_no_cache: config["force_no_cache"] ?? false,
  };
  for (const key of optionalSettings) {
    const value = config[key] ?? null;
    const isEmpty = value === null || value === "" || (Array.isArray(value) && value.length === 0);
    if (!isEmpty) settings[key] = value;
  }
  return settings;
}

/** The rows of a detailed table; `extra` is the column between the TTLs and the replication. */
export function detailedRows(
  mounts: ReadonlyMap<string, JsonObject>,
  extra: { readonly title: string; readonly setting: string },
): string[] {
  const heading = `Path | Plugin | Accessor | Default TTL | Max TTL | ${extra.title} | Replication | Seal Wrap | External Entropy Access | Options | Description | UUID | Version | Running Version | Running SHA256 | Deprecation Status`;
  const rows = [...mounts].map(([path, mount]) => {
    const config = isObject(mount["config"]) ? mount["config"] : {};
    const type = text(mount["type"]);
    return [
      path,
      type === "plugin" ? text(config["plugin_name"]) : type,
      text(mount["accessor"]),
      ttl(type, config["default_lease_ttl"]),
      ttl(type, config["max_lease_ttl"]),
      text(config[extra.setting]),
      mount["local"] === true ? "local" : "replicated",
      text(mount["seal_wrap"]),
      text(mount["external_entropy_access"]),
      formatGoValue(mount["options"] ?? {}),
      ...[
        "description",
        "uuid",
        "plugin_version",
        "running_plugin_version",
        "running_sha256",
        "deprecation_status",
      ].map((key) => text(mount[key])),
    ].join(" | ");
  });
  return [heading, ...rows];
}

/** The rows of the short table. */
export function simpleRows(mounts: ReadonlyMap<string, JsonObject>, titles: string, keys: readonly string[]): string[] {
  return [titles, ...[...mounts].map(([path, mount]) => [path, ...keys.map((key) => text(mount[key]))].join(" | "))];
}

function ttl(type: string, seconds: Json | undefined): string {
  if (type === "system" || type === "cubbyhole") return "";
  return seconds === 0 || seconds === undefined ? "system" : text(seconds);
}

function text(value: Json | undefined): string {
  return value === undefined ? "" : formatGoValue(value);
}
