/** The system mount at `sys/`: the server itself, as far as requests can see and change it. */
import type { BackendDeclaration } from "../../framework/types.ts";
import { absentPaths, absentPathsWithoutToken } from "./path-absent.ts";
import { auditPaths } from "./path-audit.ts";
import { capabilityPaths } from "./path-capabilities.ts";
import { configPaths } from "./path-config.ts";
import { lockoutPaths } from "./path-lockouts.ts";
import { generateRootPaths, generateRootPathsWithoutToken } from "./path-generate-root.ts";
import { internalPaths } from "./path-internal.ts";
import { keyPaths } from "./path-keys.ts";
import { leasePaths } from "./path-leases.ts";
import { mountPaths } from "./path-mounts.ts";
import { pluginPaths } from "./path-plugins.ts";
import { policyPaths } from "./path-policies.ts";
import { rawPaths } from "./path-raw.ts";
import { rekeyPaths, rekeyPathsWithoutToken } from "./path-rekey.ts";
import { remountPaths } from "./path-remount.ts";
import { statusPaths, statusPathsWithoutToken } from "./path-status.ts";
import { toolPaths } from "./path-tools.ts";
import { tunePaths } from "./path-tune.ts";
import { wrappingPaths } from "./path-wrapping.ts";
import type { SysServices } from "./services.ts";

export function sysBackend(services: SysServices): BackendDeclaration {
  return {
    type: "system",
    description: "The server itself: its mounts, policies, leases, keys and seal, and what it tells of itself.",
    paths: [
      ...statusPaths(services),
      ...generateRootPaths(services),
      ...rekeyPaths(services),
      ...capabilityPaths(services),
      ...internalPaths(services),
      ...wrappingPaths(services),
      ...tunePaths(services),
      ...mountPaths(services),
      ...remountPaths(services),
      ...policyPaths(services),
      ...pluginPaths(),
      ...leasePaths(services),
      ...keyPaths(services),
      ...auditPaths(services),
      ...toolPaths(services),
      ...configPaths(),
      ...lockoutPaths(services),
      ...rawPaths(services),
      ...absentPaths(),
    ],
    unauthenticated: [
      ...statusPathsWithoutToken,
      ...generateRootPathsWithoutToken,
      ...rekeyPathsWithoutToken,
      ...absentPathsWithoutToken,
      "wrapping/lookup",
      "replication/status",
      "replication/dr/status",
      "replication/performance/status",
      "replication/dr/secondary/disable",
      "replication/dr/secondary/license/status",
      "replication/dr/secondary/operation-token/delete",
      "replication/dr/secondary/promote",
      "replication/dr/secondary/recover",
      "replication/dr/secondary/reindex",
      "replication/dr/secondary/update-primary",
      "internal/ui/mounts",
      "internal/ui/mounts/*",
      "internal/ui/namespaces",
      "internal/ui/feature-flags",
    ],
    root: [
      "auth/*",
      "remount",
      "audit",
      "audit/*",
      "raw",
      "raw/*",
      "rotate",
      "config/cors",
      "config/auditing/*",
      "config/ui/headers/*",
      "plugins/catalog/*",
      "revoke-prefix/*",
      "revoke-force/*",
      "leases/revoke-prefix/*",
      "leases/revoke-force/*",
      "leases/lookup/*",
      "leases",
      "internal/inspect/*",
      "replication/primary/secondary-token",
      "replication/dr/primary/secondary-token",
      "replication/performance/primary/secondary-token",
      "replication/reindex",
      "seal",
      "step-down",
    ],
  };
}
