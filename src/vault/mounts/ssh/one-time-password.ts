import { sha256 } from "@noble/hashes/sha2.js";
import { encodeHex, encodeUtf8, quoteGo, randomUuid, type Random } from "../../../lib/index.ts";
import type { FieldData } from "../../framework/types.ts";
import { failure, refusal, response } from "../../logical/outcomes.ts";
import type { MountRequest, Outcome } from "../../logical/types.ts";
import type { StorageView } from "../../storage/types.ts";
import { isBlock, isWithinAny } from "../../core/cidr.ts";
import { readPassword, readRole, readZeroAddressRoles, type OneTimePassword, type SshRole } from "./role.ts";

export function createPassword(random: Random, request: MountRequest, fields: FieldData): Outcome {
  const roleName = fields.get<string>("role");
  const ip = fields.get<string>("ip");
  if (ip === "") return refusal("Missing ip");
  const role = readRole(request.storage, roleName);
  if (role === undefined) return refusal(`Role ${quoteGo(roleName)} not found`);
  const username = fields.get<string>("username") || role.defaultUser;
  const userProblem = whyNotUser(role, username);
  if (userProblem !== undefined) return refusal(userProblem);
  if (!isAddress(ip)) return refusal(`Invalid IP ${quoteGo(ip)}`);
  const isAnywhere = readZeroAddressRoles(request.storage).includes(roleName);
  if (!isAnywhere && !coversIp(role, ip)) return refusal("Error validating IP: IP does not belong to role");
  const password = randomUuid(random);
  request.storage.put(keyOf(random, request.storage, password), { username, ip, roleName } satisfies OneTimePassword);
  return {
    ok: true,
    data: { key_type: role.keyType, key: password, username, ip, port: role.port },
    secret: { ttlSeconds: 0, maxTtlSeconds: 0, renewable: false, internalData: { otp: password } },
  };
}

function whyNotUser(role: SshRole, username: string): string | undefined {
  if (username === role.defaultUser) return undefined;
  if (role.allowedUsers === "") {
    return "Username has to be either in allowed users list or has to be a default username";
  }
  const isAllowed = role.allowedUsers === "*" || role.allowedUsers.split(",").some((user) => user.trim() === username);
  return isAllowed ? undefined : "Username is not present is allowed users list";
}

function coversIp(role: SshRole, ip: string): boolean {
  return isListed(role, ip) && (role.excludeCidrList === "" || !isWithinAny(role.excludeCidrList.split(","), ip));
}

function isListed({ cidrList }: SshRole, ip: string): boolean {
  return cidrList !== "" && isWithinAny(cidrList.split(","), ip);
}

function isAddress(text: string): boolean {
  return !text.includes("/") && isBlock(text);
}

export function lookupRoles(request: MountRequest, fields: FieldData): Outcome {
  const ip = fields.get<string>("ip");
  if (ip === "") return refusal("Missing ip");
  if (!isAddress(ip)) return refusal('Invalid IP "<nil>"');
  const covering = request.storage.list("roles/").filter((name) => {
    const role = readRole(request.storage, name);
    return role !== undefined && isListed(role, ip);
  });
  const roles = [...covering, ...readZeroAddressRoles(request.storage)];
  return response({ roles: roles.length === 0 ? null : roles });
}

/** The password is good for this one time. */
export function verifyPassword(random: Random, request: MountRequest, fields: FieldData): Outcome {
  const password = fields.get<string>("otp");
  if (password === "verify-echo-request") return response({ message: "verify-echo-response" });
  const key = keyOf(random, request.storage, password);
  const found = readPassword(request.storage, key);
  if (found === undefined) return refusal("OTP not found");
  request.storage.delete(key);
  return response({ username: found.username, ip: found.ip, role_name: found.roleName });
}

export function revokePassword(random: Random, request: MountRequest): Outcome {
  const password = request.lease?.secret?.internalData["otp"];
  if (typeof password !== "string") return failure("secret is missing internal data", 500);
  request.storage.delete(keyOf(random, request.storage, password));
  return undefined;
}

/** Passwords are stored by their salted digest alone. */
function keyOf(random: Random, storage: StorageView, password: string): string {
  const stored = storage.get("salt");
  const salt = typeof stored === "string" ? stored : randomUuid(random);
  if (stored === undefined) storage.put("salt", salt);
  return `otp/${encodeHex(sha256(encodeUtf8(salt + password)))}`;
}
