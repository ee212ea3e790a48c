import { capabilityBit, capabilityNames, DENY_BIT, SUDO_BIT } from "../../lib/index.ts";
import type { Capability, Json, Permissions, Policy } from "../../lib/index.ts";
import type { Decision } from "../inspect/types.ts";
import type { Operation } from "../logical/types.ts";
import { firstAclRule, mergeAclRule } from "./acl-rule.ts";
import type { AclRule } from "./acl-rule.ts";
import { capabilityOf } from "./capability.ts";
import { refusedParameters } from "./parameters.ts";
import { compareNearness, grantsBelowMount, matchesWildcards, wildcardRule } from "./wildcard-rule.ts";
import type { WildcardRule } from "./wildcard-rule.ts";

/** What is asked of an ACL. The path carries its mount and has no leading slash. */
export interface AclRequest {
  readonly operation: Operation;
  readonly path: string;
  readonly data?: Readonly<Record<string, Json>>;
  /** Seconds asked for by X-Vault-Wrap-TTL; undefined where the answer is not to be wrapped. */
  readonly wrapTtlSeconds?: number | undefined;
  /** The path is one of its mount's root paths: beside the capability it takes `sudo`. */
  readonly sudoRequired?: boolean | undefined;
}

export interface AclVerdict {
  readonly allowed: boolean;
  /** By the policy `root`. */
  readonly root: boolean;
  /** `root`, or the rule grants `sudo`. */
  readonly sudo: boolean;
  /** The policies that grant what was asked; empty where nothing does. */
  readonly grantingPolicies: readonly string[];
  readonly decision: Decision;
}

/** One rule of an ACL, for those who list them (resultant-acl). */
export interface AclRuleView {
  readonly path: string;
  readonly kind: "exact" | "prefix" | "segments";
  readonly capabilities: readonly Capability[];
  /** What a request must, may and must not bring. */
  readonly limits: Permissions;
}

const rootVerdict: AclVerdict = {
  allowed: true,
  root: true,
  sudo: true,
  grantingPolicies: ["root"],
  decision: { cause: "root" },
};
const helpVerdict: AclVerdict = {
  allowed: true,
  root: false,
  sudo: false,
  grantingPolicies: [],
  decision: { cause: "allowed" },
};

/** No policy grants HEAD or OPTIONS of what is behind a token. */
const headerVerdict: AclVerdict = {
  ...helpVerdict,
  allowed: false,
  decision: { cause: "refused", reason: "no policy grants HEAD or OPTIONS" },
};

/**
 * What a set of policies lets a token do. Building costs time in proportion to the rules, asking does not: keep it as
 * long as the policies stay. Templated policies go through `fillPolicy` first.
 */
export class Acl {
  readonly root: boolean;
  private readonly policies: readonly string[];
  private readonly missingPolicies: readonly string[];
  private readonly exact = new Map<string, AclRule>();
  private readonly prefixes = new Map<string, AclRule>();
  /** Lengths of the prefixes, longest first. */
  private readonly prefixLengths: readonly number[];
  /** Nearest first. */
  private readonly wildcards: readonly WildcardRule[];
  /** Verdicts that hang on rule and operation alone. */
  private readonly verdicts = new Map<AclRule, Map<Operation, AclVerdict>>();

  /** `missingPolicies`: names that the token bears and no policy has; they grant nothing and are told in refusals. */
  constructor(policies: readonly Policy[], missingPolicies: readonly string[] = []) {
    this.root = policies.some((policy) => policy.name === "root");
    this.policies = policies.map((policy) => policy.name);
    this.missingPolicies = missingPolicies;
    const segmented = new Map<string, AclRule>();
    for (const policy of policies) {
      for (const rule of policy.rules) {
        const rules = rule.hasSegmentWildcards ? segmented : rule.isPrefix ? this.prefixes : this.exact;
        const existing = rules.get(rule.path);
        const merged =
          existing === undefined ? firstAclRule(policy.name, rule) : mergeAclRule(existing, policy.name, rule);
        rules.set(rule.path, merged);
      }
    }
    this.prefixLengths = [...new Set([...this.prefixes.keys()].map((path) => path.length))].sort((a, b) => b - a);
    this.wildcards = [...segmented.values()].map(wildcardRule).sort((a, b) => compareNearness(b, a));
  }

  /** Whether the request may pass, and what decided it. */
  allowOperation(request: AclRequest): AclVerdict {
    if (this.root) return rootVerdict;
    const { operation } = request;
    const capability = capabilityOf(operation);
    if (capability === undefined) return operation === "help" ? helpVerdict : headerVerdict;
    const rule = this.find(stripSlashes(request.path), operation === "list");
    if (rule === undefined) return this.noRule(capability);
    const verdict = this.verdictOf(rule, operation, capability);
    if (!verdict.allowed) return verdict;
    const refused = refusedWrapping(rule, request.wrapTtlSeconds) ?? refusedData(rule, request);
    if (refused !== undefined) {
      const policy = rule.policies.join(", ");
      return {
        ...verdict,
        allowed: false,
        decision: { cause: "rule-limits", policy, rule: rule.text, reason: refused },
      };
    }
    if (request.sudoRequired === true && !verdict.sudo) {
      const policy = rule.policies.join(", ");
      return { ...verdict, allowed: false, decision: { cause: "sudo-missing", policy, rule: rule.text } };
    }
    return verdict;
  }

  /** The rule that counts for a path, if any: the one that `allowOperation` asks. */
  ruleFor(operation: Operation, path: string): AclRule | undefined {
    return this.find(stripSlashes(path), operation === "list");
  }

