import type { Json } from "../../../lib/index.ts";
import type { FieldData, FieldSchema, PathDeclaration } from "../../framework/types.ts";
import { addWarning, listResponse, refusal, response } from "../../logical/outcomes.ts";
import type { LogicalResponse, MountRequest, Outcome } from "../../logical/types.ts";
import { sanitizePolicies, sortedUnique } from "../../token/sanitize-policies.ts";
import { isBlock } from "../../core/cidr.ts";
import { shortBlock, strayBlock } from "../token-params.ts";
import { readRole, type TokenRole } from "./role.ts";
import type { TokenServices } from "./services.ts";

const roleFields: Readonly<Record<string, FieldSchema>> = {
  role_name: { type: "string", description: "The name of the role." },
  allowed_policies: {
    type: "commaStringSlice",
    description: "The policies that tokens of the role may have, whatever their parent has.",
  },
  disallowed_policies: { type: "commaStringSlice", description: "Policies that no token of the role may have." },
  allowed_policies_glob: {
    type: "commaStringSlice",
    description: "As allowed_policies; a * in a name stands for anything.",
  },
  disallowed_policies_glob: {
    type: "commaStringSlice",
    description: "As disallowed_policies; a * in a name stands for anything.",
  },
  orphan: { type: "bool", description: "Whether tokens of the role are orphans." },
  period: { type: "duration", description: "The old name of token_period.", deprecated: true },
  path_suffix: {
    type: "string",
    description: "Put behind the path of tokens of the role, to revoke them by it; it must match \\w[\\w-.]+\\w",
  },
  explicit_max_ttl: { type: "duration", description: "The old name of token_explicit_max_ttl.", deprecated: true },
  renewable: { type: "bool", default: true, description: "Whether tokens of the role may be renewed." },
  bound_cidrs: { type: "commaStringSlice", description: "The old name of token_bound_cidrs.", deprecated: true },
  allowed_entity_aliases: {
    type: "commaStringSlice",
    description: "Entity aliases that may be asked for; a * stands for anything.",
  },
  token_bound_cidrs: { type: "commaStringSlice", description: "Address blocks that the tokens may be used from." },
  token_explicit_max_ttl: { type: "duration", description: "The age that no renewal takes the tokens beyond." },
  token_period: { type: "duration", description: "Makes the tokens periodic: each renewal gives them this long." },
  token_type: {
    type: "string",
    default: "default-service",
    description: "service, batch, default-service or default-batch.",
  },
  token_no_default_policy: { type: "bool", description: "Leaves the default policy out of the tokens." },
  token_num_uses: { type: "int", description: "How many requests the tokens are good for; 0 is without limit." },
};

const pathSuffixPattern = /\w[\w\-.]+\w/;
const tokenTypes = ["service", "batch", "default-service", "default-batch"] as const;

export function rolePaths(services: TokenServices): PathDeclaration[] {
  return [
    {
      path: "roles/?",
      operations: { list: (request) => listResponse(request.storage.list("roles/")) },
      synopsis: "Lists the roles that tokens can be made with.",
    },
    {
      path: "roles/:role_name",
      fields: roleFields,
      exists: (request, fields) => readRole(request.storage, fields.get("role_name")) !== undefined,
      operations: {
        read: (request, fields) => describeRole(readRole(request.storage, fields.get("role_name"))),
        create: (request, fields) => writeRole(services, request, fields),
        update: (request, fields) => writeRole(services, request, fields),
        delete: (request, fields) => {
          request.storage.delete(`roles/${fields.get<string>("role_name")}`);
          return undefined;
        },
      },
      synopsis: "Reads, writes and deletes a role.",
    },
  ];
}

function describeRole(role: TokenRole | undefined): Outcome {
  if (role === undefined) return undefined;
  const data: Record<string, Json> = {
    allowed_entity_aliases: role.allowedEntityAliases,
    allowed_policies: role.allowedPolicies,
    allowed_policies_glob: role.allowedPoliciesGlob,
    disallowed_policies: role.disallowedPolicies,
    disallowed_policies_glob: role.disallowedPoliciesGlob,
    explicit_max_ttl: role.explicitMaxTtlSeconds,
    name: role.name,
    orphan: role.orphan,
    path_suffix: role.pathSuffix,
    period: role.periodSeconds,
    renewable: role.renewable,
    token_explicit_max_ttl: role.tokenExplicitMaxTtlSeconds,
    token_no_default_policy: role.tokenNoDefaultPolicy,
    token_period: role.tokenPeriodSeconds,
    token_type: role.tokenType,
  };
  if (role.tokenBoundCidrs.length > 0) data["token_bound_cidrs"] = role.tokenBoundCidrs;
  if (role.boundCidrs.length > 0) data["bound_cidrs"] = role.boundCidrs;
  if (role.tokenNumUses > 0) data["token_num_uses"] = role.tokenNumUses;
  return response(data);
}

