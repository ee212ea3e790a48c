/** The `config` of a mount that is to be enabled, as it is sent: texts, lists and booleans under the names of the API. */
import { numberText, parseVaultDuration, type Json } from "../../../lib/index.ts";
import type { TtlBounds } from "../../expiration/calculate-ttl.ts";
import type { MountConfig, MountTable } from "../../routing/mount-entry.ts";
import { configLists } from "./mount-info.ts";

export type TokenType = NonNullable<MountConfig["tokenType"]>;

const tokenTypes: ReadonlyMap<string, TokenType> = new Map([
  ["", "default-service"],
  ["default-service", "default-service"],
  ["default-batch", "default-batch"],
  ["service", "service"],
  ["batch", "batch"],
]);

export type ConfigResult =
  | {
      readonly ok: true;
      readonly config: MountConfig;
      readonly pluginName: string;
      readonly pluginVersion: string;
      readonly listingVisibility: string;
    }
  | { readonly ok: false; readonly error: string };

const refused = (error: string): ConfigResult => ({ ok: false, error });

const texts = [
  "default_lease_ttl",
  "max_lease_ttl",
  "listing_visibility",
  "token_type",
  "plugin_name",
  "plugin_version",
];

export function readMountConfig(
  table: MountTable,
  sent: Readonly<Record<string, Json>>,
  system: TtlBounds,
): ConfigResult {
  const unreadable = `unable to convert given ${table === "auth" ? "auth" : "mount"} config information`;
  const read = new Map<string, string>();
  for (const name of texts) {
    const text = textOf(sent[name]);
    if (text === undefined) return refused(unreadable);
    read.set(name, text);
  }
  const forceNoCache = sent["force_no_cache"] ?? false;
  if (typeof forceNoCache !== "boolean" || !isLockout(sent["user_lockout_config"])) return refused(unreadable);
  const lists = readLists(sent);
  if (lists === undefined) return refused(unreadable);
  const get = (name: string): string => read.get(name) ?? "";
  const defaultTtl = readTtl(get("default_lease_ttl"), "default");
  if (typeof defaultTtl === "string") return refused(defaultTtl);
  const maxTtl = readTtl(get("max_lease_ttl"), "max");
  if (typeof maxTtl === "string") return refused(maxTtl);
  if (maxTtl !== 0 && defaultTtl > maxTtl) {
    return refused("given default lease TTL greater than given max lease TTL");
  }
  if (maxTtl === 0 && defaultTtl > system.maxLeaseTtlSeconds) {
    return refused(`given default lease TTL greater than system max lease TTL of ${system.maxLeaseTtlSeconds}`);
  }
  const tokenType = tokenTypeOf(get("token_type"));
  if (table === "auth" && tokenType === undefined) return refused("invalid value for 'token_type'");
  const listingVisibility = get("listing_visibility");
  const config: MountConfig = {
    defaultLeaseTtlSeconds: defaultTtl,
    maxLeaseTtlSeconds: maxTtl,
    forceNoCache: forceNoCache && table === "mounts",
    ...(listingVisibility === "" ? {} : { listingVisibility }),
    ...(table === "auth" && tokenType !== undefined ? { tokenType } : {}),
    ...lists,
  };
  const pluginVersion = get("plugin_version");
  return { ok: true, config, pluginName: get("plugin_name"), pluginVersion, listingVisibility };
}

export function tokenTypeOf(text: string): TokenType | undefined {
  return tokenTypes.get(text);
}

export function isListingVisibility(text: string): boolean {
  return text === "" || text === "hidden" || text === "unauth";
}

/** A text, or a number that is written as one. */
function textOf(value: Json | undefined): string | undefined {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : numberText(value);
}

/** What enabling reads of a lockout, only to pass it over: numbers. It is tuning that sets one. */
function isLockout(value: Json | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value !== "object" || Array.isArray(value)) return false;
  return Object.entries(value).every(([name, each]) => !lockoutNumbers.has(name) || typeof each !== "string");
}

const lockoutNumbers: ReadonlySet<string> = new Set([
  "lockout_threshold",
  "lockout_duration",
  "lockout_counter_reset_duration",
]);

/** Seconds, or the refusal's text. */
function readTtl(text: string, name: string): number | string {
  if (text === "" || text === "system") return 0;
  const parsed = parseVaultDuration(text);
  return parsed.ok ? Number(parsed.ns) / 1e9 : `unable to parse ${name} TTL of ${text}: ${parsed.error}`;
}

function readLists(sent: Readonly<Record<string, Json>>): Partial<MountConfig> | undefined {
  const lists: Partial<Record<(typeof configLists)[keyof typeof configLists], readonly string[]>> = {};
  for (const [name, member] of Object.entries(configLists)) {
    const value = sent[name];
    if (value === undefined || value === null) continue;
    const items: readonly Json[] | undefined =
      typeof value === "string" ? splitCommas(value) : Array.isArray(value) ? value : undefined;
    if (items === undefined) return undefined;
    const list: string[] = [];
    for (const item of items) {
      const text = typeof item === "string" ? item : numberText(item);
      if (text === undefined) return undefined;
      list.push(text);
    }
    if (list.length > 0) lists[member] = list;
  }
  return lists;
}

function splitCommas(text: string): string[] {
  return text === "" ? [] : text.split(",").map((part) => part.trim());
}
