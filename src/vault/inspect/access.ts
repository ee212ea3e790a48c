/** "May this token do that there?", answered by the server's own stages as far as the policies, and no further. Changes nothing. */
import { capabilityNames, type PathPattern, type Policy } from "../../lib/index.ts";
import { whyNotUsable } from "../core/authorise.ts";
import type { Core } from "../core/core.ts";
import type { Operation, TokenEntry } from "../logical/types.ts";
import type { AclRule } from "../policy/acl-rule.ts";
import { fillPolicy } from "../policy/template.ts";
import { standingOf } from "./standing.ts";
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
  /** What the deciding rule grants. */
  readonly granted: readonly string[];
  readonly sources: readonly PolicySource[];
}

export function accessOf(core: Core, question: AccessQuestion): AccessAnswer {
  const { operation } = question;
  const bare = question.path.replace(/^\/+/, "");
  const path = operation === "list" && !bare.endsWith("/") ? `${bare}/` : bare;
  const routed = core.router.route(path);
  const found = standingOf(core, question.token);
  const unfit = "cause" in found ? found : whyNotUsable(core, found, "127.0.0.1");
  const about = {
    path,
    needsNoToken: routed?.mount.backend.needsNoToken(routed.path) ?? false,
    needsSudo: routed?.mount.backend.needsSudo(routed.path) ?? false,
    mount: routed && { point: routed.mount.point, type: routed.mount.entry.type },
  };
  if (core.sealed) return { ...about, allowed: false, decision: { cause: "sealed" }, granted: [], sources: [] };
  if (about.needsNoToken) {
    const decision: Decision = { cause: "unauthenticated-path" };
    return { ...about, allowed: true, decision, granted: [], sources: "cause" in found ? [] : sourcesOf(core, found) };
  }
  if ("cause" in found) return { ...about, allowed: false, decision: found, granted: [], sources: [] };
  const acl = core.aclOf(found);
  const rule = acl.root ? undefined : acl.ruleFor(operation, path);
  const verdict = acl.allowOperation({ operation, path, sudoRequired: about.needsSudo });
  return {
    ...about,
    allowed: unfit === undefined && verdict.allowed,
    decision: unfit ?? verdict.decision,
    granted: rule === undefined ? [] : capabilityNames(rule.capabilities),
    sources: sourcesOf(core, found, rule),
  };
}

function sourcesOf(core: Core, entry: TokenEntry, deciding?: AclRule): PolicySource[] {
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
  deciding: AclRule | undefined,
): PolicySource {
  const policy = core.policies.get(named.name);
  if (policy === undefined) return { ...named, exists: false, text: "", rules: [] };
  const rules = policy.rules.map((rule): SourceRule => {
    const alone = fillPolicy({ ...policy, rules: [rule] }, core.identities.templateIdentity(entry.entityId));
    const filled = alone.ok ? alone.policy.rules[0] : undefined;
    const decides = filled !== undefined && isPart(deciding, policy, filled);
    return { lines: rule.lines, written: rule.written, filled: filled && patternText(filled), decides };
  });
  return { ...named, exists: true, text: policy.raw, rules };
}

function isPart(deciding: AclRule | undefined, policy: Policy, rule: PathPattern): boolean {
  return (
    deciding !== undefined &&
    deciding.policies.includes(policy.name) &&
    deciding.path === rule.path &&
    deciding.isPrefix === rule.isPrefix &&
    deciding.hasSegmentWildcards === rule.hasSegmentWildcards
  );
}

function patternText(rule: PathPattern): string {
  return rule.isPrefix ? `${rule.path}*` : rule.path;
}
