/** "May this token do that there?", answered by the server's own stages as far as the policies, and no further. Changes nothing. */
import { capabilityNames, type PathPattern, type PathRule, type Policy } from "../../lib/index.ts";
import { answeredSealed } from "../core/pipeline.ts";
import type { Core } from "../core/core.ts";
import type { Operation, TokenEntry } from "../logical/types.ts";
import type { AclRule } from "../policy/acl-rule.ts";
import { Acl } from "../policy/acl.ts";
import { fillPolicy } from "../policy/template.ts";
import { standingOf, usableOf } from "./standing.ts";
import type { Decision } from "./types.ts";

export interface AccessQuestion {
  /** As its holder types it. */
  readonly token: string;
  readonly operation: Operation;
  /** With its mount, without `v1/`. */
  readonly path: string;
}

/** One rule of a policy, as it counts for the token asked about. */
export interface SourceRule {
  /** Its block in the policy's text, from line 1; 0 where that is not known. */
  readonly lines: readonly [first: number, last: number];
  readonly written: string;
  /** With its templates filled in; undefined where one finds no value, and the rule counts for nothing. */
  readonly filled: string | undefined;
  /** The rule (or one of those for the same path, which count together) that the answer hangs on. */
  readonly decides: boolean;
  /** It would allow or refuse the same, had no nearer one decided. */
  readonly isFarther: boolean;
}

/** What a rule asks of a request beside its capability. */
export interface RuleLimits {
  /** Names of parameters; `*` is any. Undefined where the rule does not say. */
  readonly allowed: readonly string[] | undefined;
  readonly denied: readonly string[] | undefined;
  readonly required: readonly string[];
  /** Spans that an answer must be wrapped for; 0 is without limit. */
  readonly minWrappingSeconds: number;
  readonly maxWrappingSeconds: number;
}

export interface PolicySource {
  readonly name: string;
  readonly from: "token" | "identity";
  /** False: no policy has that name, so it grants nothing. */
  readonly exists: boolean;
  readonly text: string;
  readonly rules: readonly SourceRule[];
}

export interface AccessAnswer {
  readonly allowed: boolean;
  readonly decision: Decision;
  /** The path as it is asked for: a list's ends in a slash. */
  readonly path: string;
  /** Whoever asks: the path takes no token. */
  readonly needsNoToken: boolean;
  /** The path takes `sudo` beside the capability. */
  readonly needsSudo: boolean;
  /** Where the path leads; undefined where nothing is mounted. */
  readonly mount: { readonly point: string; readonly type: string } | undefined;
  /** What the deciding rule grants, and what it asks for beside. */
  readonly granted: readonly string[];
  readonly limits: RuleLimits | undefined;
  /** Something is granted on that mount, or anywhere below it. */
  readonly reachesMount: boolean;
  readonly sources: readonly PolicySource[];
}

export function accessOf(core: Core, question: AccessQuestion): AccessAnswer {
  const { operation } = question;
  const bare = question.path.replace(/^\/+/, "");
  const path = operation === "list" && !bare.endsWith("/") ? `${bare}/` : bare;
  const routed = core.router.route(path);
  const found = standingOf(core, question.token);
  const about = {
    path,
    needsNoToken: routed?.mount.backend.needsNoToken(routed.path) ?? false,
    needsSudo: routed?.mount.backend.needsSudo(routed.path) ?? false,
    mount: routed && { point: routed.mount.point, type: routed.mount.entry.type },
    granted: [],
    limits: undefined,
    reachesMount: false,
  };
  if (core.sealed && !answeredSealed.has(path))
    return { ...about, allowed: false, decision: { cause: "sealed" }, sources: [] };
  if (about.needsNoToken) {
    const decision: Decision = { cause: "unauthenticated-path" };
    return { ...about, allowed: true, decision, sources: "cause" in found ? [] : sourcesOf(core, found) };
  }
  if ("cause" in found) return { ...about, allowed: false, decision: found, sources: [] };
  const unfit = usableOf(core, found);
  const acl = core.aclOf(found);
  const rule = acl.root ? undefined : acl.ruleFor(operation, path);
  const verdict = acl.allowOperation({ operation, path, sudoRequired: about.needsSudo });
  return {
    ...about,
    allowed: unfit === undefined && verdict.allowed,
    decision: unfit ?? verdict.decision,
    granted: rule === undefined ? [] : capabilityNames(rule.capabilities),
    limits: rule && limitsOf(rule),
    reachesMount: unfit === undefined && about.mount !== undefined && acl.hasMountAccess(about.mount.point),
    sources: sourcesOf(core, found, rule && { rule, operation, path }),
  };
}

