/** The parts of one server, wired together. What it remembers is in the barrier and the timer queue, nowhere else. */
import { decodeHex, randomUuid, type Random } from "../../lib/index.ts";
import type { TtlBounds } from "../expiration/calculate-ttl.ts";
import { AuditDevices } from "../audit/audit-devices.ts";
import { nowhere, type AuditSink } from "../audit/audit-sink.ts";
import { ExpirationManager } from "../expiration/expiration-manager.ts";
import type { LeaseEntry } from "../expiration/lease-entry.ts";
import type { Auth, MountRequest, Outcome, TokenEntry } from "../logical/types.ts";
import { isLeasedPassthrough } from "../mounts/kv/backend.ts";
import { IdentityStore } from "../mounts/identity/identity-store.ts";
import type { MountMove } from "../mounts/sys/services.ts";
import { sanitizePolicies } from "../token/sanitize-policies.ts";
import { noKeyWork, type KeyWork } from "../mounts/sys/key-work.ts";
import type { Entity } from "../mounts/identity/types.ts";
import { apiPath } from "../routing/mount-entry.ts";
import type { Acl } from "../policy/acl.ts";
import { Router } from "../routing/router.ts";
import { Barrier } from "../storage/barrier.ts";
import type { EndCause } from "../token/token-leases.ts";
import { portableAesGcm, type AesGcm } from "../token/aes-gcm.ts";
import type { KeyringState } from "../token/keyring.ts";
import { Remembered } from "../token/remembered.ts";
import { newSigningKey, TokenStore, type LookupFailure } from "../token/token-store.ts";
import type { BackendRegistry } from "./backend-registry.ts";
import { seedCoreStorage, storedKeyring } from "./initial-storage.ts";
import type { LeaseParts } from "./lease.ts";
import { MountTables } from "./mount-tables.ts";
import { PolicyStore } from "./policy-store.ts";
import type { RequestState } from "./request-state.ts";
import { defaultServerConfig, type ServerConfig } from "./server-config.ts";
import type { FailedLoginsByUser } from "./user-lockout.ts";
import type { WrapParts } from "./wrap.ts";

/** Vault's own defaults, 32 days both. */
export const systemTtlBounds: TtlBounds = { defaultLeaseTtlSeconds: 2_764_800, maxLeaseTtlSeconds: 2_764_800 };

const failureByCause: Readonly<Record<EndCause, LookupFailure | "revoked">> = {
  revoked: "revoked",
  expired: "expired",
  parent: "parent-gone",
  uses: "uses-spent",
};
/** Enough for those who ask again and again. */
const rememberedTokens = 64;
const unsaltedMounts: ReadonlySet<string> = new Set(["auth/token/", "sys/", "identity/"]);

/** What the machine that a server runs on lends it. */
export interface Surroundings {
  /** Where audit devices write; without it what they write is gone. */
  readonly auditSink?: AuditSink;
  /** Faster than what the engine brings itself. */
  readonly aesGcm?: AesGcm;
}

/** What a mount is asked about what it leased. */
interface LeaseQuestion {
  readonly id: string;
  readonly operation: "renew" | "revoke";
  readonly incrementSeconds: number;
}

export class Core {
  readonly barrier = new Barrier();
  readonly router = new Router();
  readonly random: Random;
  readonly config: ServerConfig;
  readonly policies: PolicyStore;
  readonly tokens: TokenStore;
  readonly expiration: ExpirationManager;
  readonly identities: IdentityStore;
  readonly mountTables: MountTables;
  readonly audit: AuditDevices;
  readonly leaseParts: LeaseParts;
  readonly wrapParts: WrapParts;
  /** How a token ended that is no longer stored. */
  endingOf: ((saltedId: string) => EndCause | undefined) | undefined;
  /** Shut: nothing is answered but what one asks to open it again. */
  sealed = false;
  /** Replaced, never changed, so that a snapshot may hold it. */
  moves: ReadonlyMap<string, MountMove> = new Map();
  failedLogins: FailedLoginsByUser = new Map();
  keyWork: KeyWork = noKeyWork;
  private readonly mountTokens = new Remembered(rememberedTokens, (text) => this.tokens.salt.sha1Hex(text));
  /** The moment that the server lives in: fixed while it answers one request. */
  private momentNs: bigint;

