/** What explains an answer beside the decision of the policies: said by the stage that decided, as data. Spans are seconds. */

/**
 * Which maximum held a TTL down: the system's own, the mount's tuning, the role (or user) of a login, the token's own, or the explicit one
 * that its token role sets.
 */
export type TtlBound = "system" | "mount" | "role" | "explicit" | "role-explicit";

/** What a batch token can have no part in, or cannot be given. */
export type BatchLimit =
  | "renew"
  | "revoke"
  | "create"
  | "root"
  | "cubbyhole"
  | "explicit_max_ttl"
  | "num_uses"
  | "period";

/** Why a lease is not made longer. */
export type NotRenewable = "lease not found" | "failed revocation" | "never expires" | "expired" | "not renewable";

export type Notice =
  | {
      readonly kind: "ttl-capped";
      readonly what: "TTL" | "period";
      readonly wantedSeconds: number;
      readonly grantedSeconds: number;
      readonly bound: TtlBound;
      readonly boundSeconds: number;
    }
  | { readonly kind: "past-max-ttl"; readonly bound: TtlBound; readonly boundSeconds: number }
  | { readonly kind: "not-renewable"; readonly because: NotRenewable }
  | { readonly kind: "batch-limit"; readonly limit: BatchLimit }
  /** Policies asked for that the parent does not have itself. */
  | { readonly kind: "not-subset"; readonly extra: readonly string[]; readonly held: readonly string[] }
  /** Policies that a role keeps from its tokens. */
  | { readonly kind: "role-forbids"; readonly role: string; readonly policies: readonly string[] }
  /** `sudo` on the path (or the policy root) is needed for something that was asked for. */
  | { readonly kind: "sudo-needed"; readonly what: "id" | "orphan" | "period"; readonly path: string }
  | { readonly kind: "root-needs-root" }
  | { readonly kind: "root-would-outlive-parent" }
  | { readonly kind: "limited-uses-parent"; readonly usesLeft: number }
  /** The token (or the accessor) that a request is about is not there, and what is known of it. */
  | {
      readonly kind: "subject-missing";
      readonly named: "token" | "accessor";
      readonly detail: string;
      readonly key?: string;
    }
  | { readonly kind: "policies-missing"; readonly policies: readonly string[] }
  /** Parameters that the path does not know. */
  | { readonly kind: "unknown-parameters"; readonly names: readonly string[] }
  /** A login from an address that its user may not come from. */
  | { readonly kind: "address-not-bound"; readonly address: string; readonly blocks: readonly string[] }
  /** Wrong credentials were given too often, so right ones open nothing for a time. */
  | { readonly kind: "locked-out"; readonly failures: number; readonly secondsLeft: number }
  /** A parameter that counted for nothing. */
  | { readonly kind: "overruled"; readonly name: string; readonly by: "role" | "period" | "path" | "batch" }
  /** Asked which mount a path is on: there is none, or nothing on it is granted. */
  | { readonly kind: "no-mount-access"; readonly path: string; readonly mountPoint?: string }
  /** What was leased went with the last use of the token. */
  | { readonly kind: "last-use" }
  /** The path leads to a mount that has nothing of that name, or does not do that there. */
  | { readonly kind: "no-such-path"; readonly mountType: string; readonly mountPoint: string }
  | { readonly kind: "no-such-operation"; readonly operation: string; readonly known: readonly string[] };
