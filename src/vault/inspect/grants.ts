/** What a set of policies lets its bearer do on paths, and by which rule. Asked by whoever watches: it changes nothing. */
import type { Core } from "../core/core.ts";
import type { Operation } from "../logical/types.ts";
import type { Acl } from "../policy/acl.ts";

/** Who asks: the policies of a token, and the entity that may add some. */
export interface Holder {
  readonly policies: readonly string[];
  readonly entityId: string;
}

export interface Grant {
  /** As `sys/capabilities` answers: `root`, `deny`, or names in alphabetical order. */
  readonly capabilities: readonly string[];
  /** The path of the rule that counts; undefined where none matches. */
  readonly rule: string | undefined;
  /** Which policies give each capability, or deny. */
  readonly by: readonly { readonly capability: string; readonly policies: string }[];
}

const OPERATIONS: readonly (readonly [operation: Operation, capability: string])[] = [
  ["create", "create"],
  ["read", "read"],
  ["update", "update"],
  ["patch", "patch"],
  ["delete", "delete"],
  ["list", "list"],
];

/** For each holder, each path in turn. */
export function grantsOf(core: Core, holders: readonly Holder[], paths: readonly string[]): readonly Grant[][] {
  return holders.map(({ policies, entityId }) => {
    const names = core.withIdentityPolicies(policies, entityId);
    const acl = core.policies.acl(names, core.identities.templateIdentity(entityId));
    return paths.map((path) => grantOf(acl, path));
  });
}

function grantOf(acl: Acl, path: string): Grant {
  const by: { capability: string; policies: string }[] = [];
  let rule: string | undefined;
  for (const [operation, capability] of OPERATIONS) {
    const { decision, allowed, grantingPolicies } = acl.allowOperation({ operation, path });
    if ("rule" in decision && decision.rule !== undefined) ({ rule } = decision);
    if (decision.cause === "denied-by-rule")
      return { capabilities: ["deny"], rule, by: [{ capability: "deny", policies: decision.policy }] };
    if (allowed && grantingPolicies.length > 0) by.push({ capability, policies: grantingPolicies.join(", ") });
  }
  return { capabilities: acl.capabilities(path), rule, by };
}
