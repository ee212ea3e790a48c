/** What tokens may do on paths, and by which rule. Asked by whoever watches: it changes nothing. */
import { SUDO_BIT } from "../../lib/index.ts";
import type { Core } from "../core/core.ts";
import { answeredSealed } from "../core/pipeline.ts";
import type { Operation } from "../logical/types.ts";
import type { Acl } from "../policy/acl.ts";
import { standingOf, usableOf } from "./standing.ts";
import type { Decision } from "./types.ts";

/** A capability, the rule that counts for it, and the policies that give it there. */
export interface GrantedBy {
  readonly capability: string;
  readonly rule: string;
  readonly policies: string;
  /** What the rule asks for beside, of which a request may have more or less. */
  readonly limit?: string;
}

export interface Grant {
  /** Beside the six operations `sudo`; `root` alone, where everything is; `open`, where the path takes no token. */
  readonly capabilities: readonly string[];
  /** Nothing for root, and where the path takes no token. */
  readonly by: readonly GrantedBy[];
  /** Where nothing is granted: what tells most of why. */
  readonly refused: Decision | undefined;
}

const OPERATIONS: readonly Operation[] = ["create", "read", "update", "patch", "delete", "list"];
/** Of several refusals the first of these is told. */
const TELLING: readonly Decision["cause"][] = ["denied-by-rule", "sudo-missing", "capability-missing", "no-rule"];

/** For each token (as its holder types it), each path in turn. */
export function grantsOf(core: Core, tokens: readonly string[], paths: readonly string[]): readonly Grant[][] {
  return tokens.map((token) => {
    const found = standingOf(core, token);
    const unfit = "cause" in found ? found : usableOf(core, found);
    const acl = "cause" in found ? undefined : core.aclOf(found);
    return paths.map((path): Grant => {
      const routed = core.router.route(path);
      if (core.sealed && !answeredSealed.has(path)) return nothing({ cause: "sealed" });
      if (routed?.mount.backend.needsNoToken(routed.path) === true)
        return { capabilities: ["open"], by: [], refused: undefined };
      if (unfit !== undefined || acl === undefined) return nothing(unfit ?? { cause: "no-token" });
      return grantOf(acl, path, routed?.mount.backend.needsSudo(routed.path) ?? false);
    });
  });
}

function nothing(refused: Decision): Grant {
  return { capabilities: [], by: [], refused };
}

function grantOf(acl: Acl, path: string, sudoRequired: boolean): Grant {
  if (acl.root) return { capabilities: ["root"], by: [], refused: undefined };
  const by: GrantedBy[] = [];
  const refusals: Decision[] = [];
  let sudo: GrantedBy | undefined;
  for (const operation of OPERATIONS) {
    // A list is of what is below a path: that ends in a slash.
    const asked = operation === "list" && !path.endsWith("/") ? `${path}/` : path;
    const { decision, grantingPolicies } = acl.allowOperation({ operation, path: asked, sudoRequired });
    const limit = decision.cause === "rule-limits" ? decision.reason : undefined;
    if (decision.cause !== "allowed" && limit === undefined) {
      refusals.push(decision);
      continue;
    }
    const rule = acl.ruleFor(operation, asked);
    const text = rule?.text ?? "";
    by.push({ capability: operation, rule: text, policies: grantingPolicies.join(", "), ...(limit && { limit }) });
    if (rule !== undefined && (rule.capabilities & SUDO_BIT) !== 0)
      sudo ??= { capability: "sudo", rule: text, policies: (rule.granting.get("sudo") ?? []).join(", ") };
  }
  if (by.length === 0) {
    const [most] = refusals.toSorted((a, b) => TELLING.indexOf(a.cause) - TELLING.indexOf(b.cause));
    return { capabilities: [], by, refused: most };
  }
  const all = sudo === undefined ? by : [...by, sudo];
  return { capabilities: all.map(({ capability }) => capability), by: all, refused: undefined };
}
