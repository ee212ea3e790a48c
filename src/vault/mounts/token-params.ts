/** What every auth method lets one say of the tokens that its logins bring (Vault: `sdk/helper/tokenutil`). */
import { quoteGo, type Json } from "../../lib/index.ts";
import { isBlock } from "../core/cidr.ts";
import type { FieldData, FieldSchema } from "../framework/types.ts";
import type { Auth } from "../logical/types.ts";

export interface TokenParams {
  readonly boundCidrs: readonly string[];
  readonly explicitMaxTtlSeconds: number;
  readonly maxTtlSeconds: number;
  readonly noDefaultPolicy: boolean;
  readonly periodSeconds: number;
  readonly policies: readonly string[];
  readonly tokenType: Auth["tokenType"];
  readonly ttlSeconds: number;
  readonly numUses: number;
}

export const blankTokenParams: TokenParams = {
  boundCidrs: [],
  explicitMaxTtlSeconds: 0,
  maxTtlSeconds: 0,
  noDefaultPolicy: false,
  periodSeconds: 0,
  policies: [],
  tokenType: "default",
  ttlSeconds: 0,
  numUses: 0,
};

export const tokenFields: Readonly<Record<string, FieldSchema>> = {
  token_bound_cidrs: { type: "commaStringSlice", description: "Address blocks that the tokens may be used from." },
  token_explicit_max_ttl: { type: "duration", description: "The age that no renewal takes the tokens beyond." },
  token_max_ttl: { type: "duration", description: "The age that renewals take the tokens to." },
  token_no_default_policy: { type: "bool", description: "Leaves the default policy out of the tokens." },
  token_period: { type: "duration", description: "Makes the tokens periodic: each renewal gives them this long." },
  token_policies: { type: "commaStringSlice", description: "The policies of the tokens." },
  token_type: { type: "string", default: "default-service", description: "service, batch or default." },
  token_ttl: { type: "duration", description: "How long the tokens live at first." },
  token_num_uses: { type: "int", description: "How many requests the tokens are good for; 0 is without limit." },
};

const tokenTypes: Readonly<Record<string, Auth["tokenType"]>> = {
  "": "default",
  default: "default",
  service: "service",
  batch: "batch",
};

/** What was known with what is sent over it, or why it cannot be. `meantType` is the type where what is sent means another. */
export function parseTokenParams(
  fields: FieldData,
  before: TokenParams,
  meantType?: string,
): TokenParams | { readonly error: string } {
  const sent = <T extends Json>(name: string, otherwise: T): T => (fields.has(name) ? fields.get<T>(name) : otherwise);
  const stray = sent<readonly string[]>("token_bound_cidrs", []).find((block) => !isBlock(block));
  if (stray !== undefined) return { error: strayBlock(stray) };
  const typeText = meantType ?? (fields.has("token_type") ? fields.get<string>("token_type") : before.tokenType);
  const tokenType = Object.hasOwn(tokenTypes, typeText) ? tokenTypes[typeText] : undefined;
  if (tokenType === undefined) return { error: `invalid 'token_type' value ${quoteGo(typeText)}` };
  const params: TokenParams = {
    boundCidrs: sent<readonly string[]>("token_bound_cidrs", before.boundCidrs).map(shortBlock),
    explicitMaxTtlSeconds: sent("token_explicit_max_ttl", before.explicitMaxTtlSeconds),
    maxTtlSeconds: sent("token_max_ttl", before.maxTtlSeconds),
    noDefaultPolicy: sent("token_no_default_policy", before.noDefaultPolicy),
    periodSeconds: sent("token_period", before.periodSeconds),
    policies: sent<readonly string[]>("token_policies", before.policies),
    tokenType,
    ttlSeconds: sent("token_ttl", before.ttlSeconds),
    numUses: sent("token_num_uses", before.numUses),
  };
  const problem = whyNot(params);
  return problem === undefined ? params : { error: problem };
}

export function strayBlock(block: string): string {
  const quoted = quoteGo(block);
  return `error parsing address ${quoted}: Unable to convert ${quoted} to an IPv4 or IPv6 address, or a UNIX Socket`;
}

/** A block of one address is written as that address. */
export function shortBlock(block: string): string {
  return block.replace(block.includes(":") ? /\/128$/ : /\/32$/, "");
}

function whyNot(params: TokenParams): string | undefined {
  if (params.numUses < 0) return "'token_num_uses' cannot be negative";
  if (params.tokenType === "batch") {
    const never = "'token_type' cannot be 'batch' or 'default_batch' when set to generate";
    if (params.periodSeconds !== 0) return `${never} periodic tokens`;
    if (params.numUses !== 0) return `${never} tokens with limited use count`;
  }
  return params.ttlSeconds > 0 && params.maxTtlSeconds > 0 && params.ttlSeconds > params.maxTtlSeconds
    ? "'token_ttl' cannot be greater than 'token_max_ttl'"
    : undefined;
}

export function describeTokenParams(params: TokenParams): Record<string, Json> {
  return {
    token_bound_cidrs: params.boundCidrs,
    token_explicit_max_ttl: params.explicitMaxTtlSeconds,
    token_max_ttl: params.maxTtlSeconds,
    token_no_default_policy: params.noDefaultPolicy,
    token_num_uses: params.numUses,
    token_period: params.periodSeconds,
    token_policies: params.policies,
    token_ttl: params.ttlSeconds,
    token_type: params.tokenType,
  };
}

/** The auth that a login answers with; the core makes the token. */
export function authOf(
  params: TokenParams,
  who: Pick<Auth, "displayName" | "metadata" | "internalData"> & { readonly alias: NonNullable<Auth["alias"]> },
  nowNs: bigint,
): Auth {
  return {
    ...who,
    tokenType: params.tokenType,
    policies: params.policies,
    noDefaultPolicy: params.noDefaultPolicy,
    entityId: "",
    orphan: true,
    numUses: params.numUses,
    renewable: true,
    ttlSeconds: params.ttlSeconds,
    maxTtlSeconds: params.maxTtlSeconds,
    periodSeconds: params.periodSeconds,
    explicitMaxTtlSeconds: params.explicitMaxTtlSeconds,
    boundCidrs: params.boundCidrs,
    issueTimeNs: nowNs,
  };
}

/** Whether two lists name the same policies, but for the default one. */
export function arePoliciesEquivalent(left: readonly string[], right: readonly string[]): boolean {
  const named = (policies: readonly string[]): string =>
    [...new Set(policies.filter((policy) => policy !== "default"))].toSorted().join("\n");
  return named(left) === named(right);
}
