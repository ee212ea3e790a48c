import { formatGoDuration } from "../../lib/index.ts";
import { ttlForApi } from "../durations.ts";
import type { ParsedFlags } from "../flags/parse.ts";
import { pairsToJson, type JsonObject } from "../wire/value.ts";

/** Where the bodies that enable and tune mounts keep the order of their members. */
export const enableStructs: readonly string[] = ["", "config", "config.user_lockout_config"];
export const tuneStructs: readonly string[] = ["", "user_lockout_config"];

/** The body that enables a secrets engine or an auth method. */
export function enableBody(type: string, flags: ParsedFlags): JsonObject {
  return {
    type,
    description: flags.text("description"),
    config: {
      options: null,
      default_lease_ttl: formatGoDuration(flags.durationNs("default-lease-ttl")),
      max_lease_ttl: formatGoDuration(flags.durationNs("max-lease-ttl")),
      force_no_cache: flags.isOn("force-no-cache"),
      ...givenSettings(flags),
    },
    local: flags.isOn("local"),
    seal_wrap: flags.isOn("seal-wrap"),
    external_entropy_access: flags.isOn("external-entropy-access"),
    options: pairsToJson(optionsOf(flags)),
  };
}

/** The body that tunes a mount. */
export function tuneBody(flags: ParsedFlags): JsonObject {
  return {
    options: pairsToJson(optionsOf(flags)),
    default_lease_ttl: ttlForApi(flags.durationNs("default-lease-ttl")),
    ...(flags.has("description") ? { description: flags.text("description") } : {}),
    max_lease_ttl: ttlForApi(flags.durationNs("max-lease-ttl")),
    force_no_cache: false,
    ...givenSettings(flags),
    ...lockout(flags),
  };
}

/** `-version=2` is short for `-options=version=2`. */
function optionsOf(flags: ParsedFlags): ReadonlyMap<string, string> | undefined {
  const options = flags.pairs("options");
  const version = flags.integer("version");
  return version > 0 ? new Map(options ?? []).set("version", String(version)) : options;
}

const listSettings = {
  "audit-non-hmac-request-keys": "audit_non_hmac_request_keys",
  "audit-non-hmac-response-keys": "audit_non_hmac_response_keys",
  "passthrough-request-headers": "passthrough_request_headers",
  "allowed-response-headers": "allowed_response_headers",
  "allowed-managed-keys": "allowed_managed_keys",
} as const;
const textSettings = {
  "listing-visibility": "listing_visibility",
  "token-type": "token_type",
  "plugin-version": "plugin_version",
} as const;

/** Only what was typed; what is empty is left out, as Go leaves it out. */
function givenSettings(flags: ParsedFlags): JsonObject {
  const settings: Record<string, JsonObject[string]> = {};
  for (const [flag, key] of Object.entries(listSettings)) {
    const values = flags.has(flag) ? (flags.texts(flag) ?? []) : [];
    if (values.length > 0) settings[key] = values;
  }
  for (const [flag, key] of Object.entries(textSettings)) {
    if (flags.has(flag) && flags.text(flag) !== "") settings[key] = flags.text(flag);
  }
  return settings;
}

function lockout(flags: ParsedFlags): JsonObject {
  const settings = {
    ...(flags.has("user-lockout-threshold")
      ? { lockout_threshold: String(flags.integer("user-lockout-threshold")) }
      : {}),
    ...durationSetting(flags, "user-lockout-duration", "lockout_duration"),
    ...durationSetting(flags, "user-lockout-counter-reset-duration", "lockout_counter_reset_duration"),
    ...(flags.has("user-lockout-disable") ? { lockout_disable: flags.isOn("user-lockout-disable") } : {}),
  };
  const isGiven = ["threshold", "duration", "counter-reset-duration", "disable"].some((name) =>
    flags.has(`user-lockout-${name}`),
  );
  return isGiven ? { user_lockout_config: settings } : {};
}

function durationSetting(flags: ParsedFlags, flag: string, key: string): JsonObject {
  const text = flags.has(flag) ? ttlForApi(flags.durationNs(flag)) : "";
  return text === "" ? {} : { [key]: text };
}
