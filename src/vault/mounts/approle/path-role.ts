import { quoteGo, randomUuid, type Json } from "../../../lib/index.ts";
import { unsupportedPath } from "../../framework/backend.ts";
import type { FieldData, FieldSchema, PathDeclaration } from "../../framework/types.ts";
import { addWarning, failure, listResponse, refusal, response } from "../../logical/outcomes.ts";
import type { LogicalResponse, MountRequest, Outcome } from "../../logical/types.ts";
import { sanitizePolicies } from "../../token/sanitize-policies.ts";
import {
  blankTokenParams,
  describeTokenParams,
  parseTokenParams,
  tokenFields,
  type TokenParams,
} from "../token-params.ts";
import { whyNotBlocks } from "./cidr-blocks.ts";
import { roleFieldPaths } from "./path-role-fields.ts";
import { deleteRole, readRole, saveRole, type ApproleRole, type ApproleServices } from "./role.ts";
import { SecretIds } from "./secret-id.ts";

export const roleName: FieldSchema = { type: "string", description: "The name of the role." };

const fields: Readonly<Record<string, FieldSchema>> = {
  role_name: roleName,
  role_id: { type: "string", description: "The id that logins name the role by; one is made where none is given." },
  bind_secret_id: {
    type: "bool",
    default: true,
    description: "Whether a login needs a secret ID beside the role's id.",
  },
  bound_cidr_list: {
    type: "commaStringSlice",
    description: "The old name of secret_id_bound_cidrs.",
    deprecated: true,
  },
  secret_id_bound_cidrs: { type: "commaStringSlice", description: "Address blocks that logins may come from." },
  secret_id_num_uses: { type: "int", description: "How many logins a secret ID is good for; 0 is without limit." },
  secret_id_ttl: { type: "duration", description: "How long a secret ID lives; 0 is for ever." },
  local_secret_ids: {
    type: "bool",
    description: "Whether secret IDs stay in this cluster; set when the role is made.",
  },
  policies: { type: "commaStringSlice", description: "The old name of token_policies.", deprecated: true },
  period: { type: "duration", description: "The old name of token_period.", deprecated: true },
  ...tokenFields,
};

export function rolePaths(services: ApproleServices): PathDeclaration[] {
  return [
    {
      path: "role/?",
      operations: { list: (request) => listResponse(request.storage.list("role/")) },
      synopsis: "Lists the roles.",
    },
    {
      path: "role/:role_name",
      fields,
      exists: (request, sent) => readRole(request.storage, sent.get("role_name")) !== undefined,
      operations: {
        read: (request, sent) => describe(readRole(request.storage, sent.get("role_name"))),
        create: (request, sent) => write(services, request, sent),
        update: (request, sent) => write(services, request, sent),
        delete: (request, sent) => remove(services, request, sent),
      },
      synopsis: "Reads, writes and deletes a role.",
    },
    {
      path: "role/:role_name/role-id",
      fields: { role_name: roleName, role_id: { type: "string", description: "The id that logins name the role by." } },
      operations: {
        read: (request, sent) => {
          const role = readRole(request.storage, sent.get("role_name"));
          return role === undefined ? undefined : response({ role_id: role.roleId });
        },
        update: changeRoleId,
      },
      synopsis: "Reads and sets the id that logins name the role by.",
    },
    ...roleFieldPaths(services, fields),
  ];
}

function describe(role: ApproleRole | undefined): Outcome {
  if (role === undefined) return undefined;
  const data: Record<string, Json> = {
    ...describeTokenParams(role.token),
    bind_secret_id: role.bindSecretId,
    secret_id_bound_cidrs: role.secretIdBoundCidrs,
    secret_id_num_uses: role.secretIdNumUses,
    secret_id_ttl: role.secretIdTtlSeconds,
    local_secret_ids: role.localSecretIds,
  };
  if (role.oldPeriodSeconds > 0) data["period"] = role.oldPeriodSeconds;
  if (role.oldPolicies.length > 0) data["policies"] = role.oldPolicies;
  return response(data);
}