  constructor(
    random: Random,
    nowNs: bigint,
    registry: (core: Core) => BackendRegistry,
    { auditSink = nowhere, aesGcm = portableAesGcm }: Surroundings = {},
    config: ServerConfig = defaultServerConfig,
  ) {
    this.random = random;
    this.config = config;
    this.momentNs = nowNs;
    const nowOf = (): bigint => this.momentNs;
    seedCoreStorage(this.barrier, random, nowNs);
    this.policies = new PolicyStore(this.barrier);
    this.policies.seed();
    const signingKey = this.barrier.get("core/index-header-hmac-key");
    this.tokens = new TokenStore(
      {
        barrier: this.barrier,
        random,
        nowNs: nowOf,
        keyring: () => this.keyring(),
        aesGcm,
        destroyCubbyhole: (entry) => this.destroyCubbyhole(entry),
      },
      decodeHex(typeof signingKey === "string" ? signingKey : newSigningKey(random)) ?? new Uint8Array(),
    );
    const boundsOf = (path: string): TtlBounds | undefined => this.boundsOf(path);
    this.expiration = new ExpirationManager({
      barrier: this.barrier,
      random,
      nowNs: nowOf,
      tokens: this.tokens,
      boundsOf,
      callMount: (lease, operation, incrementSeconds) => this.callMount(lease, operation, incrementSeconds),
    });
    this.tokens.leases = this.expiration;
    this.identities = this.openIdentities();
    const identityPolicies = (entityId: string): readonly string[] => this.identityPolicies(entityId);
    this.leaseParts = {
      tokens: this.tokens,
      expiration: this.expiration,
      nowNs: nowOf,
      boundsOf,
      identityPolicies,
      leasesReads: (entry) => config.leasedKv || isLeasedPassthrough(entry),
    };
    this.wrapParts = {
      tokens: this.tokens,
      expiration: this.expiration,
      nowNs: nowOf,
      cubbyhole: () => this.router.at("cubbyhole/")?.storage,
    };
    this.audit = new AuditDevices(this.barrier, random, auditSink);
    this.mountTables = new MountTables(this.barrier, this.router, random, registry(this));
    this.mountTables.seed(config.kvVersion);
  }

  nowNs(): bigint {
    return this.momentNs;
  }

  moveTo(nowNs: bigint): void {
    if (nowNs > this.momentNs) this.momentNs = nowNs;
  }

  /** Where a snapshot was taken; the one way back. */
  moveBackTo(nowNs: bigint): void {
    this.momentNs = nowNs;
  }

  /** When what is done once a minute was last done. */
  sweptNs(): bigint {
    const minuteNs = 60_000_000_000n;
    const startNs = this.keyring().keys[0]?.installTimeNs ?? 0n;
    return this.momentNs - ((this.momentNs - startNs) % minuteNs);
  }

  keyring(): KeyringState {
    return storedKeyring(this.barrier);
  }

  boundsOf(path: string): TtlBounds | undefined {
    const config = this.router.route(path)?.mount.entry.config;
    if (config === undefined) return undefined;
    return {
      defaultLeaseTtlSeconds: config.defaultLeaseTtlSeconds || systemTtlBounds.defaultLeaseTtlSeconds,
      maxLeaseTtlSeconds: config.maxLeaseTtlSeconds || systemTtlBounds.maxLeaseTtlSeconds,
      isTuned: config.maxLeaseTtlSeconds > 0,
    };
  }

  /** What a token may do. */
  aclOf(entry: TokenEntry): Acl {
    return this.policies.acl(
      this.withIdentityPolicies(entry.policies, entry.entityId),
      this.identities.templateIdentity(entry.entityId),
    );
  }

  /** A policy that comes from several sides counts once. */
  withIdentityPolicies(policies: readonly string[], entityId: string): readonly string[] {
    return entityId === "" ? policies : sanitizePolicies([...policies, ...this.identityPolicies(entityId)], false);
  }

  /** Whether a token has `sudo` on a path. */
  hasSudo(entry: TokenEntry, path: string): boolean {
    return this.aclOf(entry).allowOperation({ operation: "read", path }).sudo;
  }

