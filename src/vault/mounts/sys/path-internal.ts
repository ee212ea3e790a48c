/** `internal`: what the user interface and the `vault` program ask behind the scenes, and counters. */
import type { Capability, HclValue, Json, Permissions } from "../../../lib/index.ts";
import type { PathDeclaration } from "../../framework/types.ts";
import { refusal, response } from "../../logical/outcomes.ts";
import type { LogicalFailure, MountRequest, Outcome, TokenEntry } from "../../logical/types.ts";
import { apiPath, type MountEntry, type MountTable } from "../../routing/mount-entry.ts";
import { whyUnreadable } from "../../token/unreadable-token.ts";
import { mountInfo } from "./mount-info.ts";
import { mountAnswering, mountPathOf } from "./mount-paths.ts";
import { byAnyMethod, jsonText } from "./plain-path.ts";
import type { SysServices } from "./services.ts";

export function internalPaths(services: SysServices): PathDeclaration[] {
  return [
    {
      path: "internal/ui/mounts",
      operations: { read: (request) => visibleMounts(services, request) },
      synopsis: "Lists the mounts that the caller may see.",
    },
    {
      path: "internal/ui/mounts/+path",
      fields: { path: { type: "string", description: "A path, on a mount or below it." } },
      operations: { read: (request, fields) => mountOf(services, request, fields.get("path")) },
      synopsis: "Says which mount answers for a path, to who may use it.",
    },
    {
      path: "internal/ui/namespaces",
      operations: { read: namespaces },
      synopsis: "Lists the namespaces: there is the one.",
    },
    {
      path: "internal/ui/feature-flags",
      operations: {
        // Refused or not, the flags are told.
        ...byAnyMethod(() => jsonText('{"errors":[]}\n{"feature_flags":null}\n', 405)),
        read: () => jsonText('{"feature_flags":null}\n'),
      },
      synopsis: "Lists the features that are switched on.",
    },
    {
      path: "internal/ui/resultant-acl",
      operations: { read: (request) => resultantAcl(services, request) },
      synopsis: "Shows all rules that hold for the caller.",
    },
    {
      path: "internal/counters/requests",
      operations: { read: () => refusal("The functionality has been removed on this path", 404) },
      synopsis: "No longer counts requests.",
    },
    {
      path: "internal/counters/tokens",
      operations: {
        read: () => response({ counters: { service_tokens: { total: services.tokens.countService() } } }),
      },
      synopsis: "Counts service tokens.",
    },
    {
      path: "internal/counters/entities",
      operations: { read: () => response({ counters: { entities: { total: services.countEntities() } } }) },
      synopsis: "Counts entities.",
    },
  ];
}

const denied = (): LogicalFailure => ({ ...refusal("permission denied", 403), refusesCaller: true });

/** Anybody may ask who has a token. */
function namespaces(request: MountRequest): Outcome {
  if (request.clientToken === "") return refusal("client token empty", 500);
  if (request.tokenEntry === undefined) return whyUnreadableCaller(request) ?? denied();
  return response({ keys: [""] });
}

/** What looks like a token that was signed elsewhere fails where it is looked for. */
function whyUnreadableCaller(request: MountRequest): LogicalFailure | undefined {
  const isUnreadable = request.tokenEntry === undefined && whyUnreadable(request.clientToken) !== undefined;
  return isUnreadable ? refusal("internal error", 500) : undefined;
}

function visibleMounts(services: SysServices, request: MountRequest): Outcome {
  const caller = request.tokenEntry;
  const unreadable = whyUnreadableCaller(request);
  if (unreadable !== undefined) return unreadable;
  if (request.clientToken !== "" && caller === undefined) return denied();
  if (caller !== undefined && !services.tokens.hasUsableEntity(caller)) return denied();
  const shown = (table: MountTable): Record<string, Json> => {
    const found: Record<string, Json> = {};
    for (const entry of services.mounts.entries(table)) {
      if (isVisible(services, caller, entry))
        found[entry.path] = caller === undefined ? shortInfo(entry) : mountInfo(entry);
    }
    return found;
  };
  return response({ secret: shown("mounts"), auth: shown("auth") });
}

