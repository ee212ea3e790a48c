import { encodeHex, encodeUtf8, hmacSha256WithKey, type Random } from "../../../lib/index.ts";
import type { StorageValue, StorageView } from "../../storage/types.ts";
import type { TokenParams } from "../token-params.ts";

/** What the method needs of the core. */
export interface ApproleServices {
  readonly random: Random;
  readonly maxLeaseTtlSeconds: number;
  /** When expired secret IDs were last taken away: every minute since the server began. */
  readonly sweptNs: () => bigint;
}

export interface ApproleRole {
  /** In lower case. */
  readonly name: string;
  readonly roleId: string;
  /** Under which names and secret IDs are stored. */
  readonly hmacKey: string;
  readonly bindSecretId: boolean;
  readonly localSecretIds: boolean;
  readonly secretIdBoundCidrs: readonly string[] | null;
  readonly secretIdNumUses: number;
  readonly secretIdTtlSeconds: number;
  readonly token: TokenParams;
  readonly oldPolicies: readonly string[];
  readonly oldPeriodSeconds: number;
}

export function readRole(storage: StorageView, name: string): ApproleRole | undefined {
  const value = storage.get(roleKey(name));
  return isRole(value) ? value : undefined;
}

export function readRoleById(storage: StorageView, roleId: string): ApproleRole | undefined {
  const index = storage.get(roleIdKey(roleId));
  return typeof index === "string" ? readRole(storage, index) : undefined;
}

/** Writes the role and the index from its id to it; an id it had before leads nowhere then. The answer is why not. */
export function saveRole(storage: StorageView, role: ApproleRole, before: ApproleRole | undefined): string | undefined {
  if (!hasConstraint(role)) return "at least one constraint should be enabled on the role";
  const owner = storage.get(roleIdKey(role.roleId));
  if (owner !== undefined && owner !== role.name) return "role_id already in use";
  storage.put(roleKey(role.name), role);
  if (before !== undefined && before.roleId !== role.roleId) storage.delete(roleIdKey(before.roleId));
  storage.put(roleIdKey(role.roleId), role.name);
  return undefined;
}

export function deleteRole(storage: StorageView, role: ApproleRole): void {
  storage.delete(roleIdKey(role.roleId));
  storage.delete(roleKey(role.name));
}

/** A role that anybody could log in to is none. */
function hasConstraint(role: ApproleRole): boolean {
  return role.bindSecretId || (role.secretIdBoundCidrs?.length ?? 0) > 0 || role.token.boundCidrs.length > 0;
}

export function hmacHex(key: string, text: string): string {
  return encodeHex(hmacSha256WithKey(encodeUtf8(key))(encodeUtf8(text)));
}

function roleKey(name: string): string {
  return `role/${name.toLowerCase()}`;
}

function roleIdKey(roleId: string): string {
  return `role_id/${hmacHex("role_id", roleId)}`;
}

function isRole(value: StorageValue | undefined): value is ApproleRole {
  return typeof value === "object" && "roleId" in value;
}