  /** A cubbyhole knows a token by its cubbyhole id; the token store and the core's own mounts know it as it is. */
  mountToken(state: RequestState): string {
    const mount = state.routed?.mount;
    if (mount === undefined || state.clientToken === "" || unsaltedMounts.has(mount.point)) return state.clientToken;
    if (mount.point === "cubbyhole/") return state.tokenEntry?.cubbyholeId ?? "";
    return this.mountTokens.of(mount.entry.uuid + state.clientToken);
  }

  /** Policies that an entity and its groups bring. */
  identityPolicies(entityId: string): readonly string[] {
    return entityId === "" ? [] : this.identities.policiesOf(entityId);
  }

  /** The entity behind a login's alias; the first login makes it. */
  entityOf(auth: Auth): Entity | undefined {
    const { alias } = auth;
    if (alias === undefined || alias.name === "") return undefined;
    const metadata = Object.keys(alias.metadata).length === 0 ? null : alias.metadata;
    return this.identities.createOrFetch({ name: alias.name, mountAccessor: alias.mountAccessor, metadata });
  }

  /** Why a token may not be used. How one that is gone ended is known only where somebody has watched. */
  diagnose(token: string): LookupFailure | "revoked" {
    const found = this.tokens.diagnose(token);
    if (found !== "unknown") return found;
    const id = this.tokens.resolve(token);
    const cause = typeof id === "string" ? this.endingOf?.(this.tokens.saltId(id)) : undefined;
    return cause === undefined ? "unknown" : failureByCause[cause];
  }

  private openIdentities(): IdentityStore {
    const prefixOf = (): string => `logical/${this.router.at("identity/")?.entry.uuid ?? ""}/`;
    return new IdentityStore({
      random: this.random,
      nowNs: () => this.momentNs,
      storage: () => this.barrier.view(prefixOf()),
      peek: (prefix) => {
        const whole = prefixOf() + prefix;
        if (prefix.endsWith("/")) return this.barrier.peek(whole).map(([, value]) => value);
        const one = this.barrier.peekOne(whole);
        return one === undefined ? [] : [one];
      },
      mountByAccessor: (accessor) => {
        const entry = this.router.byAccessor(accessor)?.entry;
        return entry === undefined ? undefined : { path: apiPath(entry), type: entry.type, local: entry.local };
      },
    });
  }

  private destroyCubbyhole(entry: TokenEntry): void {
    const mount = this.router.at("cubbyhole/");
    if (mount === undefined || entry.cubbyholeId === "") return;
    const prefix = `logical/${mount.entry.uuid}/${entry.cubbyholeId}/`;
    for (const key of this.barrier.keysBelow(prefix)) this.barrier.delete(key);
  }

  private callMount(lease: LeaseEntry, operation: "renew" | "revoke", incrementSeconds: number): Outcome {
    return this.askOfLease(lease, { id: randomUuid(this.random), operation, incrementSeconds });
  }

  /** What a mount would say of a renewal. Nothing is renewed, and nothing drawn: for who only watches. */
  renewalOf(lease: LeaseEntry): Outcome {
    return this.barrier.uncounted(() => this.askOfLease(lease, { id: "", operation: "renew", incrementSeconds: 0 }));
  }

  private askOfLease(lease: LeaseEntry, { id, operation, incrementSeconds }: LeaseQuestion): Outcome {
    const routed = this.router.route(lease.path);
    if (routed === undefined)
      return { ok: false, status: 500, errors: [`no handler for route "${lease.path}". route entry not found.`] };
    const request: MountRequest = {
      id,
      operation,
      path: routed.path,
      fullPath: lease.path,
      mountPoint: routed.mount.point,
      mountAccessor: routed.mount.entry.accessor,
      mountType: routed.mount.entry.type,
      data: lease.data ?? {},
      clientToken: lease.auth === undefined ? "" : lease.clientToken,
      tokenEntry: undefined,
      headers: {},
      wrapTtlSeconds: undefined,
      remoteAddress: "127.0.0.1",
      storage: routed.mount.storage,
      nowNs: this.momentNs,
      lease: {
        ...(lease.auth === undefined ? {} : { auth: lease.auth }),
        ...(lease.secret === undefined ? {} : { secret: lease.secret }),
        incrementSeconds,
        issueTimeNs: lease.issueTimeNs,
      },
    };
    return routed.mount.backend.handleLease(request);
  }
}