function write(services: ApproleServices, request: MountRequest, sent: FieldData): Outcome {
  const name = sent.get<string>("role_name");
  const before = readRole(request.storage, name);
  const asked = sent.has("token_type") ? sent.get<string>("token_type") : "";
  const meant = /^default-(service|batch)$/.exec(asked)?.[1];
  const token = parseTokenParams(sent, before?.token ?? blankTokenParams, meant);
  if ("error" in token) return refusal(token.error);
  if (before !== undefined && sent.has("local_secret_ids")) {
    return refusal("local_secret_ids can only be modified during role creation");
  }
  const role = changedRole(before ?? newRole(services, name), sent, token);
  if (role.roleId === "") return refusal("invalid role_id supplied, or failed to generate a role_id");
  if (role.secretIdNumUses < 0) return refusal("secret_id_num_uses cannot be negative");
  const stray = whyNotBlocks(role.secretIdBoundCidrs ?? []);
  if (stray !== undefined) return failure(`failed to validate CIDR blocks: ${stray}`, 500);
  const answer: LogicalResponse = { ok: true };
  if (meant !== undefined) addWarning(answer, `${asked} has no useful meaning; adjusting to ${meant}`);
  if (role.token.maxTtlSeconds > services.maxLeaseTtlSeconds) {
    addWarning(
      answer,
      "token_max_ttl is greater than the backend mount's maximum TTL value; issued tokens' max TTL value will be truncated",
    );
  }
  const problem = saveRole(request.storage, role, before);
  if (problem !== undefined) return failure(problem, 500);
  return answer.warnings === undefined ? undefined : answer;
}

function newRole(services: ApproleServices, name: string): ApproleRole {
  return {
    name: name.toLowerCase(),
    hmacKey: randomUuid(services.random),
    roleId: randomUuid(services.random),
    bindSecretId: true,
    localSecretIds: false,
    secretIdBoundCidrs: null,
    secretIdNumUses: 0,
    secretIdTtlSeconds: 0,
    token: blankTokenParams,
    oldPolicies: [],
    oldPeriodSeconds: 0,
  };
}

function changedRole(before: ApproleRole, sent: FieldData, token: TokenParams): ApproleRole {
  const given = <T extends Json>(name: string, otherwise: T): T => (sent.has(name) ? sent.get<T>(name) : otherwise);
  const blocks = ["secret_id_bound_cidrs", "bound_cidr_list"].find((name) => sent.has(name));
  const hasOldPolicies = sent.has("policies") && !sent.has("token_policies");
  const policies = hasOldPolicies ? sanitizePolicies(sent.get<readonly string[]>("policies"), false) : token.policies;
  const hasOldPeriod = sent.has("period") && !sent.has("token_period");
  const periodSeconds = hasOldPeriod ? sent.get<number>("period") : token.periodSeconds;
  return {
    ...before,
    roleId: given("role_id", before.roleId),
    bindSecretId: given("bind_secret_id", before.bindSecretId),
    localSecretIds: given("local_secret_ids", before.localSecretIds),
    secretIdBoundCidrs: blocks === undefined ? before.secretIdBoundCidrs : sent.get<readonly string[]>(blocks),
    secretIdNumUses: given("secret_id_num_uses", before.secretIdNumUses),
    secretIdTtlSeconds: given("secret_id_ttl", before.secretIdTtlSeconds),
    token: { ...token, policies, periodSeconds },
    oldPolicies: sent.has("policies") ? policies : sent.has("token_policies") ? [] : before.oldPolicies,
    oldPeriodSeconds: sent.has("period") ? periodSeconds : sent.has("token_period") ? 0 : before.oldPeriodSeconds,
  };
}

function remove(services: ApproleServices, request: MountRequest, sent: FieldData): Outcome {
  const role = readRole(request.storage, sent.get("role_name"));
  if (role === undefined) return undefined;
  new SecretIds(request.storage, role, services.sweptNs()).deleteAll();
  deleteRole(request.storage, role);
  return undefined;
}

function changeRoleId(request: MountRequest, sent: FieldData): Outcome {
  const role = readRole(request.storage, sent.get("role_name"));
  if (role === undefined) return unsupportedPath();
  const roleId = sent.get<string>("role_id");
  if (roleId === "") return refusal("missing role_id");
  const problem = saveRole(request.storage, { ...role, roleId }, role);
  return problem === undefined ? undefined : failure(problem, 500);
}

export function noSuchRole(name: string): string {
  return `role ${quoteGo(name)} does not exist`;
}
