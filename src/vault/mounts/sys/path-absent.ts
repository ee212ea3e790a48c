/** Paths of a real server's `sys/` that are not simulated, and those that are Enterprise's alone. */
import type { PathDeclaration } from "../../framework/types.ts";
import { refusal } from "../../logical/outcomes.ts";
import type { Operation } from "../../logical/types.ts";

type Table = readonly (readonly [path: string, synopsis: string, ...operations: Operation[]])[];

const absent: Table = [
  ["config/reload/:subsystem", "Reads a part of the configuration file again.", "update"],
  ["config/state/sanitized", "Shows the configuration, without its secrets.", "read"],
  ["config/ui/headers/:header", "A header that the user interface is sent with.", "read", "update", "delete"],
  ["decode-token", "Decodes a root token that was made of key shares.", "update"],
  ["events/subscribe/*", "A stream of events.", "read"],
  ["host-info", "Shows the machine that the server runs on.", "read"],
  ["in-flight-req", "Shows the requests that are being answered.", "read"],
  ["internal/counters/activity", "Counts clients over time.", "read"],
  ["internal/counters/activity/export", "Gives out all clients.", "read"],
  ["internal/counters/activity/monthly", "Counts the clients of this month.", "read"],
  ["internal/counters/config", "Says how clients are counted.", "read", "update"],
  ["internal/inspect/router/:tag", "Shows the inside of the router.", "read"],
  ["internal/specs/openapi", "Describes the whole API as OpenAPI.", "read", "update"],
  ["loggers", "How much each part of the server logs.", "read", "update", "delete"],
  ["loggers/:name", "How much one part of the server logs.", "read", "update", "delete"],
  ["metrics", "Measures of the server.", "read"],
  ["mfa/validate", "The second step of a login with two.", "update"],
  ["monitor", "Streams the server's log.", "read"],
  ["plugins/reload/backend", "Starts a plugin again.", "update"],
  ["plugins/runtimes/catalog/*", "What plugins run in.", "read", "update", "delete", "list"],
  ["policies/password/?", "Lists the password policies.", "list"],
  ["policies/password/:name", "A password policy.", "read", "update", "delete"],
  ["policies/password/:name/generate", "Makes a password after a policy.", "read"],
  ["pprof/*", "Profiles of the server.", "read"],
  ["quotas/config", "What quotas leave out.", "read", "update"],
  ["quotas/rate-limit/?", "Lists the limits on the rate of requests.", "list"],
  ["quotas/rate-limit/:name", "A limit on the rate of requests.", "read", "update", "delete"],
];

/** Paths that take no token in a real server either. */
export const absentPathsWithoutToken: readonly string[] = ["decode-token", "internal/specs/openapi", "mfa/validate"];

const enterprise: Table = [
  ["config/control-group", "Control groups.", "read", "update", "delete"],
  ["config/group-policy-application", "How policies of groups cross namespaces.", "read", "update"],
  ["control-group/authorize", "Allows a request that awaits it.", "update"],
  ["control-group/request", "Says how a request that awaits others stands.", "update"],
  ["managed-keys/:type/?", "Lists keys that others hold.", "list"],
  ["managed-keys/:type/:name", "A key that others hold.", "read", "update", "delete"],
  ["managed-keys/:type/:name/test/sign", "Tries a key that others hold.", "update"],
  ["mfa/method/?", "Lists the second steps of logins.", "list"],
  ["mfa/method/:type/:name", "A second step of logins.", "read", "update", "delete"],
  ["mfa/method/totp/:name/admin-destroy", "Takes an entity's second step away.", "update"],
  ["mfa/method/totp/:name/admin-generate", "Makes a second step for an entity.", "update"],
  ["mfa/method/totp/:name/generate", "Makes a second step for the one who asks.", "read"],
  ["namespaces/api-lock/lock", "Locks a namespace.", "update"],
  ["namespaces/api-lock/lock/*path", "Locks a namespace.", "update"],
  ["namespaces/api-lock/unlock", "Unlocks a namespace.", "update"],
  ["namespaces/api-lock/unlock/*path", "Unlocks a namespace.", "update"],
  ["namespaces/*path", "A namespace.", "read", "update", "patch", "delete"],
  ["plugins/reload/backend/status", "Says how plugins are being started again.", "read"],
  ["quotas/lease-count/?", "Lists the limits on the number of leases.", "list"],
  ["quotas/lease-count/:name", "A limit on the number of leases.", "read", "update", "delete"],
  ...["dr", "performance"].map((kind) => [`replication/${kind}/status`, "Says how replication goes.", "read"] as const),
  ["replication/dr/secondary/license/status", "Says what a secondary is licensed for.", "read"],
  ["replication/dr/secondary/config/reload/+subsystem", "Reads a secondary's configuration again.", "update"],
  ["replication/dr/secondary/operation-token/delete", "Takes a secondary's operation token away.", "update"],
  ["replication/performance/primary/paths-filter/:id", "What a secondary is sent.", "read", "update", "delete"],
  ["replication/performance/:side/dynamic-filter/:id", "What a secondary is sent now.", "read"],
  ...replicationOf("primary", ["demote", "disable", "enable", "revoke-secondary", "secondary-token"]),
  ...replicationOf("secondary", ["disable", "enable", "promote", "update-primary"]),
  ...["dr", "performance"].map(
    (kind) => [`replication/${kind}/secondary/generate-public-key`, "Makes a secondary's key.", "update"] as const,
  ),
  ...["recover", "reindex", "dr/secondary/recover", "dr/secondary/reindex"].map(
    (verb) => [`replication/${verb}`, "Mends replication.", "update"] as const,
  ),
  ["sealwrap/rewrap", "Wraps again what the seal wraps.", "read", "update"],
  ["storage/raft/snapshot-auto/config/?", "Lists the plans for snapshots.", "list"],
  ["storage/raft/snapshot-auto/config/:name", "A plan for snapshots.", "read", "update", "delete"],
  ["storage/raft/snapshot-auto/status/:name", "Says how snapshots by plan go.", "read"],
];

function replicationOf(side: string, verbs: readonly string[]): Table {
  return ["", "dr/", "performance/"].flatMap((kind) =>
    verbs.map((verb) => [`replication/${kind}${side}/${verb}`, `Changes a ${side} of replication.`, "update"] as const),
  );
}

const enterpriseOnly = () => refusal("enterprise-only feature", 404);

export function absentPaths(): PathDeclaration[] {
  return [
    ...absent.map(absentPath),
    ...enterprise.map(([path, synopsis, ...operations]) => ({
      path,
      fields: fieldsOf(path),
      operations: Object.fromEntries(operations.map((operation) => [operation, enterpriseOnly])),
      synopsis: `${synopsis} A part of the Enterprise edition.`,
    })),
  ];
}

function absentPath([path, synopsis, ...operations]: Table[number]): PathDeclaration {
  return { path, fields: fieldsOf(path), operations: {}, absent: operations, synopsis };
}

function fieldsOf(path: string): NonNullable<PathDeclaration["fields"]> {
  const names = [...path.matchAll(/[:*+](\w+)/g)].map((match) => match[1] ?? "");
  return Object.fromEntries(names.map((name) => [name, { type: "string", description: "Which one." }]));
}
