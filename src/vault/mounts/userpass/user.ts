import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, encodeHex, encodeUtf8, type Random } from "../../../lib/index.ts";
import type { StorageValue, StorageView } from "../../storage/types.ts";
import type { TokenParams } from "../shared/token-params.ts";

/** A user as kept at `user/<name>`. The deprecated names are kept beside the new ones: each reads back as it was written. */
export interface User {
  readonly params: TokenParams;
  readonly passwordSalt: string;
  readonly passwordDigest: string;
  readonly oldPolicies: readonly string[];
  readonly oldTtlSeconds: number;
  readonly oldMaxTtlSeconds: number;
  readonly oldBoundCidrs: readonly string[];
}

export function readUser(storage: StorageView, name: string): User | undefined {
  const stored = storage.get(`user/${name.toLowerCase()}`);
  return isUser(stored) ? stored : undefined;
}

export function putUser(storage: StorageView, name: string, user: User): void {
  storage.put(`user/${name.toLowerCase()}`, user);
}

/** A real server makes this slow on purpose (bcrypt); here nothing is guarded by it, and nobody is to wait. */
export function withPassword(user: User, password: string, random: Random): User {
  const salt = encodeHex(random.bytes(16));
  return { ...user, passwordSalt: salt, passwordDigest: digest(salt, password) };
}

export function isPassword(user: User, password: string): boolean {
  return user.passwordDigest !== "" && user.passwordDigest === digest(user.passwordSalt, password);
}

function digest(salt: string, password: string): string {
  return encodeHex(sha256(concatBytes(encodeUtf8(salt), encodeUtf8(password))));
}

function isUser(value: StorageValue | undefined): value is User {
  return typeof value === "object" && "passwordDigest" in value;
}
