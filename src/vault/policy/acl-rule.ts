import { CAPABILITIES, DENY_BIT } from "../../lib/index.ts";
import type { Capability, HclValue, PathPattern, PathRule, Permissions } from "../../lib/index.ts";

/** What the policies of a token say together of one path. */
export interface AclRule extends Permissions, PathPattern {
  /** The path with its wildcards, for people. */
  readonly text: string;
  /** Every policy with a rule for this path. */
  readonly policies: readonly string[];
  /** The policies that grant a capability, and those that deny. */
  readonly granting: ReadonlyMap<Capability, readonly string[]>;
}

export function firstAclRule(policyName: string, rule: PathRule): AclRule {
  return {
    ...rule.permissions,
    path: rule.path,
    isPrefix: rule.isPrefix,
    hasSegmentWildcards: rule.hasSegmentWildcards,
    text: rule.isPrefix ? `${rule.path}*` : rule.path,
    policies: [policyName],
    granting: grant(new Map(), policyName, rule.permissions.capabilities),
  };
}

/** One more policy's rule for the same path. Deny wins; of wrapping TTLs the lesser counts, of parameters all. */
export function mergeAclRule(existing: AclRule, policyName: string, rule: PathRule): AclRule {
  const added = rule.permissions;
  if ((existing.capabilities & DENY_BIT) !== 0) return existing;
  const policies = existing.policies.includes(policyName) ? existing.policies : [...existing.policies, policyName];
  const granting = grant(existing.granting, policyName, added.capabilities);
  if ((added.capabilities & DENY_BIT) !== 0) {
    return {
      ...existing,
      policies,
      granting,
      capabilities: DENY_BIT,
      allowedParameters: undefined,
      deniedParameters: undefined,
    };
  }
  return {
    ...existing,
    policies,
    granting,
    capabilities: existing.capabilities | added.capabilities,
    minWrappingTtlSeconds: lesser(existing.minWrappingTtlSeconds, added.minWrappingTtlSeconds),
    maxWrappingTtlSeconds: lesser(existing.maxWrappingTtlSeconds, added.maxWrappingTtlSeconds),
    allowedParameters: mergeParameters(existing.allowedParameters, added.allowedParameters),
    deniedParameters: mergeParameters(existing.deniedParameters, added.deniedParameters),
    requiredParameters: [...new Set([...existing.requiredParameters, ...added.requiredParameters])],
  };
}

function grant(
  granting: ReadonlyMap<Capability, readonly string[]>,
  policyName: string,
  bitmap: number,
): ReadonlyMap<Capability, readonly string[]> {
  const all = new Map(granting);
  for (const [index, capability] of CAPABILITIES.entries()) {
    if ((bitmap & (1 << index)) !== 0) all.set(capability, [...(all.get(capability) ?? []), policyName]);
  }
  return all;
}

function lesser(existing: number, added: number): number {
  return added > 0 && (existing === 0 || added < existing) ? added : existing;
}

type Parameters = ReadonlyMap<string, readonly HclValue[]> | undefined;

/** A parameter that takes any value in one of them takes any value. */
function mergeParameters(existing: Parameters, added: Parameters): Parameters {
  if (added === undefined || added.size === 0) return existing;
  if (existing === undefined) return added;
  const merged = new Map(existing);
  for (const [name, values] of added) {
    const before = merged.get(name);
    merged.set(name, values.length === 0 || before?.length === 0 ? [] : [...values, ...(before ?? [])]);
  }
  return merged;
}