const blankRole: Omit<TokenRole, "name"> = {
  allowedPolicies: [],
  disallowedPolicies: [],
  allowedPoliciesGlob: [],
  disallowedPoliciesGlob: [],
  orphan: false,
  periodSeconds: 0,
  explicitMaxTtlSeconds: 0,
  boundCidrs: [],
  pathSuffix: "",
  renewable: true,
  allowedEntityAliases: null,
  tokenType: "default-service",
  tokenPeriodSeconds: 0,
  tokenExplicitMaxTtlSeconds: 0,
  tokenBoundCidrs: [],
  tokenNoDefaultPolicy: false,
  tokenNumUses: 0,
};

function writeRole(services: TokenServices, request: MountRequest, fields: FieldData): Outcome {
  const name = fields.get<string>("role_name");
  if (name === "") return refusal("role name cannot be empty");
  const before: TokenRole = readRole(request.storage, name) ?? { ...blankRole, name };
  const suffix = sent<string>(fields, "path_suffix") ?? before.pathSuffix;
  const suffixProblem = whyNotSuffix(suffix);
  if (suffixProblem !== undefined) return refusal(suffixProblem);
  const typeText = sent<string>(fields, "token_type");
  if (request.data["token_type"] === null) return refusal("Invalid 'token_type' value: null");
  const numUses = sent<number>(fields, "token_num_uses") ?? before.tokenNumUses;
  const problem = whyNotCidrs(fields) ?? whyNotUses(fields, before, numUses);
  if (problem !== undefined) return refusal(problem);
  const tokenType = typeText === undefined ? before.tokenType : tokenTypes.find((type) => type === typeText);
  if (tokenType === undefined) return refusal(`invalid 'token_type' value "${typeText ?? ""}"`);
  const answer: LogicalResponse = { ok: true };
  const role: TokenRole = {
    name,
    orphan: sent<boolean>(fields, "orphan") ?? before.orphan,
    renewable: sent<boolean>(fields, "renewable") ?? before.renewable,
    pathSuffix: suffix,
    allowedPolicies: policyList(fields, "allowed_policies") ?? before.allowedPolicies,
    disallowedPolicies: nameList(fields, "disallowed_policies") ?? before.disallowedPolicies,
    allowedPoliciesGlob: policyList(fields, "allowed_policies_glob") ?? before.allowedPoliciesGlob,
    disallowedPoliciesGlob: nameList(fields, "disallowed_policies_glob") ?? before.disallowedPoliciesGlob,
    allowedEntityAliases: nameList(fields, "allowed_entity_aliases") ?? before.allowedEntityAliases,
    tokenType,
    tokenNoDefaultPolicy: sent<boolean>(fields, "token_no_default_policy") ?? before.tokenNoDefaultPolicy,
    tokenNumUses: numUses,
    ...period(fields, before, answer),
    ...explicitMax(fields, before, answer, services),
    ...boundCidrs(fields, before, answer),
  };
  const batchProblem = role.tokenType === "batch" ? whyNotBatchRole(role) : undefined;
  if (batchProblem !== undefined)
    return refusal(`'token_type' cannot be 'batch' when role is set to generate ${batchProblem}`);
  request.storage.put(`roles/${name}`, role);
  return answer.warnings === undefined ? undefined : answer;
}

function sent<T extends Json>(fields: FieldData, name: string): T | undefined {
  return fields.has(name) ? fields.get<T>(name) : undefined;
}

function policyList(fields: FieldData, name: string): string[] | undefined {
  const list = sent<readonly string[]>(fields, name);
  return list === undefined ? undefined : sanitizePolicies(list, false);
}

function nameList(fields: FieldData, name: string): string[] | undefined {
  const list = sent<readonly string[]>(fields, name);
  return list === undefined ? undefined : sortedUnique(list);
}

function whyNotSuffix(suffix: string): string | undefined {
  if (suffix !== "" && !pathSuffixPattern.test(suffix)) {
    return "given role path suffix contains invalid characters; must match \\w[\\w-.]+\\w";
  }
  return suffix.includes("..") ? "error registering path suffix: path cannot contain parent references" : undefined;
}

