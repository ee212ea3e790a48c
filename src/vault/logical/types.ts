/**
 * The vocabulary between the core and its mounts. Names follow Vault's `sdk/logical`.
 * Everything here is data; instants are Unix nanoseconds (bigint), spans are seconds unless a name says otherwise.
 */
import type { Json } from "../../lib/index.ts";
import type { Notice } from "../inspect/notice.ts";
import type { StorageView } from "../storage/types.ts";

/** What a request asks of a path. `create` is what an `update` becomes where a mount's existence check says "not there yet". */
export type Operation =
  | "create"
  | "read"
  | "update"
  | "patch"
  | "delete"
  | "list"
  | "help"
  | "renew"
  | "revoke"
  | "header";

/** A request as it enters the core: `path` has no leading `v1/` and still carries its mount. */
export interface LogicalRequest {
  readonly operation: Operation;
  readonly path: string;
  readonly data: Readonly<Record<string, Json>>;
  /** What its mount is to be given in place of `data`, or why the body would not do for that. */
  readonly reread?: Reread;
  readonly clientToken: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Seconds asked for by X-Vault-Wrap-TTL; absent means the answer is not to be wrapped. */
  readonly wrapTtlSeconds?: number;
  readonly remoteAddress?: string;
  readonly remotePort?: number;
}

/** A body, read a second time for a path that knows its members by type. */
export type Reread = { readonly data: Readonly<Record<string, Json>> } | { readonly error: string };

/** What a login or a token creation answers with: the token that the core is to issue, then the token issued. */
export interface Auth {
  clientToken?: string;
  accessor?: string;
  tokenType: "service" | "batch" | "default";
  displayName: string;
  policies: readonly string[];
  tokenPolicies?: readonly string[];
  identityPolicies?: readonly string[];
  noDefaultPolicy?: boolean;
  metadata: Readonly<Record<string, string>> | null;
  entityId: string;
  /** The login that brought this was the first of its entity. */
  entityCreated?: boolean;
  orphan: boolean;
  numUses: number;
  renewable: boolean;
  ttlSeconds: number;
  maxTtlSeconds: number;
  periodSeconds: number;
  explicitMaxTtlSeconds: number;
  boundCidrs: readonly string[];
  issueTimeNs: bigint;
  /** Kept with the lease, given back to the mount when it renews. */
  internalData: Record<string, Json>;
  alias?: { name: string; mountAccessor: string; mountType: string; metadata: Record<string, string> };
}

/** A dynamic secret: the core gives it a lease. */
export interface Secret {
  leaseId?: string;
  ttlSeconds: number;
  maxTtlSeconds: number;
  renewable: boolean;
  internalData: Record<string, Json>;
}

export interface WrapInfo {
  token: string;
  accessor: string;
  ttlSeconds: number;
  creationTimeNs: bigint;
  creationPath: string;
  wrappedAccessor: string;
}

/** A success. `status` overrides 200/204; `raw` answers a body as it is (health, policies in text form…). */
export interface LogicalResponse {
  readonly ok: true;
  data?: Record<string, Json> | null;
  auth?: Auth;
  secret?: Secret;
  wrapInfo?: WrapInfo;
  warnings?: string[];
  /** For whoever watches; no part of what is sent. */
  notices?: Notice[];
  status?: number;
  raw?: { contentType: string; body: string };
  headers?: Record<string, string>;
}

/**
 * A refusal: `status` is the HTTP status, `errors` the texts of the body's `errors` (may be empty: a plain 404).
 * `data`/`warnings` are set where Vault answers an error status with a body (kv v2 deleted versions, health).
 */
export interface LogicalFailure {
  readonly ok: false;
  readonly status: number;
  readonly errors: readonly string[];
  readonly data?: Record<string, Json> | null;
  readonly warnings?: readonly string[];
  /** For whoever watches; no part of what is sent. */
  readonly notice?: Notice;
  /** Who asks is refused, on a path that lets everybody in: the core knows why. */
  readonly refusesCaller?: true;
}

/** `undefined` is Vault's nil response: 204 for a write, 404 for a read or a list. */
export type Outcome = LogicalResponse | LogicalFailure | undefined;

/** What a mount's handler is given beside its fields. `path` is relative to the mount. */
export interface MountRequest {
  readonly id: string;
  readonly operation: Operation;
  readonly path: string;
  readonly fullPath: string;
  readonly mountPoint: string;
  readonly mountAccessor: string;
  readonly mountType: string;
  readonly data: Readonly<Record<string, Json>>;
  readonly clientToken: string;
  readonly tokenEntry: TokenEntry | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly wrapTtlSeconds: number | undefined;
  readonly remoteAddress: string;
  /** The mount's own keys; everything it writes is counted. */
  readonly storage: StorageView;
  readonly nowNs: bigint;
  /** What explains an answer that has no room for it: none at all. */
  readonly notices?: Notice[];
  /** Set for `renew` and `revoke` of what this mount issued. */
  readonly lease?: {
    readonly auth?: Auth;
    readonly secret?: Secret;
    readonly incrementSeconds: number;
    readonly issueTimeNs: bigint;
  };
}

/** A token as the token store keeps it (service) or seals it (batch). Vault: `logical.TokenEntry`. */
export interface TokenEntry {
  type: "service" | "batch";
  /** The token's inner id (`hvs.` + 24 characters, a given id, or the whole `hvb.` text of a batch token). */
  id: string;
  /** What the holder types: for a service token the signed form, else the same as `id`. */
  externalId: string;
  accessor: string;
  /** Inner id of the parent, "" for an orphan. */
  parent: string;
  policies: readonly string[];
  path: string;
  metadata: Readonly<Record<string, string>> | null;
  displayName: string;
  /** Uses left: 0 is without limit, negative is spent and awaiting revocation. */
  numUses: number;
  creationTimeSeconds: number;
  ttlSeconds: number;
  explicitMaxTtlSeconds: number;
  periodSeconds: number;
  role: string;
  entityId: string;
  boundCidrs: readonly string[];
  cubbyholeId: string;
  inlinePolicy?: string;
  noIdentityPolicies?: boolean;
  internalMeta?: Readonly<Record<string, string>>;
}
