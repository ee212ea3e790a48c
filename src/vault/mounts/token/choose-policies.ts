/** Which policies a new token gets: what is asked for, bounded by its parent or by its role. */
import { quoteGo } from "../../../lib/index.ts";
import type { Notice } from "../../inspect/notice.ts";
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

export interface RefusedPolicies {
  readonly error: string;
  readonly notice: Notice;
}

export function choosePolicies(wishes: PolicyWishes): readonly string[] | RefusedPolicies {
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

function byParent(wishes: PolicyWishes): readonly string[] | RefusedPolicies {
  const { asked, parentPolicies, noDefaultPolicy, isSudo } = wishes;
  if (asked.length === 0) return sanitizePolicies(parentPolicies, false);
  if (isSudo) return sanitizePolicies(asked, !noDefaultPolicy);
  const wanted = sanitizePolicies(asked, false);
  const held = new Set(sanitizePolicies(parentPolicies, false));
  const extra = wanted.filter((policy) => !held.has(policy));
  if (extra.length > 0) {
    return { error: "child policies must be subset of parent", notice: { kind: "not-subset", extra, held: [...held] } };
  }
  return sanitizePolicies(asked, !noDefaultPolicy && held.has("default"));
}

function byRole(wishes: PolicyWishes, role: TokenRole): readonly string[] | RefusedPolicies {
  const addDefault =
    !wishes.noDefaultPolicy &&
    !role.tokenNoDefaultPolicy &&
    !role.disallowedPolicies.includes("default") &&
    !role.disallowedPoliciesGlob.some((glob) => matchesGlob(glob, "default"));
  let final: readonly string[] = wishes.asked.length > 0 ? sanitizePolicies(wishes.asked, addDefault) : [];
  if (role.allowedPolicies.length > 0 || role.allowedPoliciesGlob.length > 0) {
    const allowed = sanitizePolicies(role.allowedPolicies, addDefault);
    const globs = sanitizePolicies(role.allowedPoliciesGlob, false);
    const isAllowed = (policy: string): boolean =>
      allowed.includes(policy) || globs.some((glob) => matchesGlob(glob, policy));
    const strange = final.filter((policy) => !isAllowed(policy));
    if (final.length === 0) final = allowed;
    else if (strange.length > 0) {
      return {
        notice: { kind: "role-forbids", role: role.name, policies: strange },
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
  if (refused !== undefined) {
    const notice: Notice = { kind: "role-forbids", role: role.name, policies: [refused] };
    return { error: `token policy ${quoteGo(refused)} is disallowed by this role`, notice };
  }
  return sanitizePolicies(final, false);
}

function quotedList(items: readonly string[]): string {
  return `[${items.map((item) => quoteGo(item)).join(" ")}]`;
}
