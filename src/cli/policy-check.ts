import {
  decodeHclTexts,
  formatMultierror,
  HclDecodeError,
  hclFieldNodes,
  hclTokenText,
  parseHcl,
  quoteGo,
} from "../lib/index.ts";
import type { HclItem, HclObjectList } from "../lib/index.ts";

const topLevelKeys = ["name", "path"];
const ruleKeys = [
  "comment",
  "policy",
  "capabilities",
  "allowed_parameters",
  "denied_parameters",
  "required_parameters",
  "min_wrapping_ttl",
  "max_wrapping_ttl",
  "mfa_methods",
  "control_group",
  "subscribe_event_types",
];
const capabilities = new Set(["deny", "create", "read", "update", "delete", "list", "sudo", "patch", "subscribe"]);
const oldPolicies = new Set(["deny", "read", "write", "sudo"]);

/** Why a text is not a policy, in the server's words, as far as can be seen without one; undefined where it is. */
export function policyTrouble(text: string): string | undefined {
  const parsed = parseHcl(text);
  if (!parsed.ok) return parsed.error;
  try {
    checkRoot(parsed.file.root);
    return undefined;
  } catch (error) {
    if (error instanceof HclDecodeError) return error.message;
    throw error;
  }
}

function checkRoot(root: HclObjectList): void {
  const unknown = unknownKeys(root, topLevelKeys);
  if (unknown.length > 0) throw new HclDecodeError(formatMultierror(unknown));
  for (const item of root.items) {
    const name = keyOf(item, 0);
    if (name === "path" && item.keys.length > 1) checkRule(keyOf(item, 1), item);
  }
}

function checkRule(path: string, item: HclItem): void {
  const named = `path ${quoteGo(path)}:`;
  if (item.value.kind !== "object") return;
  const list = item.value.list;
  const unknown = unknownKeys(list, ruleKeys);
  if (unknown.length > 0) throw new HclDecodeError(formatMultierror(unknown.map((error) => `${named} ${error}`)));
  const wanted = hclFieldNodes(list, "capabilities").flatMap((node) => decodeHclTexts("root.Capabilities", node));
  const wrong = wanted.find((capability) => !capabilities.has(capability));
  if (wrong !== undefined) throw new HclDecodeError(`${named} invalid capability ${quoteGo(wrong)}`);
  const old = hclFieldNodes(list, "policy")
    .flatMap((node) => decodeHclTexts("root.Policy", node))
    .at(-1);
  if (old !== undefined && old !== "" && !oldPolicies.has(old)) {
    throw new HclDecodeError(`${named} invalid policy ${quoteGo(old)}`);
  }
}

function unknownKeys(list: HclObjectList, valid: readonly string[]): string[] {
  return list.items
    .filter((item) => !valid.includes(keyOf(item, 0)))
    .map((item) => `invalid key ${quoteGo(keyOf(item, 0))} on line ${item.assign.line}`);
}

function keyOf(item: HclItem, at: number): string {
  const key = item.keys[at];
  return key === undefined ? "" : hclTokenText(key);
}
