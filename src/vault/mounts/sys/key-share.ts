/** Shares of the unseal key as they are typed, and gathered until there are enough. */
import { decodeBase64, decodeHex, encodeHex } from "../../../lib/index.ts";
import type { FieldData } from "../../framework/types.ts";
import { refusal } from "../../logical/outcomes.ts";
import type { LogicalFailure, Outcome } from "../../logical/types.ts";
import { combineShares } from "./shamir.ts";

/** How long one may be: a 128 or 256 bit key, a share's extra byte with it. */
const bytes = { least: 16, most: 33 } as const;

/** What the server says of a key that is not its own. */
const notItsOwn =
  "invalid key: failed to decrypt keys from storage: error decrypting seal wrapped value\nerror decrypting using seal shamir: cipher: message authentication failed";

/** A share in hex or base64; undefined where it is neither. */
export function readShare(text: string): Uint8Array | undefined {
  const hex = decodeHex(text);
  const isShare = hex !== undefined && hex.length >= bytes.least && hex.length <= bytes.most;
  return isShare ? hex : decodeBase64(text);
}

export function whyNoShare(share: Uint8Array): string | undefined {
  if (share.length < bytes.least) return `key is shorter than minimum ${bytes.least} bytes`;
  return share.length > bytes.most ? `key is longer than maximum ${bytes.most} bytes` : undefined;
}

/** Hands on the share that a request carries, or refuses it; `before` introduces what is wrong with its length. */
export function withShare(fields: FieldData, next: (share: Uint8Array) => Outcome, before = ""): Outcome {
  const text = fields.get<string>("key");
  if (text === "") return refusal("'key' must be specified in request body as JSON");
  const share = readShare(text);
  if (share === undefined) return refusal("'key' must be a valid hex or base64 string");
  const problem = whyNoShare(share);
  return problem === undefined ? next(share) : refusal(before + problem);
}

/** Shares that were given so far, in hex. */
export type GivenShares = readonly string[];

export function hasShare(given: GivenShares, share: Uint8Array): boolean {
  return given.includes(encodeHex(share));
}

export function alreadyGiven(operation: "generation" | "verify"): LogicalFailure {
  return refusal(`given key has already been provided during this ${operation} operation`);
}

/** Undefined while more are needed. */
export function keyOf(given: GivenShares, threshold: number): Uint8Array | { readonly error: string } | undefined {
  if (given.length < threshold) return undefined;
  const shares = given.map((text) => decodeHex(text) ?? new Uint8Array());
  return threshold === 1 ? shares[0] : combineShares(shares);
}

/** What is wrong with a key, and what the server was about as it saw that. */
export interface WrongKey {
  readonly during: "setup" | "reading";
  readonly problem: string;
}

const keySizes: ReadonlySet<number> = new Set([16, 24, 32]);

export function whyNotKey(key: Uint8Array, isRight: boolean): WrongKey | undefined {
  if (!keySizes.has(key.length)) {
    return { during: "setup", problem: `failed to setup unseal key: crypto/aes: invalid key size ${key.length}` };
  }
  return isRight ? undefined : { during: "reading", problem: notItsOwn };
}

/** Why a key does not open the server. */
export function whyNotOpened({ during, problem }: WrongKey): string {
  return during === "setup" ? `invalid key: ${problem}` : `unable to retrieve stored keys: ${problem}`;
}
