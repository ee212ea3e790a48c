/** Which policies a new token gets: what is asked for, bounded by its parent or by its role. */
import { quoteGo } from "../../../lib/index.ts";
import { matchesGlob } from "../../token/glob.ts";
import { sanitizePolicies, sortedUnique } from "../../token/sanitize-policies.ts";
import type { TokenRole } from "./role.ts";

export interface PolicyWishes {
  readonly asked: readonly string[];
  readonly parentPolicies: readonly string[];
  readonly noDefaultPolicy: boolean;
  readonly isSudo: boolean;
  readonly role: TokenRole | undefined;
}

export function choosePolicies(wishes: PolicyWishes): readonly string[] | { readonly error: string } {
  const chosen =
    wishes.role !== undefined && limitsPolicies(wishes.role) ? byRole(wishes, wishes.role) : byParent(wishes);
  if ("error" in chosen) return chosen;
  return wishes.noDefaultPolicy ? chosen.filter((policy) => policy !== "default") : chosen;
}

function limitsPolicies(role: TokenRole): boolean {
  return [role.allowedPolicies, role.disallowedPolicies, role.allowedPoliciesGlob, role.disallowedPoliciesGlob].some(
    (list) => list.length > 0,
  );
}

function byParent(wishes: PolicyWishes): readonly string[] | { readonly error: string } {
  const { asked, parentPolicies, noDefaultPolicy, isSudo } = wishes;
  if (asked.length === 0) return sanitizePolicies(parentPolicies, false);
  if (isSudo) return sanitizePolicies(asked, !noDefaultPolicy);
  const wanted = sanitizePolicies(asked, false);
  const held = new Set(sanitizePolicies(parentPolicies, false));
  if (!wanted.every((policy) => held.has(policy))) return { error: "child policies must be subset of parent" };
  return sanitizePolicies(asked, !noDefaultPolicy && held.has("default"));
}

function byRole(wishes: PolicyWishes, role: TokenRole): readonly string[] | { readonly error: string } {
  const addDefault =
    !wishes.noDefaultPolicy &&
    !role.tokenNoDefaultPolicy &&
    !role.disallowedPolicies.includes("default") &&
    !role.disallowedPoliciesGlob.some((glob) => matchesGlob(glob, "default"));
  let final: readonly string[] = wishes.asked.length > 0 ? sanitizePolicies(wishes.asked, addDefault) : [];
  if (role.allowedPolicies.length > 0 || role.allowedPoliciesGlob.length > 0) {
    const allowed = sanitizePolicies(role.allowedPolicies, addDefault);
    const globs = sanitizePolicies(role.allowedPoliciesGlob, false);
    if (final.length === 0) final = allowed;
    else if (!final.every((policy) => allowed.includes(policy) || globs.some((glob) => matchesGlob(glob, policy)))) {
      return {
        error: `token policies (${quotedList(final)}) must be subset of the role's allowed policies (${quotedList(allowed)}) or glob policies (${quotedList(globs)})`,
      };
    }
  } else if (final.length === 0) {
    final = sanitizePolicies(wishes.parentPolicies, addDefault);
  }
  const disallowed = sortedUnique(role.disallowedPolicies);
  const disallowedGlobs = sortedUnique(role.disallowedPoliciesGlob);
  const refused = final.find(
    (policy) => disallowed.includes(policy) || disallowedGlobs.some((glob) => matchesGlob(glob, policy)),
  );
  if (refused !== undefined) return { error: `token policy ${quoteGo(refused)} is disallowed by this role` };
  return sanitizePolicies(final, false);
}

function quotedList(items: readonly string[]): string {
  return `[${items.map((item) => quoteGo(item)).join(" ")}]`;
}
