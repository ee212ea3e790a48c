import { quoteGo } from "../go-strings.ts";
import type { HclValue } from "../hcl/decode.ts";

/** What a rule says of requests to its path. Lists of values that are empty take any value. */
export interface Permissions {
  /** Bits of ./capability.ts; with deny set no other bit is. */
  readonly capabilities: number;
  /** 0 is without limit. */
  readonly minWrappingTtlSeconds: number;
  readonly maxWrappingTtlSeconds: number;
  /** By name in lower case. Undefined where the policy does not say. */
  readonly allowedParameters: ReadonlyMap<string, readonly HclValue[]> | undefined;
  readonly deniedParameters: ReadonlyMap<string, readonly HclValue[]> | undefined;
  readonly requiredParameters: readonly string[];
}

/** Which paths a rule is for. */
export interface PathPattern {
  /** Without a leading slash; without the trailing `*` of a prefix, but with it where there are `+` segments too. */
  readonly path: string;
  readonly isPrefix: boolean;
  readonly hasSegmentWildcards: boolean;
}

export interface PathRule extends PathPattern {
  /** The path as the policy has it, templates and all. */
  readonly written: string;
  /** Where its block stands in the policy's text, first and last line, from 1; 0 where that is not known. */
  readonly lines: readonly [first: number, last: number];
  readonly permissions: Permissions;
}

/** A policy that parsed. */
export interface Policy {
  readonly name: string;
  readonly raw: string;
  readonly rules: readonly PathRule[];
  /** Some path holds a `{{…}}`, to be filled in before it goes into an ACL. */
  readonly templated: boolean;
}

export type PolicyResult =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly error: string };

export type PathPatternResult =
  | { readonly ok: true; readonly pattern: PathPattern }
  | { readonly ok: false; readonly error: string };

/** Sorts a rule's path by what it matches: one path, a prefix (`*` at the end), or segments (`+`). */
export function pathPattern(written: string): PathPatternResult {
  const path = written.startsWith("/") ? written.slice(1) : written;
  if (path.includes("+*")) {
    return { ok: false, error: `path ${quoteGo(path)}: invalid use of wildcards ('+*' is forbidden)` };
  }
  const hasSegmentWildcards = path === "+" || path.includes("/+") || path.startsWith("+/");
  const isPrefix = path.endsWith("*") && !hasSegmentWildcards;
  return { ok: true, pattern: { path: isPrefix ? path.slice(0, -1) : path, isPrefix, hasSegmentWildcards } };
}
