import { quoteGo } from "../../../lib/index.ts";
import { isWithinAny } from "../../core/cidr.ts";
import type { FieldData, PathDeclaration } from "../../framework/types.ts";
import { failure, refusal } from "../../logical/outcomes.ts";
import type { LogicalFailure, MountRequest, Outcome } from "../../logical/types.ts";
import { authOf } from "../token-params.ts";
import { noSuchRole } from "./path-role.ts";
import { readRole, readRoleById, type ApproleRole, type ApproleServices } from "./role.ts";
import { SecretIds, type SecretId } from "./secret-id.ts";

export function loginPath(services: ApproleServices): PathDeclaration {
  return {
    path: "login",
    fields: {
      role_id: { type: "string", description: "The id of the role." },
      secret_id: { type: "string", default: "", description: "A secret ID of the role, where it asks for one." },
    },
    operations: { update: (request, fields) => login(services, request, fields) },
    synopsis: "Logs a program in by the id of its role and a secret ID.",
  };
}

function login(services: ApproleServices, request: MountRequest, fields: FieldData): Outcome {
  const roleId = fields.get<string>("role_id").trim();
  if (roleId === "") return refusal("missing role_id");
  const role = readRoleById(request.storage, roleId);
  if (role === undefined) return refusal("invalid role ID");
  const used = role.bindSecretId
    ? useSecretId(services, request, role, fields.get<string>("secret_id").trim())
    : undefined;
  if (used !== undefined && "ok" in used) return used;
  const from = request.remoteAddress;
  const unauthorised = [used?.cidrList ?? [], role.secretIdBoundCidrs ?? []].findIndex(
    (blocks) => blocks.length > 0 && !isWithinAny(blocks, from),
  );
  if (unauthorised === 0) {
    return refusal(`source address ${quoteGo(from)} unauthorized through CIDR restrictions on the secret ID`);
  }
  if (unauthorised === 1) {
    return refusal(`source address ${quoteGo(from)} unauthorized by CIDR restrictions on the role: %!w(<nil>)`);
  }
  const metadata = { ...used?.metadata, role_name: role.name };
  const { mountAccessor, mountType } = request;
  const auth = authOf(
    role.token,
    {
      displayName: "",
      metadata,
      internalData: { role_name: role.name },
      alias: { name: role.roleId, mountAccessor, mountType, metadata },
    },
    request.nowNs,
  );
  if (used !== undefined && used.tokenBoundCidrs.length > 0) auth.boundCidrs = used.tokenBoundCidrs;
  return { ok: true, auth };
}

/** A secret ID of limited use has one use less then; the last one takes it away. */
function useSecretId(
  services: ApproleServices,
  request: MountRequest,
  role: ApproleRole,
  secretId: string,
): SecretId | LogicalFailure {
  if (secretId === "") return refusal("missing secret_id");
  const ids = new SecretIds(request.storage, role, services.sweptNs());
  const digest = ids.digestOf(secretId);
  const entry = ids.get(digest);
  if (entry === undefined) return refusal("invalid secret id");
  if (entry.numUses === 1) ids.delete(digest, entry);
  else if (entry.numUses > 1) {
    ids.put(digest, { ...entry, numUses: entry.numUses - 1, lastUpdatedTimeNs: request.nowNs });
  }
  return entry;
}

/** Times come from the role as it is now. */
export function renewLogin(request: MountRequest): Outcome {
  const auth = request.lease?.auth;
  const name = auth?.internalData["role_name"];
  if (auth === undefined || typeof name !== "string") return failure("failed to fetch role_name during renewal", 500);
  const role = readRole(request.storage, name);
  if (role === undefined) return failure(`${noSuchRole(name)} during renewal`, 500);
  const { periodSeconds, ttlSeconds, maxTtlSeconds } = role.token;
  return { ok: true, auth: { ...auth, periodSeconds, ttlSeconds, maxTtlSeconds } };
}