function whyNotBatchRole(role: TokenRole): string | undefined {
  if (!role.orphan) return "non-orphan tokens";
  if (role.periodSeconds !== 0 || role.tokenPeriodSeconds !== 0) return "periodic tokens";
  if (role.renewable) return "renewable tokens";
  return role.explicitMaxTtlSeconds !== 0 || role.tokenExplicitMaxTtlSeconds !== 0
    ? "tokens with an explicit max TTL"
    : undefined;
}

/** Both names were sent: the old one is passed over, with a word about it. */
function warnOfBoth(fields: FieldData, name: string, answer: LogicalResponse): void {
  if (fields.has(name)) {
    addWarning(answer, `Both 'token_${name}' and deprecated '${name}' value supplied, ignoring the deprecated value`);
  }
}

function period(
  fields: FieldData,
  before: TokenRole,
  answer: LogicalResponse,
): Pick<TokenRole, "periodSeconds" | "tokenPeriodSeconds"> {
  const tokenPeriodSeconds = sent<number>(fields, "token_period");
  if (tokenPeriodSeconds !== undefined) {
    warnOfBoth(fields, "period", answer);
    return { periodSeconds: 0, tokenPeriodSeconds };
  }
  const old = sent<number>(fields, "period");
  if (old !== undefined) return { periodSeconds: old, tokenPeriodSeconds: old };
  return { periodSeconds: before.periodSeconds, tokenPeriodSeconds: before.tokenPeriodSeconds };
}

function explicitMax(
  fields: FieldData,
  before: TokenRole,
  answer: LogicalResponse,
  services: TokenServices,
): Pick<TokenRole, "explicitMaxTtlSeconds" | "tokenExplicitMaxTtlSeconds"> {
  const given = sent<number>(fields, "token_explicit_max_ttl");
  const old = sent<number>(fields, "explicit_max_ttl");
  if (given !== undefined) warnOfBoth(fields, "explicit_max_ttl", answer);
  const spans =
    given !== undefined
      ? { explicitMaxTtlSeconds: 0, tokenExplicitMaxTtlSeconds: given }
      : old !== undefined
        ? { explicitMaxTtlSeconds: old, tokenExplicitMaxTtlSeconds: old }
        : {
            explicitMaxTtlSeconds: before.explicitMaxTtlSeconds,
            tokenExplicitMaxTtlSeconds: before.tokenExplicitMaxTtlSeconds,
          };
  const final = given ?? spans.explicitMaxTtlSeconds;
  const most = services.bounds().maxLeaseTtlSeconds;
  if (final > most) {
    addWarning(
      answer,
      `Given explicit max TTL of ${final} is greater than system/mount allowed value of ${most} seconds; until this is fixed attempting to create tokens against this role will result in an error`,
    );
  }
  return spans;
}

/** What a role of batch tokens cannot have is said in other words where its type is not sent along. */
function whyNotUses(fields: FieldData, before: TokenRole, numUses: number): string | undefined {
  if (numUses < 0) return "error parsing role fields: 'token_num_uses' cannot be negative";
  if (fields.has("token_type") || !before.tokenType.endsWith("batch")) return undefined;
  const never = "error parsing role fields: 'token_type' cannot be 'batch' or 'default_batch' when set to generate";
  if ((sent<number>(fields, "token_period") ?? before.tokenPeriodSeconds) !== 0) return `${never} periodic tokens`;
  return numUses === 0 ? undefined : `${never} tokens with limited use count`;
}

/** The old name is read only where the new one is not sent. */
function whyNotCidrs(fields: FieldData): string | undefined {
  const isNew = fields.has("token_bound_cidrs");
  const stray = sent<readonly string[]>(fields, isNew ? "token_bound_cidrs" : "bound_cidrs")?.find(
    (block) => !isBlock(block),
  );
  if (stray === undefined) return undefined;
  return `error parsing ${isNew ? "role fields" : "bound_cidrs"}: ${strayBlock(stray)}`;
}

function boundCidrs(
  fields: FieldData,
  before: TokenRole,
  answer: LogicalResponse,
): Pick<TokenRole, "boundCidrs" | "tokenBoundCidrs"> {
  const tokenBoundCidrs = sent<readonly string[]>(fields, "token_bound_cidrs")?.map(shortBlock);
  if (tokenBoundCidrs !== undefined) {
    warnOfBoth(fields, "bound_cidrs", answer);
    return { boundCidrs: [], tokenBoundCidrs };
  }
  const old = sent<readonly string[]>(fields, "bound_cidrs")?.map(shortBlock);
  if (old !== undefined) return { boundCidrs: old, tokenBoundCidrs: old };
  return { boundCidrs: before.boundCidrs, tokenBoundCidrs: before.tokenBoundCidrs };
}
