/** Logins with a name and a password. */
import { encodeUtf8, type Random } from "../../../lib/index.ts";
import type { BackendDeclaration, FieldData, FieldSchema } from "../../framework/types.ts";
import { failure, listResponse, refusal, response } from "../../logical/outcomes.ts";
import type { MountRequest, Outcome } from "../../logical/types.ts";
import { sanitizePolicies } from "../../token/sanitize-policies.ts";
import { isWithinAny } from "../../core/cidr.ts";
import {
  areEquivalentPolicies,
  loginAuth,
  noTokenParams,
  readTokenParams,
  renewedAuth,
  tokenFields,
  tokenParamsData,
  type TokenParams,
} from "../shared/token-params.ts";
import { isPassword, putUser, readUser, withPassword, type User } from "./user.ts";

/** bcrypt takes no more. */
const mostPasswordBytes = 72;

const username: FieldSchema = { type: "string", description: "The user's name; case makes no difference." };
const password: FieldSchema = { type: "string", description: "The user's password." };

const userFields: Readonly<Record<string, FieldSchema>> = {
  username,
  password,
  policies: { type: "commaStringSlice", description: "The old name of token_policies.", deprecated: true },
  ttl: { type: "duration", description: "The old name of token_ttl.", deprecated: true },
  max_ttl: { type: "duration", description: "The old name of token_max_ttl.", deprecated: true },
  bound_cidrs: { type: "commaStringSlice", description: "The old name of token_bound_cidrs.", deprecated: true },
  ...tokenFields,
};

export function userpassBackend(random: Random): BackendDeclaration {
  return {
    type: "userpass",
    description: "Logins with a name and a password, for people. Users are kept here; a login gives a token.",
    paths: [
      {
        path: "users/:username",
        fields: userFields,
        exists: (request, fields) => readUser(request.storage, nameOf(fields)) !== undefined,
        operations: {
          read: (request, fields) => describe(readUser(request.storage, nameOf(fields))),
          create: (request, fields) => write(random, request, fields),
          update: (request, fields) => write(random, request, fields),
          delete: (request, fields) => {
            request.storage.delete(`user/${nameOf(fields)}`);
            return undefined;
          },
        },
        synopsis: "Reads, writes and deletes a user.",
      },
      {
        path: "users/?",
        operations: { list: (request) => listResponse(request.storage.list("user/")) },
        synopsis: "Lists the users.",
      },
      {
        path: "users/:username/policies",
        fields: { username, policies: userFields["policies"] ?? username, token_policies: tokenFields["token_policies"] ?? username },
        operations: { update: setPolicies },
        synopsis: "Gives a user other policies.",
      },
      {
        path: "users/:username/password",
        fields: { username, password },
        operations: { update: (request, fields) => setPassword(random, request, fields) },
        synopsis: "Gives a user another password.",
      },
      {
        path: "login/:username",
        fields: { username, password },
        operations: { update: login },
        synopsis: "Gives a token for a name and its password.",
      },
    ],
    unauthenticated: ["login/*"],
    renew,
  };
}

function nameOf(fields: FieldData): string {
  return fields.get<string>("username").toLowerCase();
}

function describe(user: User | undefined): Outcome {
  if (user === undefined) return undefined;
  const data = tokenParamsData(user.params);
  if (user.oldTtlSeconds > 0) data["ttl"] = user.oldTtlSeconds;
  if (user.oldMaxTtlSeconds > 0) data["max_ttl"] = user.oldMaxTtlSeconds;
  if (user.oldPolicies.length > 0) data["policies"] = user.params.policies;
  if (user.oldBoundCidrs.length > 0) data["bound_cidrs"] = user.oldBoundCidrs;
  return response(data);
}

const blankUser: User = {
  params: noTokenParams,
  passwordSalt: "",
  passwordDigest: "",
  oldPolicies: [],
  oldTtlSeconds: 0,
  oldMaxTtlSeconds: 0,
  oldBoundCidrs: [],
};

function write(random: Random, request: MountRequest, fields: FieldData): Outcome {
  const sentPassword = fields.get<string>("password");
  if (request.operation === "create" && sentPassword === "") return refusal("missing password");
  const before = readUser(request.storage, nameOf(fields)) ?? blankUser;
  const read = readTokenParams(before.params, fields);
  if (!read.ok) return refusal(read.error);
  let user: User = { ...before, params: read.params };
  if (fields.has("password")) {
    if (sentPassword === "") return refusal("missing password");
    if (isTooLong(sentPassword)) return failure(tooLong, 500);
    user = withPassword(user, sentPassword, random);
  }
  putUser(request.storage, nameOf(fields), withOldNames(user, fields));
  return undefined;
}

const tooLong = `bcrypt: password length exceeds ${mostPasswordBytes} bytes`;

function isTooLong(text: string): boolean {
  return encodeUtf8(text).length > mostPasswordBytes;
}

/** A value sent by its old name alone is taken, and reads back by both; the new name wins. */
function withOldNames(user: User, fields: FieldData): User {
  let { params } = user;
  const settle = <T>(oldName: string, newName: string, current: T, chosen: T, none: T, take: (value: T) => Partial<TokenParams>): T => {
    if (fields.has(newName)) return fields.has(oldName) ? chosen : none;
    if (!fields.has(oldName)) return current;
    const raw = fields.get(oldName);
    const value = (newName === "token_policies" ? sanitizePolicies(asTexts(raw), false) : raw) as T;
    params = { ...params, ...take(value) };
    return value;
  };
  const oldPolicies = settle("policies", "token_policies", user.oldPolicies, params.policies, [], (policies) => ({ policies }));
  const oldTtlSeconds = settle("ttl", "token_ttl", user.oldTtlSeconds, params.ttlSeconds, 0, (ttlSeconds) => ({ ttlSeconds }));
  const oldMaxTtlSeconds = settle("max_ttl", "token_max_ttl", user.oldMaxTtlSeconds, params.maxTtlSeconds, 0, (maxTtlSeconds) => ({ maxTtlSeconds }));
  const oldBoundCidrs = settle("bound_cidrs", "token_bound_cidrs", user.oldBoundCidrs, params.boundCidrs, [], (boundCidrs) => ({ boundCidrs }));
  return { ...user, params, oldPolicies, oldTtlSeconds, oldMaxTtlSeconds, oldBoundCidrs };
}