function isVisible(services: SysServices, caller: TokenEntry | undefined, entry: MountEntry): boolean {
  if (entry.config.listingVisibility === "unauth") return true;
  return caller !== undefined && services.tokens.hasMountAccess(caller, apiPath(entry));
}

function shortInfo(entry: MountEntry): Json {
  return { type: entry.type, description: entry.description, options: entry.options };
}

/** The same refusal whether there is no mount or no right to it, so that nobody can feel their way. */
function mountOf(services: SysServices, request: MountRequest, asked: string): Outcome {
  const caller = request.tokenEntry;
  const unreadable = whyUnreadableCaller(request);
  if (unreadable !== undefined) return unreadable;
  if (caller === undefined || !services.tokens.hasUsableEntity(caller)) return denied();
  const path = mountPathOf(asked);
  const entry = mountAnswering(services.mounts, path);
  if (entry === undefined || !services.tokens.hasMountAccess(caller, apiPath(entry))) {
    return refusal(
      `preflight capability check returned 403, please ensure client's policies grant access to path "${path}"`,
      403,
      { kind: "no-mount-access", path, ...(entry && { mountPoint: apiPath(entry) }) },
    );
  }
  return response({ ...mountInfo(entry), path: entry.path });
}

const capabilityOrder: readonly Capability[] = [
  "create",
  "delete",
  "list",
  "read",
  "sudo",
  "update",
  "patch",
  "subscribe",
];

function resultantAcl(services: SysServices, request: MountRequest): Outcome {
  if (request.tokenEntry === undefined) return undefined;
  if (!services.tokens.hasUsableEntity(request.tokenEntry)) return refusal("permission denied");
  const { root, rules } = services.tokens.rules(request.tokenEntry);
  if (root) return response({ root });
  const exact = new Map<string, Json>();
  const glob = new Map<string, Json>();
  for (const rule of rules) {
    if (rule.kind === "segments") continue;
    const granted = rule.capabilities.includes("deny")
      ? []
      : capabilityOrder.filter((capability) => rule.capabilities.includes(capability));
    const capabilities: readonly string[] = granted.length === 0 ? ["deny"] : granted;
    (rule.kind === "exact" ? exact : glob).set(rule.path, { capabilities, ...limitsOf(rule.limits) });
  }
  return response({ root, exact_paths: Object.fromEntries(exact), glob_paths: Object.fromEntries(glob) });
}

function limitsOf(limits: Permissions): Record<string, Json> {
  const { minWrappingTtlSeconds: min, maxWrappingTtlSeconds: max, requiredParameters: required } = limits;
  const allowed = parametersOf(limits.allowedParameters);
  const denied = parametersOf(limits.deniedParameters);
  return {
    ...(min === 0 ? {} : { min_wrapping_ttl: Math.trunc(min) }),
    ...(max === 0 ? {} : { max_wrapping_ttl: Math.trunc(max) }),
    ...(allowed === undefined ? {} : { allowed_parameters: allowed }),
    ...(denied === undefined ? {} : { denied_parameters: denied }),
    ...(required.length === 0 ? {} : { required_parameters: required }),
  };
}

function parametersOf(parameters: Permissions["allowedParameters"]): Json | undefined {
  if (parameters === undefined || parameters.size === 0) return undefined;
  return Object.fromEntries([...parameters].map(([name, values]) => [name, values.map(jsonOf)]));
}

function jsonOf(value: HclValue): Json {
  if (typeof value === "bigint") return Number(value);
  if (typeof value !== "object") return value;
  if (isList(value)) return value.map(jsonOf);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, jsonOf(each)]));
}

function isList(value: HclValue): value is readonly HclValue[] {
  return Array.isArray(value);
}
