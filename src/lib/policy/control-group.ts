import { parseVaultDuration } from "../go-duration.ts";
import { nodeTypeName, positionOf } from "../hcl/ast.ts";
import {
  decodeHclInteger,
  decodeHclTexts,
  decodeHclValue,
  HclDecodeError,
  hclFieldNodes,
  mapEntries,
} from "../hcl/decode.ts";
import { formatPosition } from "../hcl/position.ts";
import type { HclNode, HclObjectList } from "../hcl/ast.ts";

/**
 * Checks a `control_group` block; throws HclDecodeError. The Community edition reads the block and does not act on it.
 * Without `meaning` only its form is checked, as happens before the rest of the rule is read.
 */
export function checkControlGroup(node: HclNode, capabilities: readonly string[], meaning: boolean): void {
  const group = structList("root.control_group", node);
  for (const ttl of hclFieldNodes(group, "ttl")) checkTtl(ttl, meaning);
  let factors = 0;
  for (const factorNode of hclFieldNodes(group, "factor")) {
    for (const { key, value } of mapEntries("root.control_group.factor", factorNode)) {
      checkFactor(`root.control_group.factor.${key}`, value, capabilities, meaning);
      factors++;
    }
  }
  if (meaning && factors === 0) throw new HclDecodeError("no control group factors provided");
}

function checkTtl(node: HclNode, meaning: boolean): void {
  const value = decodeHclValue("root.control_group.ttl", node, false);
  if (!meaning || typeof value === "number" || typeof value === "bigint") return;
  const parsed = parseVaultDuration(typeof value === "string" ? value : []);
  if (!parsed.ok) throw new HclDecodeError(`error parsing control group max ttl: ${parsed.error}`);
}

function checkFactor(name: string, node: HclNode, capabilities: readonly string[], meaning: boolean): void {
  const factor = structList(name, node);
  let identities = 0;
  let groups = 0;
  let approvals = 0n;
  for (const identityNode of hclFieldNodes(factor, "identity")) {
    const identity = structList(`${name}.identity`, identityNode);
    identities++;
    for (const field of ["group_ids", "group_names"]) {
      for (const each of hclFieldNodes(identity, field)) {
        groups += decodeHclTexts(`${name}.identity.${field}`, each).length;
      }
    }
    for (const each of hclFieldNodes(identity, "approvals")) {
      approvals = decodeHclInteger(`${name}.identity.approvals`, each);
    }
  }
  const controlled = hclFieldNodes(factor, "controlled_capabilities").flatMap((each) =>
    decodeHclTexts(`${name}.controlled_capabilities`, each),
  );
  if (!meaning) return;
  if (identities === 0) throw new HclDecodeError("no control_group factor provided");
  if (approvals <= 0n || groups === 0) {
    throw new HclDecodeError("must provide more than one identity group and approvals > 0");
  }
  if (controlled.some((capability) => !capabilities.includes(capability))) {
    throw new HclDecodeError("control group factor capabilities must be a subset of the policy's capabilities");
  }
}

function structList(name: string, node: HclNode): HclObjectList {
  const inner = node.kind === "item" ? node.value : node;
  if (inner.kind === "object") return inner.list;
  if (inner.kind === "object-list") return inner;
  throw new HclDecodeError(
    `At ${formatPosition(positionOf(inner))}: ${name}: not an object type for struct (${nodeTypeName(inner)})`,
  );
}
