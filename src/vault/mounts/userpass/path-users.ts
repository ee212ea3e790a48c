import type { Json } from "../../../lib/index.ts";
import type { FieldData, FieldSchema, PathDeclaration } from "../../framework/types.ts";
import { failure, listResponse, refusal, response } from "../../logical/outcomes.ts";
import type { MountRequest, Outcome } from "../../logical/types.ts";
import { isBlock } from "../../core/cidr.ts";
import { sanitizePolicies } from "../../token/sanitize-policies.ts";
import {
  blankTokenParams,
  describeTokenParams,
  parseTokenParams,
  shortBlock,
  strayBlock,
  tokenFields,
} from "../token-params.ts";
import { digestPassword, putUser, putUserAsTyped, readUser, userKey, whyNotPassword, type User } from "./user.ts";

const username: FieldSchema = { type: "string", description: "The name of the user." };
const password: FieldSchema = { type: "string", description: "The user's password." };
const oldPolicies: FieldSchema = {
  type: "commaStringSlice",
  description: "The old name of token_policies.",
  deprecated: true,
};

export const usersPaths: readonly PathDeclaration[] = [
  {
    path: "users/?",
    operations: { list: (request) => listResponse(request.storage.list("user/")) },
    synopsis: "Lists the users.",
  },
  {
    path: "users/:username/policies",
    fields: {
      username,
      policies: oldPolicies,
      token_policies: { type: "commaStringSlice", description: "The policies of the user's tokens." },
    },
    operations: { update: changePolicies },
    synopsis: "Changes the policies of a user.",
  },
  {
    path: "users/:username/password",
    fields: { username, password },
    operations: { update: changePassword },
    synopsis: "Changes the password of a user.",
  },
  {
    path: "users/:username",
    fields: {
      username,
      password,
      policies: oldPolicies,
      ttl: { type: "duration", description: "The old name of token_ttl.", deprecated: true },
      max_ttl: { type: "duration", description: "The old name of token_max_ttl.", deprecated: true },
      bound_cidrs: { type: "commaStringSlice", description: "The old name of token_bound_cidrs.", deprecated: true },
      ...tokenFields,
    },
    exists: (request, fields) => readUser(request.storage, fields.get("username")) !== undefined,
    operations: {
      read: (request, fields) => describe(readUser(request.storage, fields.get("username"))),
      create: write,
      update: write,
      delete: remove,
    },
    synopsis: "Reads, writes and deletes a user.",
  },
];

const blankUser: User = {
  passwordDigest: "",
  token: blankTokenParams,
  oldPolicies: [],
  oldTtlSeconds: 0,
  oldMaxTtlSeconds: 0,
  oldBoundCidrs: [],
};

function describe(user: User | undefined): Outcome {
  if (user === undefined) return undefined;
  const data: Record<string, Json> = describeTokenParams(user.token);
  if (user.oldTtlSeconds > 0) data["ttl"] = user.oldTtlSeconds;
  if (user.oldMaxTtlSeconds > 0) data["max_ttl"] = user.oldMaxTtlSeconds;
  if (user.oldPolicies.length > 0) data["policies"] = user.token.policies;
  if (user.oldBoundCidrs.length > 0) data["bound_cidrs"] = user.oldBoundCidrs;
  return response(data);
}

function write(request: MountRequest, fields: FieldData): Outcome {
  const name = fields.get<string>("username");
  const secret = fields.get<string>("password");
  if (request.operation === "create" && secret === "") return refusal("missing password");
  const before = readUser(request.storage, name) ?? blankUser;
  const token = parseTokenParams(fields, before.token);
  if ("error" in token) return refusal(token.error);
  if (fields.has("password") && secret === "") return refusal("missing password");
  const problem = whyNotPassword(secret);
  if (problem !== undefined) return failure(problem, 500);
  const passwordDigest = fields.has("password") ? digestPassword(name, secret) : before.passwordDigest;
  const policies = renamed(fields, "policies", "token_policies", token.policies, before.oldPolicies, []);
  const ttl = renamed(fields, "ttl", "token_ttl", token.ttlSeconds, before.oldTtlSeconds, 0);
  const maxTtl = renamed(fields, "max_ttl", "token_max_ttl", token.maxTtlSeconds, before.oldMaxTtlSeconds, 0);
  const cidrs = renamed(fields, "bound_cidrs", "token_bound_cidrs", token.boundCidrs, before.oldBoundCidrs, []);
  const stray = cidrs.taken ? cidrs.value.find((block) => !isBlock(block)) : undefined;
  if (stray !== undefined) return refusal(strayBlock(stray));
  const clean = policies.taken ? sanitizePolicies(policies.value, false) : policies.value;
  putUser(request.storage, name, {
    passwordDigest,
    token: {
      ...token,
      policies: clean,
      ttlSeconds: ttl.value,
      maxTtlSeconds: maxTtl.value,
      boundCidrs: cidrs.value.map(shortBlock),
    },
    oldPolicies: policies.taken ? clean : policies.old,
    oldTtlSeconds: ttl.old,
    oldMaxTtlSeconds: maxTtl.old,
    oldBoundCidrs: cidrs.old.map(shortBlock),
  });
  return undefined;
}

interface Renamed<T> {
  readonly value: T;
  readonly old: T;
  /** The old name alone was sent, and its value taken. */
  readonly taken: boolean;
}

/** A field with an old name: the new one wins; the old one counts where it comes alone. */
function renamed<T extends Json>(
  fields: FieldData,
  oldName: string,
  newName: string,
  value: T,
  old: T,
  none: T,
): Renamed<T> {
  if (fields.has(newName)) return { value, old: fields.has(oldName) ? value : none, taken: false };
  if (!fields.has(oldName)) return { value, old, taken: false };
  const given = fields.get<T>(oldName);
  return { value: given, old: given, taken: true };
}

function remove(request: MountRequest, fields: FieldData): Outcome {
  request.storage.delete(userKey(fields.get("username")));
  return undefined;
}

function changePolicies(request: MountRequest, fields: FieldData): Outcome {
  const name = fields.get<string>("username");
  const user = readUser(request.storage, name);
  if (user === undefined) return failure("username does not exist", 500);
  const sent = ["token_policies", "policies"].find((field) => fields.has(field));
  if (sent === undefined) return undefined;
  const policies = sanitizePolicies(fields.get<readonly string[]>(sent), false);
  const oldPolicies = fields.has("policies") ? policies : [];
  putUserAsTyped(request.storage, name, { ...user, token: { ...user.token, policies }, oldPolicies });
  return undefined;
}

function changePassword(request: MountRequest, fields: FieldData): Outcome {
  const name = fields.get<string>("username");
  const user = readUser(request.storage, name);
  if (user === undefined) return failure("username does not exist", 500);
  const secret = fields.get<string>("password");
  if (secret === "") return refusal("missing password");
  const problem = whyNotPassword(secret);
  if (problem !== undefined) return failure(problem, 500);
  putUserAsTyped(request.storage, name, { ...user, passwordDigest: digestPassword(name, secret) });
  return undefined;
}