  /** What `sys/capabilities` answers: in alphabetical order, `root`, or `deny` where there is nothing. */
  capabilities(path: string): readonly string[] {
    if (this.root) return ["root"];
    const granted = this.find(stripSlashes(path), true)?.capabilities ?? 0;
    return granted === 0 || (granted & DENY_BIT) !== 0 ? ["deny"] : capabilityNames(granted).toSorted();
  }

  /** Whether something is granted on a mount (its path ends in a slash) or anywhere below it. */
  hasMountAccess(mountPath: string): boolean {
    if (!this.capabilities(mountPath).includes("deny")) return true;
    for (const rules of [this.exact, this.prefixes]) {
      for (const rule of rules.values()) {
        if (rule.path.startsWith(mountPath) && rule.capabilities !== 0 && (rule.capabilities & DENY_BIT) === 0) {
          return true;
        }
      }
    }
    // Where no rule has a `+`, Vault takes a prefix rule that covers the mount for access, even one that denies.
    if (this.wildcards.length === 0) return this.findPrefix(mountPath) !== undefined;
    const parts = mountPath.split("/");
    return this.wildcards.some((rule) => grantsBelowMount(rule, mountPath, parts));
  }

  /** All rules, merged. */
  rules(): readonly AclRuleView[] {
    const view = (kind: AclRuleView["kind"]) => (rule: AclRule) => ({
      path: rule.path,
      kind,
      capabilities: capabilityNames(rule.capabilities),
      limits: rule,
    });
    return [
      ...[...this.exact.values()].map(view("exact")),
      ...[...this.prefixes.values()].map(view("prefix")),
      ...this.wildcards.map((each) => view("segments")(each.rule)),
    ];
  }

  private find(path: string, isList: boolean): AclRule | undefined {
    const exact = this.exact.get(path);
    if (exact !== undefined) return exact;
    if (isList && path.endsWith("/")) {
      const bare = this.exact.get(path.slice(0, -1));
      if (bare !== undefined) return bare;
    }
    const prefix = this.findPrefix(path);
    if (this.wildcards.length === 0) return prefix;
    const parts = path.split("/");
    const wildcard = this.wildcards.find((rule) => matchesWildcards(rule, parts));
    if (wildcard === undefined || prefix === undefined) return wildcard?.rule ?? prefix;
    const nearness = { literalLength: prefix.path.length, isPrefix: true, wildcards: 0, path: prefix.path };
    return compareNearness(wildcard, nearness) > 0 ? wildcard.rule : prefix;
  }

  private findPrefix(path: string): AclRule | undefined {
    for (const length of this.prefixLengths) {
      if (length > path.length) continue;
      const rule = this.prefixes.get(path.slice(0, length));
      if (rule !== undefined) return rule;
    }
    return undefined;
  }

  private verdictOf(rule: AclRule, operation: Operation, capability: Capability): AclVerdict {
    let byOperation = this.verdicts.get(rule);
    if (byOperation === undefined) {
      byOperation = new Map();
      this.verdicts.set(rule, byOperation);
    }
    let verdict = byOperation.get(operation);
    if (verdict === undefined) {
      verdict = ruleVerdict(rule, capability);
      byOperation.set(operation, verdict);
    }
    return verdict;
  }

  private noRule(capability: Capability): AclVerdict {
    const { policies, missingPolicies } = this;
    return {
      allowed: false,
      root: false,
      sudo: false,
      grantingPolicies: [],
      decision: { cause: "no-rule", capability, policies, missingPolicies },
    };
  }
}

function ruleVerdict(rule: AclRule, capability: Capability): AclVerdict {
  const allowed = (rule.capabilities & (capabilityBit(capability) ?? 0)) !== 0;
  const grantingPolicies = allowed ? (rule.granting.get(capability) ?? []) : [];
  const base = { allowed, root: false, sudo: (rule.capabilities & SUDO_BIT) !== 0, grantingPolicies };
  const shared = { policy: rule.policies.join(", "), rule: rule.text };
  if (allowed) {
    return { ...base, decision: { cause: "allowed", policy: grantingPolicies.join(", "), rule: rule.text } };
  }
  if ((rule.capabilities & DENY_BIT) !== 0) {
    const policy = rule.granting.get("deny")?.join(", ") ?? shared.policy;
    return { ...base, decision: { cause: "denied-by-rule", policy, rule: rule.text } };
  }
  return { ...base, decision: { cause: "capability-missing", capability, ...shared } };
}

function refusedWrapping(rule: AclRule, wrapTtlSeconds: number | undefined): string | undefined {
  const { minWrappingTtlSeconds: min, maxWrappingTtlSeconds: max } = rule;
  if (wrapTtlSeconds === undefined && min > 0 && max >= min)
    return `the answer must be wrapped for ${min} to ${max} seconds`;
  if (max > 0 && (wrapTtlSeconds === undefined || wrapTtlSeconds > max)) {
    return `the answer must be wrapped for at most ${max} seconds`;
  }
  if (min > 0 && (wrapTtlSeconds === undefined || wrapTtlSeconds < min)) {
    return `the answer must be wrapped for at least ${min} seconds`;
  }
  // Two policies together may ask for what cannot be.
  return min !== 0 && max !== 0 && max < min ? "no wrapping TTL is allowed" : undefined;
}

function refusedData(rule: AclRule, request: AclRequest): string | undefined {
  const { operation } = request;
  if (operation !== "read" && operation !== "update" && operation !== "create" && operation !== "patch") {
    return undefined;
  }
  return refusedParameters(rule, request.data ?? {});
}

function stripSlashes(path: string): string {
  return path.startsWith("/") ? path.replace(/^\/+/, "") : path;
}