function limitsOf(rule: AclRule): RuleLimits | undefined {
  const names = (parameters: AclRule["allowedParameters"]) =>
    parameters === undefined || parameters.size === 0 ? undefined : [...parameters.keys()];
  const limits: RuleLimits = {
    allowed: names(rule.allowedParameters),
    denied: names(rule.deniedParameters),
    required: rule.requiredParameters,
    minWrappingSeconds: rule.minWrappingTtlSeconds,
    maxWrappingSeconds: rule.maxWrappingTtlSeconds,
  };
  const { allowed, denied, required, minWrappingSeconds, maxWrappingSeconds } = limits;
  return allowed || denied || required.length > 0 || minWrappingSeconds > 0 || maxWrappingSeconds > 0
    ? limits
    : undefined;
}

/** The rule that decides, and what it was asked about. */
interface Deciding {
  readonly rule: AclRule;
  readonly operation: Operation;
  readonly path: string;
}

function sourcesOf(core: Core, entry: TokenEntry, deciding?: Deciding): PolicySource[] {
  const ofIdentity = core.identityPolicies(entry.entityId).filter((name) => !entry.policies.includes(name));
  return [
    ...entry.policies.map((name) => sourceOf(core, entry, { name, from: "token" }, deciding)),
    ...[...new Set(ofIdentity)].map((name) => sourceOf(core, entry, { name, from: "identity" }, deciding)),
  ];
}

function sourceOf(
  core: Core,
  entry: TokenEntry,
  named: Pick<PolicySource, "name" | "from">,
  deciding: Deciding | undefined,
): PolicySource {
  const policy = core.policies.get(named.name);
  if (policy === undefined) return { ...named, exists: false, text: "", rules: [] };
  const rules = policy.rules.map((rule): SourceRule => {
    const alone = fillPolicy({ ...policy, rules: [rule] }, core.identities.templateIdentity(entry.entityId));
    const filled = alone.ok ? alone.policy.rules[0] : undefined;
    const decides = filled !== undefined && deciding !== undefined && isPart(deciding.rule, policy, filled);
    const isFarther = filled !== undefined && deciding !== undefined && !decides && matchesToo(filled, deciding);
    return { lines: rule.lines, written: rule.written, filled: filled && patternText(filled), decides, isFarther };
  });
  return { ...named, exists: true, text: policy.raw, rules };
}

/** The rule by itself would be the one that is asked. */
function matchesToo(rule: PathRule, { operation, path, rule: deciding }: Deciding): boolean {
  if (isSamePattern(deciding, rule)) return false;
  const alone = new Acl([{ name: "alone", raw: "", templated: false, rules: [rule] }]);
  return alone.ruleFor(operation, path) !== undefined;
}

function isPart(deciding: AclRule, policy: Policy, rule: PathPattern): boolean {
  return deciding.policies.includes(policy.name) && isSamePattern(deciding, rule);
}

function isSamePattern(one: PathPattern, other: PathPattern): boolean {
  return (
    one.path === other.path && one.isPrefix === other.isPrefix && one.hasSegmentWildcards === other.hasSegmentWildcards
  );
}

function patternText(rule: PathPattern): string {
  return rule.isPrefix ? `${rule.path}*` : rule.path;
}
