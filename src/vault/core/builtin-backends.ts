/** Every type of mount that a server knows. */
import type { MountEntry } from "../routing/mount-entry.ts";
import { absentBackends } from "../mounts/absent/backend.ts";
import { approleBackend } from "../mounts/approle/backend.ts";
import { cubbyholeBackend } from "../mounts/cubbyhole/backend.ts";
import { identityBackend } from "../mounts/identity/backend.ts";
import { kvBackend } from "../mounts/kv/backend.ts";
import { sshBackend } from "../mounts/ssh/backend.ts";
import { sysBackend } from "../mounts/sys/backend.ts";
import { tokenBackend } from "../mounts/token/backend.ts";
import { userpassBackend } from "../mounts/userpass/backend.ts";
import type { BackendRegistry } from "./backend-registry.ts";
import { systemTtlBounds, type Core } from "./core.ts";
import { sysServices } from "./sys-services.ts";

export function builtinBackends(core: Core): BackendRegistry {
  const kv = (entry: MountEntry) =>
    kvBackend(entry, {
      systemDefaultTtlSeconds: systemTtlBounds.defaultLeaseTtlSeconds,
      leased: core.config.leasedKv,
    });
  return {
    mounts: {
      ...absentBackends("mounts"),
      system: () => sysBackend(sysServices(core)),
      identity: () => identityBackend(core.identities),
      cubbyhole: () => cubbyholeBackend,
      kv,
      generic: kv,
      ssh: () => sshBackend(core.random),
    },
    auth: {
      ...absentBackends("auth"),
      token: () =>
        tokenBackend({
          tokens: core.tokens,
          expiration: core.expiration,
          diagnose: (token) => core.diagnose(token),
          bounds: () => core.boundsOf("auth/token/") ?? systemTtlBounds,
          hasSudo: (entry, path) => core.hasSudo(entry, path),
          policyExists: (name) => core.policies.get(name) !== undefined,
          identityPolicies: (entityId) => core.identityPolicies(entityId),
          entityOfAlias: (factors) => core.identities.createOrFetch(factors),
        }),
      userpass: () => userpassBackend,
      approle: () =>
        approleBackend({
          random: core.random,
          maxLeaseTtlSeconds: systemTtlBounds.maxLeaseTtlSeconds,
          sweptNs: () => core.sweptNs(),
        }),
    },
  };
}
