import { isWithinAny } from "../../core/cidr.ts";
import type { FieldData, PathDeclaration } from "../../framework/types.ts";
import { failure, refusal } from "../../logical/outcomes.ts";
import type { MountRequest, Outcome } from "../../logical/types.ts";
import { arePoliciesEquivalent, authOf } from "../token-params.ts";
import { digestPassword, readUser } from "./user.ts";

export const loginPath: PathDeclaration = {
  path: "login/:username",
  fields: {
    username: { type: "string", description: "The name of the user." },
    password: { type: "string", description: "The user's password." },
  },
  operations: { update: login },
  synopsis: "Logs a user in by a name and a password.",
};

function login(request: MountRequest, fields: FieldData): Outcome {
  const name = fields.get<string>("username").toLowerCase();
  const password = fields.get<string>("password");
  if (password === "") return failure("missing password", 500);
  const user = readUser(request.storage, name);
  if (user === undefined || user.passwordDigest !== digestPassword(name, password)) {
    return refusal("invalid username or password");
  }
  const { boundCidrs } = user.token;
  const { remoteAddress: address } = request;
  if (boundCidrs.length > 0 && !isWithinAny(boundCidrs, address))
    return failure("permission denied", 403, { kind: "address-not-bound", address, blocks: boundCidrs });
  const alias = { name, mountAccessor: request.mountAccessor, mountType: request.mountType, metadata: {} };
  const who = { displayName: name, metadata: { username: name }, internalData: {}, alias };
  return { ok: true, auth: authOf(user.token, who, request.nowNs) };
}

/** Times come from the user as they are now; a user who is gone, or has other policies, is not renewed. */
export function renewLogin(request: MountRequest): Outcome {
  const auth = request.lease?.auth;
  if (auth === undefined) return failure("request auth was nil", 500);
  const user = readUser(request.storage, auth.metadata?.["username"] ?? "");
  if (user === undefined) return undefined;
  if (!arePoliciesEquivalent(user.token.policies, auth.tokenPolicies ?? [])) {
    return failure("policies have changed, not renewing", 500);
  }
  const { periodSeconds, ttlSeconds, maxTtlSeconds } = user.token;
  return { ok: true, auth: { ...auth, periodSeconds, ttlSeconds, maxTtlSeconds } };
}
