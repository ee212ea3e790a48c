import type { TokenEntry } from "../logical/types.ts";

/** When a token's time began and ends, as its lease has it (a batch token: as it says itself). */
export interface LeaseTimes {
  readonly issueTimeNs: bigint;
  /** 0 is never. */
  readonly expireTimeNs: bigint;
  /** 0 is not yet. */
  readonly lastRenewalTimeNs: bigint;
  readonly renewable: boolean;
}

/** Why a token ended. */
export type EndCause = "revoked" | "expired" | "parent" | "uses";

/** What the token store asks of the expiration manager. */
export interface TokenLeases {
  times(entry: TokenEntry): LeaseTimes | undefined;
  /** Ends the leases taken with a token, and the lease of the token itself. */
  endAllOf(entry: TokenEntry): void;
  /** Revokes a token and all below it, whether or not it has a lease. */
  revokeToken(entry: TokenEntry, cause: EndCause): void;
}

/** Told of every change to a token; absent where nobody watches. */
export interface TokenWatcher {
  issued(entry: TokenEntry): void;
  changed(entry: TokenEntry): void;
  ended(entry: TokenEntry, cause: EndCause): void;
}
