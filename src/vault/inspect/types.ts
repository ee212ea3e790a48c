import type { Operation } from "../logical/types.ts";
import type { Notice } from "./notice.ts";

/**
 * Read-models for panels. Plain data, safe to send between threads. Instants are Unix milliseconds, spans are seconds.
 */

/** The six kinds that colour and glyphs mean, with the two ways that a token ends. */
export type TokenState = "live" | "revoked" | "expired";

/** A token as panels show it. Service tokens are read from storage; batch tokens were seen when they were issued. */
export interface TokenView {
  /** Stable and unique among all tokens of a session; never a secret. Service: the salted id. Batch: a digest of the token. */
  readonly key: string;
  /** The text that the holder types. */
  readonly token: string;
  readonly type: "service" | "batch";
  readonly root: boolean;
  readonly orphan: boolean;
  readonly accessor: string | undefined;
  readonly parentKey: string | undefined;
  readonly displayName: string;
  readonly path: string;
  readonly policies: readonly string[];
  readonly metadata: Readonly<Record<string, string>> | undefined;
  readonly entityId: string;
  readonly createdAtMs: number;
  /** When the TTL last began to count: creation or the last renewal. */
  readonly issuedAtMs: number;
  /** undefined: never expires. */
  readonly expiresAtMs: number | undefined;
  readonly creationTtlSeconds: number;
  readonly explicitMaxTtlSeconds: number;
  readonly periodSeconds: number;
  readonly renewable: boolean;
  /** Uses left; 0 is without limit. */
  readonly usesLeft: number;
  readonly state: TokenState;
  /** Why and when it ended. `parent`: it went with its parent. */
  readonly ended?: { readonly atMs: number; readonly cause: "revoked" | "expired" | "parent" | "uses" };
}

/** One storage operation of a request, in order. */
export interface StorageOperation {
  readonly kind: "get" | "put" | "delete" | "list";
  readonly key: string;
}

/** What the engine tells whoever watches. Emitted in order, synchronously, within the `handle` or `advance` that caused it. */
export type ServerEvent =
  | { readonly kind: "token-issued"; readonly token: TokenView }
  | { readonly kind: "token-changed"; readonly token: TokenView }
  | {
      readonly kind: "token-ended";
      readonly key: string;
      readonly atMs: number;
      readonly cause: "revoked" | "expired" | "parent" | "uses";
    }
  | { readonly kind: "request"; readonly trace: RequestTrace }
  | { readonly kind: "exchange"; readonly exchange: HttpExchange };

/** What crossed the wire for one request, byte for byte. Follows the `request` that it led to, where it led to one. */
export interface HttpExchange {
  /** The request's id; undefined where the HTTP layer answered by itself. */
  readonly requestId: string | undefined;
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string;
  readonly status: number;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: string;
}

/** What one request did, stage by stage; the source of "why?". */
export interface RequestTrace {
  readonly id: string;
  readonly atMs: number;
  readonly operation: Operation;
  readonly path: string;
  readonly tokenKey: string | undefined;
  readonly status: number;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly storage: readonly StorageOperation[];
  readonly decision: Decision;
  /** What else explains the answer, in the order in which it was found out. */
  readonly notices: readonly Notice[];
}

/** The deciding cause, from the engine's own stages. */
export type Decision =
  | { readonly cause: "allowed"; readonly policy?: string; readonly rule?: string }
  | { readonly cause: "unauthenticated-path" }
  | { readonly cause: "root" }
  /** `unmounted`: nothing is mounted there either, so that it is no path that takes no token. */
  | { readonly cause: "no-token"; readonly unmounted?: true }
  | {
      readonly cause: "bad-token";
      /** `body`: not the token that asked, but the one that the request is about. */
      readonly named?: "body";
      readonly detail:
        | "unknown"
        | "expired"
        | "revoked"
        | "parent-gone"
        | "uses-spent"
        | "malformed"
        | "forged"
        | "not-wrapping";
    }
  | {
      readonly cause: "no-rule";
      readonly capability: string;
      readonly policies: readonly string[];
      readonly missingPolicies: readonly string[];
    }
  | { readonly cause: "denied-by-rule"; readonly policy: string; readonly rule: string }
  | {
      readonly cause: "capability-missing";
      readonly capability: string;
      readonly policy: string;
      readonly rule: string;
    }
  | { readonly cause: "sudo-missing"; readonly policy?: string; readonly rule?: string }
  /** The rule grants the capability, and asks for more of a request than that. */
  | { readonly cause: "rule-limits"; readonly policy: string; readonly rule: string; readonly reason: string }
  | { readonly cause: "address-not-bound"; readonly address: string; readonly blocks: readonly string[] }
  | { readonly cause: "entity"; readonly state: "gone" | "disabled" }
  | { readonly cause: "no-mount" }
  /** Turned away before any policy was asked. */
  | { readonly cause: "refused"; readonly reason: string }
  | { readonly cause: "sealed" };
