import { DENY_BIT } from "../../lib/index.ts";
import type { AclRule } from "./acl-rule.ts";

/** How near a rule with wildcards is to a path, to choose between several that match. */
export interface Nearness {
  /** Where the first wildcard or glob is. */
  readonly literalLength: number;
  readonly isPrefix: boolean;
  readonly wildcards: number;
  /** Without a glob at the end. */
  readonly path: string;
}

/** A rule with `+` segments, made ready for matching. */
export interface WildcardRule extends Nearness {
  readonly rule: AclRule;
  readonly segments: readonly string[];
}

export function wildcardRule(rule: AclRule): WildcardRule {
  const isPrefix = rule.path.endsWith("*");
  const path = isPrefix ? rule.path.slice(0, -1) : rule.path;
  const segments = path.split("/");
  return {
    rule,
    path,
    isPrefix,
    segments,
    literalLength: rule.path.indexOf("+"),
    wildcards: segments.filter((segment) => segment === "+").length,
  };
}

/** Positive where `a` goes before `b`: the later wildcard, then no glob at the end, then fewer `+`, then the longer, then the greater. */
export function compareNearness(a: Nearness, b: Nearness): number {
  if (a.literalLength !== b.literalLength) return a.literalLength - b.literalLength;
  if (a.isPrefix !== b.isPrefix) return a.isPrefix ? -1 : 1;
  if (a.wildcards !== b.wildcards) return b.wildcards - a.wildcards;
  if (a.path.length !== b.path.length) return a.path.length - b.path.length;
  if (a.path === b.path) return 0;
  return a.path < b.path ? -1 : 1;
}

export function matchesWildcards(rule: WildcardRule, parts: readonly string[]): boolean {
  const { segments } = rule;
  if (rule.isPrefix ? parts.length < segments.length : parts.length !== segments.length) return false;
  const last = segments.length - 1;
  for (let index = 0; index <= last; index++) {
    const segment = segments[index];
    const part = parts[index] ?? "";
    if (segment === "+" || segment === part) continue;
    if (rule.isPrefix && index === last && part.startsWith(segment ?? "")) continue;
    return false;
  }
  return true;
}

/** Whether the rule grants anything on some path below a mount; `parts` is the mount's path cut at its slashes, the last one empty. */
export function grantsBelowMount(rule: WildcardRule, mountPath: string, parts: readonly string[]): boolean {
  const granted = rule.rule.capabilities;
  if (granted === 0 || (granted & DENY_BIT) !== 0) return false;
  const lastMountPart = parts.length - 2;
  if (lastMountPart < 0 || rule.segments.length <= lastMountPart) return false;
  const matched: string[] = [];
  for (let index = 0; index <= lastMountPart; index++) {
    const segment = rule.segments[index] ?? "";
    const part = parts[index] ?? "";
    const last = index === rule.segments.length - 1;
    if (segment === "+" || segment === part) matched.push(part);
    else if (rule.isPrefix && last && part.startsWith(segment)) matched.push(...parts.slice(index));
  }
  return `${matched.join("/")}/`.startsWith(mountPath);
}
