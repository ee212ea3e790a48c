/** One field of a role at a path of its own. */
import { formatGoDuration, NS_PER_SECOND, quoteGo, type Json } from "../../../lib/index.ts";
import { unsupportedPath } from "../../framework/backend.ts";
import type { FieldData, FieldSchema, PathDeclaration } from "../../framework/types.ts";
import { failure, refusal, response } from "../../logical/outcomes.ts";
import type { MountRequest, Outcome } from "../../logical/types.ts";
import { sanitizePolicies } from "../../token/sanitize-policies.ts";
import { shortBlock, strayBlock } from "../token-params.ts";
import { isBlock } from "../../core/cidr.ts";
import { whyNotBlocks } from "./cidr-blocks.ts";
import { readRole, saveRole, type ApproleRole, type ApproleServices } from "./role.ts";

type Refused = { readonly error: string };

interface RoleField {
  readonly path: string;
  /** The field, and its old name where it has one. */
  readonly names: readonly string[];
  readonly read: (role: ApproleRole) => Record<string, Json>;
  /** Absent where a role is made with it and keeps it. */
  readonly write?: (role: ApproleRole, fields: FieldData, name: string) => ApproleRole | Refused;
  readonly clear?: (role: ApproleRole) => ApproleRole;
  readonly isFiledAsTyped?: true;
  /** What the error calls it when it was not sent. */
  readonly missingName?: string;
  /** Sending nothing is no mistake. */
  readonly isOptional?: true;
  readonly warning?: string;
}

export function roleFieldPaths(
  services: ApproleServices,
  roleFields: Readonly<Record<string, FieldSchema>>,
): PathDeclaration[] {
  return [...secretIdFields, ...tokenFieldsOfRole(services)].map((field) => pathOf(field, roleFields));
}

function pathOf(field: RoleField, roleFields: Readonly<Record<string, FieldSchema>>): PathDeclaration {
  const { write, clear } = field;
  const known = Object.entries(roleFields).filter(([name]) => name === "role_name" || field.names.includes(name));
  const roleOf = (request: MountRequest, fields: FieldData): ApproleRole | undefined =>
    readRole(request.storage, fields.get("role_name"));
  const save = (request: MountRequest, before: ApproleRole, role: ApproleRole): Outcome => {
    const problem = saveRole(request.storage, role, before);
    return problem === undefined ? undefined : failure(problem, 500);
  };
  return {
    path: `role/:role_name/${field.path}`,
    fields: Object.fromEntries(known),
    operations: {
      read: (request, fields) => {
        const role = roleOf(request, fields);
        if (role === undefined) return undefined;
        return response(field.read(role), field.warning === undefined ? [] : [field.warning]);
      },
      ...(write === undefined
        ? {}
        : {
            update: (request, fields) => {
              const role = roleOf(request, fields);
              if (role === undefined) return unsupportedPath();
              const name = field.names.find((each) => fields.has(each));
              if (name === undefined && field.isOptional === true) return undefined;
              if (name === undefined) return refusal(`missing ${field.missingName ?? field.names[0] ?? ""}`);
              const written = write(role, fields, name);
              return "error" in written ? refusal(written.error) : save(request, role, written);
            },
          }),
      ...(clear === undefined
        ? {}
        : {
            delete: (request, fields) => {
              const role = roleOf(request, fields);
              if (role === undefined) return undefined;
              // Vault files it by the name as it was typed, and finds its id taken by the name as it is kept.
              const isTypedOtherwise = field.isFiledAsTyped === true && fields.get("role_name") !== role.name;
              return isTypedOtherwise ? failure("role_id already in use", 500) : save(request, role, clear(role));
            },
          }),
    },
    synopsis: `Reads and sets ${field.names[0] ?? ""} of a role.`,
  };
}

function emptyAsNull(blocks: readonly string[] | null): readonly string[] | null {
  return blocks === null || blocks.length === 0 ? null : blocks;
}

function withSecretIdBlocks(role: ApproleRole, blocks: readonly string[]): ApproleRole | Refused {
  if (blocks.length === 0) return { error: "missing bound_cidr_list" };
  const problem = whyNotBlocks(blocks);
  if (problem !== undefined) return { error: `failed to validate CIDR blocks: ${problem}` };
  return { ...role, secretIdBoundCidrs: blocks };
}

