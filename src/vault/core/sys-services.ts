/** What the sys mount is given of the core. */
import { equalBytes } from "../../lib/index.ts";
import { whyNotRenewable, type LeaseEntry } from "../expiration/lease-entry.ts";
import type { LogicalFailure, TokenEntry } from "../logical/types.ts";
import { upgradeIfVersioned } from "../mounts/kv/upgrade.ts";
import type {
  SysAudit,
  SysKeys,
  SysLeases,
  SysMounts,
  SysPolicies,
  SysSeal,
  SysServices,
  SysTokens,
  SysWrapping,
} from "../mounts/sys/services.ts";
import { apiPath, type MountEntry } from "../routing/mount-entry.ts";
import { whyEntityMayNot } from "./authorise.ts";
import { systemTtlBounds, type Core } from "./core.ts";
import { clusterInfo, rotateStoredKeyring, sealShapeOf, storeUnsealKey, unsealKeyOf } from "./initial-storage.ts";
import { lockedUsers, unlockUser } from "./user-lockout.ts";
import { isStoredWrapInfo, wrappedResponseOf } from "./wrap.ts";

export function sysServices(core: Core): SysServices {
  return {
    random: core.random,
    storageType: core.config.storageType,
    raw: core.barrier,
    nowNs: () => core.nowNs(),
    systemBounds: systemTtlBounds,
    mounts: mountServices(core),
    moves: {
      get: (id) => core.moves.get(id),
      add: (id, move) => {
        core.moves = new Map([...core.moves, [id, move]]);
      },
    },
    policies: policyServices(core),
    tokens: tokenServices(core),
    leases: leaseServices(core),
    wrapping: wrappingServices(core),
    seal: sealServices(core),
    keys: keyServices(core),
    audit: auditServices(core),
    lockouts: {
      list: () => lockedUsers(core),
      unlock: (mountAccessor, alias) => unlockUser(core, mountAccessor, alias),
    },
    keyWork: {
      current: () => core.keyWork,
      set: (changes) => {
        core.keyWork = { ...core.keyWork, ...changes };
      },
    },
    countEntities: () => core.identities.entities.all().length,
  };
}

function mountServices(core: Core): SysMounts {
  const revokeBelow = (entry: MountEntry): LogicalFailure | undefined =>
    core.expiration.revokePrefix(apiPath(entry), { sync: true, force: false });
  return {
    entries: (table) => core.mountTables.entries(table),
    knows: (table, type) => core.mountTables.knows(table, type),
    add: (mount) => core.mountTables.add(mount),
    remove: (entry) => {
      const problem = revokeBelow(entry);
      if (problem === undefined) core.mountTables.remove(entry);
      return problem;
    },
    replace: (before, after) => {
      const problem = apiPath(before) === apiPath(after) ? undefined : revokeBelow(before);
      if (problem !== undefined) return problem;
      core.mountTables.replace(before, after);
      const storage = core.router.at(apiPath(after))?.storage;
      if (storage !== undefined) upgradeIfVersioned(before, after, storage, core.nowNs());
      return undefined;
    },
  };
}

function policyServices(core: Core): SysPolicies {
  return {
    get: (name) => core.policies.get(name),
    list: () => core.policies.list(),
    set: (name, text) => core.policies.set(name, text),
    delete: (name) => core.policies.delete(name),
  };
}

function tokenServices(core: Core): SysTokens {
  return {
    lookup: (token) => {
      const id = core.tokens.resolve(token);
      return typeof id === "string" && id !== "" ? core.tokens.lookup(id) : undefined;
    },
    byAccessor: (accessor) => {
      const indexed = core.tokens.records.byAccessor(accessor);
      return indexed === undefined ? "unknown" : (core.tokens.lookup(indexed.tokenId) ?? "gone");
    },
    capabilities: (entry, path) => core.aclOf(entry).capabilities(path),
    hasUsableEntity: (entry) => whyEntityMayNot(core, entry.entityId) === undefined,
    hasMountAccess: (entry, mountPath) => core.aclOf(entry).hasMountAccess(mountPath),
    rules: (entry) => {
      const acl = core.aclOf(entry);
      return { root: acl.root, rules: acl.rules() };
    },
    hasSudo: (entry, path) => core.hasSudo(entry, path),
    createRoot: () => {
      const root = core.tokens.createRoot();
      core.tokens.watcher?.issued(root);
      return root.externalId;
    },
    countService: () => core.barrier.list("sys/token/id/").length,
  };
}

function leaseServices(core: Core): SysLeases {
  const { expiration } = core;
  return {
    get: (leaseId) => expiration.leases.get(leaseId),
    list: (prefix) => expiration.leases.list(prefix),
    below: (prefix) => expiration.leases.below(prefix),
    renewable: (lease: LeaseEntry) =>
      lease.clientTokenType !== "batch" && whyNotRenewable(lease, core.nowNs()) === undefined,
    renew: (leaseId, incrementSeconds) => expiration.renewLease(leaseId, incrementSeconds),
    revoke: (leaseId, sync) => {
      if (sync) return expiration.revoke(leaseId);
      expiration.lazyRevoke(leaseId);
      return undefined;
    },
    revokePrefix: (prefix, options) => expiration.revokePrefix(prefix, options),
  };
}

function wrappingServices(core: Core): SysWrapping {
  const read = (entry: TokenEntry, name: string) =>
    core.router.at("cubbyhole/")?.storage.get(`${entry.cubbyholeId}/${name}`);
  return {
    facts: (entry) => {
      const info = read(entry, "wrapinfo");
      if (!isStoredWrapInfo(info)) return undefined;
      return {
        creationTtlSeconds: info.creation_ttl,
        creationTimeNs: BigInt(info.creation_time),
        creationPath: info.creation_path,
      };
    },
    response: (entry) => wrappedResponseOf(read(entry, "response")),
    use: (entry) => core.tokens.use(entry),
    revoke: (entry) => core.expiration.revokeToken(entry, "uses"),
  };
}

function sealServices(core: Core): SysSeal {
  return {
    isSealed: () => core.sealed,
    seal: () => {
      core.sealed = true;
    },
    unseal: () => {
      core.sealed = false;
    },
    shape: () => sealShapeOf(core.barrier),
    isKey: (key) => equalBytes(key, unsealKeyOf(core.barrier)),
    rekey: (key, shape) => storeUnsealKey(core.barrier, core.random, key, shape),
    cluster: () => clusterInfo(core.barrier),
  };
}

function keyServices(core: Core): SysKeys {
  return {
    status: () => {
      const keyring = core.keyring();
      const active = keyring.keys.find((key) => key.term === keyring.activeTerm);
      return {
        term: keyring.activeTerm,
        installTimeNs: active?.installTimeNs ?? 0n,
        encryptions: core.barrier.encryptions - (active?.encryptionsBefore ?? 0),
      };
    },
    rotate: () => rotateStoredKeyring(core.barrier, core.random, core.nowNs()),
    firstInstallTimeNs: () => core.keyring().keys[0]?.installTimeNs ?? 0n,
  };
}

function auditServices(core: Core): SysAudit {
  const { audit } = core;
  return {
    list: () => audit.list(),
    enable: (device) => audit.enable(device, core.nowNs()),
    disable: (path) => audit.disable(path),
    hash: (path, input) => audit.hash(path, input),
    headers: () => audit.headers(),
    setHeader: (name, hmac) => audit.setHeader(name, hmac),
    removeHeader: (name) => audit.removeHeader(name),
  };
}
