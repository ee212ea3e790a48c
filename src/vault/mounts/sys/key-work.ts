/** What is under way with shares of the unseal key. A server forgets it when it ends. */
import type { GivenShares } from "./key-share.ts";

/** A root token that is being made. */
export interface RootGeneration {
  readonly nonce: string;
  /** What the token will be hidden with. */
  readonly otp: string;
  readonly given: GivenShares;
}

/** New unseal keys that are being made. */
export interface Rekey {
  readonly nonce: string;
  readonly shares: number;
  readonly threshold: number;
  readonly mustBeVerified: boolean;
  readonly given: GivenShares;
  /** Drawn with the new key, and anew whenever the verification begins again, be there one yet or not. */
  readonly verificationNonce: string;
  /** The new key is made, and waits for its shares to be shown. */
  readonly verification: Verification | undefined;
}

interface Verification {
  /** In hex. */
  readonly key: string;
  readonly given: GivenShares;
}

export interface Unsealing {
  readonly nonce: string;
  readonly given: GivenShares;
}

/** Replaced, never changed, so that a snapshot may hold it. */
export interface KeyWork {
  readonly unsealing: Unsealing | undefined;
  readonly rootGeneration: RootGeneration | undefined;
  readonly rekey: Rekey | undefined;
}

export const noKeyWork: KeyWork = { unsealing: undefined, rootGeneration: undefined, rekey: undefined };
