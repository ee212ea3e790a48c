/** `mounts/…/tune` and `auth/…/tune`: what a mount's settings are, and other ones for it. */
import { formatGoValue, parseGoInt, parseVaultDuration, quoteGo, type Json } from "../../../lib/index.ts";
import type { FieldData, FieldSchema, PathDeclaration } from "../../framework/types.ts";
import { failure, refusal, response } from "../../logical/outcomes.ts";
import type { LogicalResponse, Outcome } from "../../logical/types.ts";
import type { MountConfig, MountEntry } from "../../routing/mount-entry.ts";
import { isListingVisibility, tokenTypeOf } from "./mount-config.ts";
import { configLists, tuneInfo } from "./mount-info.ts";
import { mountAnswering, mountPathOf, untunableMounts } from "./mount-paths.ts";
import { notInCatalog, readPluginVersion } from "./plugin-version.ts";
import type { SysServices } from "./services.ts";

const fields: Readonly<Record<string, FieldSchema>> = {
  path: { type: "string", description: "Where the mount is." },
  default_lease_ttl: {
    type: "string",
    description: 'How long a lease is, where nobody says; "system" for the server\'s.',
  },
  max_lease_ttl: { type: "string", description: 'How long a lease may become; "system" for the server\'s.' },
  description: { type: "string", description: "Words for people." },
  audit_non_hmac_request_keys: { type: "commaStringSlice", description: "Request members that audit shows in clear." },
  audit_non_hmac_response_keys: { type: "commaStringSlice", description: "Answer members that audit shows in clear." },
  options: { type: "kvPairs", description: 'Options of the type, such as "version" of kv.' },
  listing_visibility: { type: "lowercaseString", description: '"unauth" shows the mount to who has no token.' },
  passthrough_request_headers: { type: "commaStringSlice", description: "Request headers that the mount sees." },
  allowed_response_headers: { type: "commaStringSlice", description: "Answer headers that the mount may set." },
  allowed_managed_keys: { type: "commaStringSlice", description: "Managed keys that the mount may use." },
  token_type: { type: "string", description: "The type of the tokens that an auth method gives." },
  user_lockout_config: { type: "map", description: "When and how long a user is locked out after wrong passwords." },
  plugin_version: { type: "string", description: "The plugin's version." },
};

export function tunePaths(services: SysServices): PathDeclaration[] {
  return (["mounts", "auth"] as const).map((table) => {
    const fullPath = (each: FieldData): string =>
      mountPathOf((table === "auth" ? "auth/" : "") + each.get<string>("path"));
    return {
      path: `${table}/*path/tune`,
      fields,
      operations: {
        read: (_request, each) => read(services, fullPath(each)),
        update: (_request, each) => write(services, fullPath(each), each),
      },
      synopsis: "Reads or changes the settings of a mount.",
    } satisfies PathDeclaration;
  });
}

function read(services: SysServices, path: string): Outcome {
  const entry = mountAnswering(services.mounts, path);
  if (entry === undefined) return refusal(`cannot fetch sysview for path ${quoteGo(path)}`);
  return response(tuneInfo(entry, services.systemBounds));
}

/** Why a step makes no other entry, or only half of one. */
interface Problem {
  readonly error: string;
  readonly status?: 500;
  readonly half?: MountEntry;
}

/** What a step makes of a mount: another entry, or why not. What the steps before it made stays. */
type Step = (entry: MountEntry, given: FieldData, answer: LogicalResponse) => MountEntry | Problem;

function write(services: SysServices, path: string, given: FieldData): Outcome {
  if (untunableMounts.some((prefix) => path.startsWith(prefix))) return refusal(`cannot tune ${quoteGo(path)}`);
  const before = mountAnswering(services.mounts, path);
  if (before === undefined) return refusal(`tune of path ${quoteGo(path)} failed: no mount entry found`);
  const answer: LogicalResponse = { ok: true };
  let after = before;
  let problem: Problem | undefined;
  for (const step of steps) {
    const next = step(after, given, answer);
    if ("error" in next) {
      problem = next;
      after = next.half ?? after;
      break;
    }
    after = next;
  }
  if (after !== before) services.mounts.replace(before, after);
  if (problem !== undefined) return problem.status === 500 ? failure(problem.error, 500) : refusal(problem.error);
  return answer.warnings === undefined ? undefined : answer;
}