const secretIdFields: readonly RoleField[] = [
  {
    path: "bind-secret-id",
    names: ["bind_secret_id"],
    read: (role) => ({ bind_secret_id: role.bindSecretId }),
    write: (role, fields, name) => ({ ...role, bindSecretId: fields.get(name) }),
    clear: (role) => ({ ...role, bindSecretId: true }),
  },
  {
    path: "local-secret-ids",
    names: ["local_secret_ids"],
    read: (role) => ({ local_secret_ids: role.localSecretIds }),
  },
  {
    path: "secret-id-num-uses",
    names: ["secret_id_num_uses"],
    read: (role) => ({ secret_id_num_uses: role.secretIdNumUses }),
    write: (role, fields, name) => {
      const secretIdNumUses = fields.get<number>(name);
      return secretIdNumUses < 0 ? { error: "secret_id_num_uses cannot be negative" } : { ...role, secretIdNumUses };
    },
    clear: (role) => ({ ...role, secretIdNumUses: 0 }),
  },
  {
    path: "secret-id-ttl",
    names: ["secret_id_ttl"],
    read: (role) => ({ secret_id_ttl: role.secretIdTtlSeconds }),
    write: (role, fields, name) => ({ ...role, secretIdTtlSeconds: fields.get(name) }),
    clear: (role) => ({ ...role, secretIdTtlSeconds: 0 }),
  },
  {
    path: "secret-id-bound-cidrs",
    names: ["secret_id_bound_cidrs"],
    isOptional: true,
    read: (role) => ({ secret_id_bound_cidrs: role.secretIdBoundCidrs }),
    write: (role, fields, name) => withSecretIdBlocks(role, fields.get(name)),
    clear: (role) => ({ ...role, secretIdBoundCidrs: null }),
    isFiledAsTyped: true,
  },
  {
    path: "bound-cidr-list",
    names: ["bound_cidr_list"],
    isOptional: true,
    // What was written by the old name is kept by the new one alone.
    read: () => ({ bound_cidr_list: null }),
    write: (role, fields, name) => withSecretIdBlocks(role, fields.get(name)),
    clear: (role) => role,
    isFiledAsTyped: true,
    warning:
      'The "bound_cidr_list" field is deprecated and will be removed. Please use "secret_id_bound_cidrs" instead.',
  },
];

function tokenFieldsOfRole(services: ApproleServices): readonly RoleField[] {
  const spanText = (seconds: number): string => quoteGo(formatGoDuration(BigInt(seconds) * NS_PER_SECOND));
  return [
    {
      path: "policies",
      names: ["token_policies", "policies"],
      read: (role) => ({
        token_policies: role.token.policies,
        ...(role.oldPolicies.length === 0 ? {} : { policies: role.oldPolicies }),
      }),
      write: (role, fields, name) => {
        const policies = sanitizePolicies(fields.get(name), false);
        return { ...role, token: { ...role.token, policies }, oldPolicies: fields.has("policies") ? policies : [] };
      },
      clear: (role) => ({ ...role, token: { ...role.token, policies: [] }, oldPolicies: [] }),
    },
    {
      path: "period",
      names: ["token_period", "period"],
      missingName: "period",
      read: (role) => ({
        token_period: role.token.periodSeconds,
        ...(role.oldPeriodSeconds === 0 ? {} : { period: role.oldPeriodSeconds }),
      }),
      write: (role, fields, name) => {
        const periodSeconds = fields.get<number>(name);
        const oldPeriodSeconds = fields.has("period") ? periodSeconds : 0;
        if (periodSeconds > services.maxLeaseTtlSeconds) {
          return {
            error: `period of ${spanText(oldPeriodSeconds)} is greater than the backend's maximum lease TTL of ${spanText(services.maxLeaseTtlSeconds)}`,
          };
        }
        return { ...role, token: { ...role.token, periodSeconds }, oldPeriodSeconds };
      },
      clear: (role) => ({ ...role, token: { ...role.token, periodSeconds: 0 }, oldPeriodSeconds: 0 }),
    },
    {
      path: "token-ttl",
      names: ["token_ttl"],
      read: (role) => ({ token_ttl: role.token.ttlSeconds }),
      write: (role, fields, name) => {
        const ttlSeconds = fields.get<number>(name);
        const { maxTtlSeconds } = role.token;
        return maxTtlSeconds > 0 && ttlSeconds > maxTtlSeconds
          ? { error: "token_ttl should not be greater than token_max_ttl" }
          : { ...role, token: { ...role.token, ttlSeconds } };
      },
      clear: (role) => ({ ...role, token: { ...role.token, ttlSeconds: 0 } }),
    },
    {
      path: "token-max-ttl",
      names: ["token_max_ttl"],
      read: (role) => ({ token_max_ttl: role.token.maxTtlSeconds }),
      write: (role, fields, name) => {
        const maxTtlSeconds = fields.get<number>(name);
        return maxTtlSeconds > 0 && role.token.ttlSeconds > maxTtlSeconds
          ? { error: "token_max_ttl should be greater than or equal to token_ttl" }
          : { ...role, token: { ...role.token, maxTtlSeconds } };
      },
      clear: (role) => ({ ...role, token: { ...role.token, maxTtlSeconds: 0 } }),
    },
    {
      path: "token-num-uses",
      names: ["token_num_uses"],
      read: (role) => ({ token_num_uses: role.token.numUses }),
      write: (role, fields, name) => ({ ...role, token: { ...role.token, numUses: fields.get(name) } }),
      clear: (role) => ({ ...role, token: { ...role.token, numUses: 0 } }),
    },
    {
      path: "token-bound-cidrs",
      names: ["token_bound_cidrs"],
      isOptional: true,
      read: (role) => ({ token_bound_cidrs: emptyAsNull(role.token.boundCidrs) }),
      write: (role, fields, name) => {
        const boundCidrs = fields.get<readonly string[]>(name);
        const stray = boundCidrs.find((block) => !isBlock(block));
        return stray === undefined
          ? { ...role, token: { ...role.token, boundCidrs: boundCidrs.map(shortBlock) } }
          : { error: `failed to parse token_bound_cidrs: ${strayBlock(stray)}` };
      },
      clear: (role) => ({ ...role, token: { ...role.token, boundCidrs: [] } }),
      isFiledAsTyped: true,
    },
  ];
}
