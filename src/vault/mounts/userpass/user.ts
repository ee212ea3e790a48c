import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { encodeHex, encodeUtf8 } from "../../../lib/index.ts";
import type { StorageValue, StorageView } from "../../storage/types.ts";
import type { TokenParams } from "../token-params.ts";

/** A user as kept at `user/<name>`. The deprecated names are kept beside the new ones: each reads back as it was written. */
export interface User {
  readonly passwordDigest: string;
  readonly token: TokenParams;
  readonly oldPolicies: readonly string[];
  readonly oldTtlSeconds: number;
  readonly oldMaxTtlSeconds: number;
  readonly oldBoundCidrs: readonly string[];
}

/** Case makes no difference to a name. */
export function userKey(name: string): string {
  return `user/${name.toLowerCase()}`;
}

export function readUser(storage: StorageView, name: string): User | undefined {
  const stored = storage.get(userKey(name));
  return isUser(stored) ? stored : undefined;
}

/** A change of one thing of a user files them under the name as it was typed, where only who asks for that finds them. */
export function putUserAsTyped(storage: StorageView, name: string, user: User): void {
  storage.put(`user/${name}`, user);
}

export function putUser(storage: StorageView, name: string, user: User): void {
  storage.put(userKey(name), user);
}

/** bcrypt, which a real server uses, takes no more bytes. */
const longestPassword = 72;

/** Why a text can be no password, in Vault's words. */
export function whyNotPassword(password: string): string | undefined {
  return encodeUtf8(password).length > longestPassword
    ? `bcrypt: password length exceeds ${longestPassword} bytes`
    : undefined;
}

/** The name salts it. A real server makes this slow on purpose (bcrypt); here nothing is guarded by it, and nobody is to wait. */
export function digestPassword(name: string, password: string): string {
  return encodeHex(hmac(sha256, encodeUtf8(name.toLowerCase()), encodeUtf8(password)));
}

function isUser(value: StorageValue | undefined): value is User {
  return typeof value === "object" && "passwordDigest" in value;
}