const steps: readonly Step[] = [
  tuneTtls,
  tuneLockout,
  tuneDescription,
  tunePluginVersion,
  tuneLists,
  tuneVisibility,
  tuneTokenType,
  tuneOptions,
];

function withConfig(entry: MountEntry, config: Partial<MountConfig>): MountEntry {
  return { ...entry, config: { ...entry.config, ...config } };
}

function tuneTtls(entry: MountEntry, given: FieldData): MountEntry | { readonly error: string } {
  const { config } = entry;
  const chosen = (name: string, current: number): number | { readonly error: string } => {
    const text = given.get<string>(name);
    if (text === "") return current;
    if (text === "system") return 0;
    const parsed = parseVaultDuration(text);
    return parsed.ok ? Number(parsed.ns) / 1e9 : { error: parsed.error };
  };
  const defaultTtl = chosen("default_lease_ttl", config.defaultLeaseTtlSeconds);
  if (typeof defaultTtl !== "number") return defaultTtl;
  const maxTtl = chosen("max_lease_ttl", config.maxLeaseTtlSeconds);
  if (typeof maxTtl !== "number") return maxTtl;
  if (defaultTtl === config.defaultLeaseTtlSeconds && maxTtl === config.maxLeaseTtlSeconds) return entry;
  if (defaultTtl !== 0 && maxTtl !== 0 && maxTtl < defaultTtl) {
    const [most, usual] = [Math.trunc(maxTtl), Math.trunc(defaultTtl)];
    return { error: `backend max lease TTL of ${most} would be less than backend default lease TTL of ${usual}` };
  }
  return withConfig(entry, { defaultLeaseTtlSeconds: defaultTtl, maxLeaseTtlSeconds: maxTtl });
}

const noLockout: NonNullable<MountConfig["userLockout"]> = {
  lockoutThreshold: 0,
  lockoutDurationSeconds: 0,
  lockoutCounterResetSeconds: 0,
  lockoutDisable: false,
};

function tuneLockout(entry: MountEntry, given: FieldData): MountEntry | Problem {
  const sent = given.get<Readonly<Record<string, Json>>>("user_lockout_config");
  if (Object.keys(sent).length === 0) return entry;
  const disable = sent["lockout_disable"] ?? false;
  if (typeof disable !== "boolean") return { error: "unable to convert given user lockout config information" };
  if (!["ldap", "approle", "userpass"].includes(entry.type.toLowerCase())) {
    return { error: `tuning of user lockout configuration for auth type ${quoteGo(entry.type)} not allowed` };
  }
  const lockout = { ...(entry.config.userLockout ?? noLockout) };
  const withLockout = () => withConfig(entry, { userLockout: { ...lockout } });
  const threshold = formatSent(sent["lockout_threshold"]);
  if (threshold !== "") {
    const parsed = parseGoInt(threshold);
    if (!parsed.ok || parsed.value < 0n) {
      const cause = `strconv.ParseUint: parsing ${quoteGo(threshold)}: invalid syntax`;
      return { error: `unable to parse user lockout threshold: ${cause}`, status: 500, half: withLockout() };
    }
    lockout.lockoutThreshold = Number(parsed.value);
  }
  for (const [name, member] of lockoutSpans) {
    const text = formatSent(sent[name]);
    if (text === "") continue;
    const parsed = text === "system" ? ({ ok: true, ns: 0n } as const) : parseVaultDuration(text);
    if (!parsed.ok) return { error: parsed.error, half: withLockout() };
    lockout[member] = Number(parsed.ns / 1_000_000_000n);
  }
  if (Object.hasOwn(sent, "lockout_disable")) lockout.lockoutDisable = disable;
  return withLockout();
}

