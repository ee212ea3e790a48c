import type { StorageValue, StorageView } from "../../storage/types.ts";

/** A role as kept at `roles/<name>`: whose one-time passwords are for which machines. */
export interface SshRole {
  readonly keyType: "otp";
  readonly defaultUser: string;
  /** Address blocks, separated by commas, as they were written. */
  readonly cidrList: string;
  readonly excludeCidrList: string;
  readonly allowedUsers: string;
  readonly port: number;
}

/** What a one-time password is for, as kept at `otp/<salted password>`. */
export interface OneTimePassword {
  readonly username: string;
  readonly ip: string;
  readonly roleName: string;
}

export function readRole(storage: StorageView, name: string): SshRole | undefined {
  const stored = storage.get(`roles/${name}`);
  return isRole(stored) ? stored : undefined;
}

export function readPassword(storage: StorageView, key: string): OneTimePassword | undefined {
  const stored = storage.get(key);
  return isPassword(stored) ? stored : undefined;
}

/** Roles that are good for any machine. */
export function readZeroAddressRoles(storage: StorageView): readonly string[] {
  const stored = storage.get("config/zeroaddress");
  return isZeroAddress(stored) ? stored.roles : [];
}

function isRole(value: StorageValue | undefined): value is SshRole {
  return typeof value === "object" && "keyType" in value;
}

function isPassword(value: StorageValue | undefined): value is OneTimePassword {
  return typeof value === "object" && "roleName" in value;
}

function isZeroAddress(value: StorageValue | undefined): value is { readonly roles: readonly string[] } {
  return typeof value === "object" && "roles" in value;
}