const lockoutSpans = [
  ["lockout_duration", "lockoutDurationSeconds"],
  ["lockout_counter_reset_duration", "lockoutCounterResetSeconds"],
] as const;

function formatSent(value: Json | undefined): string {
  return value === undefined || value === null ? "" : formatGoValue(value);
}

function tuneDescription(entry: MountEntry, given: FieldData): MountEntry {
  return given.has("description") ? { ...entry, description: given.get("description") } : entry;
}

function tunePluginVersion(entry: MountEntry, given: FieldData): MountEntry | { readonly error: string } {
  if (!given.has("plugin_version")) return entry;
  const wanted = readPluginVersion(given.get("plugin_version"));
  if ("error" in wanted) return wanted;
  return wanted.version === entry.runningVersion
    ? { ...entry, pluginVersion: wanted.version }
    : { error: notInCatalog(entry.type, wanted.version) };
}

function tuneLists(entry: MountEntry, given: FieldData): MountEntry {
  let tuned = entry;
  for (const [name, member] of Object.entries(configLists)) {
    // Vault takes managed keys below `mounts/` alone; below `auth/` it passes them over.
    const isPassedOver =
      name === "allowed_managed_keys" && entry.table === "auth" && !given.get<string>("path").startsWith("auth/");
    if (given.has(name) && !isPassedOver) tuned = withConfig(tuned, { [member]: given.get<readonly string[]>(name) });
  }
  return tuned;
}

function tuneVisibility(entry: MountEntry, given: FieldData): MountEntry | { readonly error: string } {
  if (!given.has("listing_visibility")) return entry;
  const listingVisibility = given.get<string>("listing_visibility");
  if (!isListingVisibility(listingVisibility)) return { error: `invalid listing_visibility ${listingVisibility}` };
  return withConfig(entry, { listingVisibility });
}

function tuneTokenType(entry: MountEntry, given: FieldData): MountEntry | { readonly error: string } {
  if (!given.has("token_type")) return entry;
  if (entry.table !== "auth") return { error: "'token_type' can only be modified on auth mounts" };
  if (entry.type === "token") return { error: "'token_type' cannot be set for 'token' or 'ns_token' auth mounts" };
  const tokenType = tokenTypeOf(given.get("token_type"));
  return tokenType === undefined ? { error: "invalid value for 'token_type'" } : withConfig(entry, { tokenType });
}

function tuneOptions(
  entry: MountEntry,
  given: FieldData,
  answer: LogicalResponse,
): MountEntry | { readonly error: string } {
  const sent = given.get<Readonly<Record<string, string>>>("options");
  if (Object.keys(sent).length === 0) return entry;
  const problem = Object.hasOwn(sent, "version") ? checkVersion(entry, sent["version"] ?? "", answer) : undefined;
  if (problem !== undefined) return { error: problem };
  const options = new Map(Object.entries(entry.options ?? {}));
  for (const [name, value] of Object.entries(sent)) {
    if (value === "" && name !== "version") options.delete(name);
    else options.set(name, value);
  }
  return { ...entry, options: Object.fromEntries(options) };
}

/** A kv mount may go to a later version, never back. */
function checkVersion(entry: MountEntry, wanted: string, answer: LogicalResponse): string | undefined {
  const current = entry.options?.["version"] ?? "";
  const from = current === "" ? 0 : Number(current);
  const parsed = parseGoInt(wanted);
  if (!parsed.ok && wanted !== "") return `unable to parse options: ${parsed.error}`;
  const to = parsed.ok ? Number(parsed.value) : 0;
  if (to !== 1 && to !== 2) return `invalid version provided: ${to}`;
  if (from > to) return `cannot downgrade mount from version ${from}`;
  if (from < to) {
    answer.warnings = [
      `Upgrading mount from version ${from} to version ${to}. This mount will be unavailable for a brief period and will resume service shortly.`,
    ];
  }
  return undefined;
}
