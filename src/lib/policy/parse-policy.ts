import { NS_PER_SECOND, parseVaultDuration } from "../go-duration.ts";
import { quoteGo } from "../go-strings.ts";
import { nodeTypeName, positionOf } from "../hcl/ast.ts";
import {
  decodeHcl,
  decodeHclListMap,
  decodeHclText,
  decodeHclTexts,
  decodeHclValue,
  filterHcl,
  HclDecodeError,
  hclFieldNodes,
  hclTokenText,
} from "../hcl/decode.ts";
import { parseHcl } from "../hcl/parse-hcl.ts";
import { formatMultierror } from "../multierror.ts";
import type { HclItem, HclNode, HclObjectList } from "../hcl/ast.ts";
import type { HclValue } from "../hcl/decode.ts";
import { capabilityBit, DENY_BIT } from "./capability.ts";
import { checkControlGroup } from "./control-group.ts";
import { pathPattern } from "./policy.ts";
import type { PathRule, Permissions, PolicyResult } from "./policy.ts";
import { checkTemplate } from "./template.ts";

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

/** What the `policy = "…"` of old stands for. */
const oldPolicies: ReadonlyMap<string, readonly string[]> = new Map([
  ["read", ["read", "list"]],
  ["write", ["create", "read", "update", "delete", "list"]],
  ["sudo", ["create", "read", "update", "delete", "list", "sudo"]],
]);

/** Parses a policy's text. The error is Vault's, `failed to parse policy: …`. A `name` within the text counts for nothing. */
export function parsePolicy(text: string, name: string): PolicyResult {
  const parsed = parseHcl(text);
  if (!parsed.ok) return { ok: false, error: `failed to parse policy: ${parsed.error}` };
  const decoded = decodeHcl(() => readRules(parsed.file.root));
  if (!decoded.ok) return { ok: false, error: `failed to parse policy: ${decoded.error}` };
  const { rules, templated } = decoded.value;
  return { ok: true, policy: { name, raw: text, rules, templated } };
}

function readRules(root: HclObjectList): { readonly rules: readonly PathRule[]; readonly templated: boolean } {
  const unknown = unknownKeys(root, topLevelKeys);
  if (unknown.length > 0) throw new HclDecodeError(formatMultierror(unknown));
  for (const node of hclFieldNodes(root, "name")) decodeHclText("root.name", node);
  const rules: PathRule[] = [];
  let templated = false;
  for (const item of filterHcl(root, "path")) {
    const first = item.keys[0];
    const written = first === undefined ? "path" : hclTokenText(first);
    const template = checkTemplate(written);
    if (!template.ok) throw new HclDecodeError(`failed to validate policy templating: ${template.error}`);
    templated ||= template.templated;
    rules.push(readRule(written, item));
  }
  return { rules, templated };
}

function unknownKeys(list: HclObjectList, valid: readonly string[]): string[] {
  const errors: string[] = [];
  for (const item of list.items) {
    const first = item.keys[0];
    const key = first === undefined ? "" : hclTokenText(first);
    if (!valid.includes(key)) errors.push(`invalid key ${quoteGo(key)} on line ${item.assign.line}`);
  }
  return errors;
}

/** The fields of one path's block, as the text has them. */
interface RuleFields {
  readonly policy: string;
  readonly capabilities: readonly string[];
  readonly minWrappingTtl: HclValue | undefined;
  readonly maxWrappingTtl: HclValue | undefined;
  readonly allowedParameters: ReadonlyMap<string, readonly HclValue[]> | undefined;
  readonly deniedParameters: ReadonlyMap<string, readonly HclValue[]> | undefined;
  readonly requiredParameters: readonly string[];
  readonly controlGroup: readonly HclNode[];
}

function readRule(written: string, item: HclItem): PathRule {
  const named = `path ${quoteGo(written)}:`;
  if (item.value.kind !== "object") {
    throw new HclDecodeError(`${named} cannot check HCL keys of type ${nodeTypeName(item.value)}`);
  }
  const list = item.value.list;
  const unknown = unknownKeys(list, ruleKeys);
  if (unknown.length > 0) throw new HclDecodeError(formatMultierror(unknown.map((error) => `${named} ${error}`)));
  const fields = decodeHcl(() => readFields(list));
  if (!fields.ok) throw new HclDecodeError(`${named} ${fields.error}`);
  const shaped = pathPattern(written);
  if (!shaped.ok) throw new HclDecodeError(shaped.error);
  const lines = [positionOf(item).line, item.value.close.line] as const;
  return { ...shaped.pattern, written, lines, permissions: readPermissions(named, fields.value) };
}

function readFields(list: HclObjectList): RuleFields {
  const each = <T>(name: string, read: (node: HclNode) => T): readonly T[] => hclFieldNodes(list, name).map(read);
  const fields = {
    policy: each("policy", (node) => decodeHclText("root.Policy", node)).at(-1) ?? "",
    capabilities: each("capabilities", (node) => decodeHclTexts("root.Capabilities", node)).flat(),
    minWrappingTtl: each("min_wrapping_ttl", (node) => decodeHclValue("root.min_wrapping_ttl", node, false)).at(-1),
    maxWrappingTtl: each("max_wrapping_ttl", (node) => decodeHclValue("root.max_wrapping_ttl", node, false)).at(-1),
    allowedParameters: readParameters(list, "allowed_parameters"),
    deniedParameters: readParameters(list, "denied_parameters"),
    requiredParameters: each("required_parameters", (node) => decodeHclTexts("root.required_parameters", node)).flat(),
  };
  each("mfa_methods", (node) => decodeHclTexts("root.mfa_methods", node));
  const controlGroup = hclFieldNodes(list, "control_group");
  for (const node of controlGroup) checkControlGroup(node, fields.capabilities, false);
  each("subscribe_event_types", (node) => decodeHclTexts("root.subscribe_event_types", node));
  return { ...fields, controlGroup };
}

function readParameters(list: HclObjectList, name: string): ReadonlyMap<string, readonly HclValue[]> | undefined {
  const nodes = hclFieldNodes(list, name);
  if (nodes.length === 0) return undefined;
  const parameters = new Map<string, HclValue[]>();
  for (const node of nodes) decodeHclListMap(`root.${name}`, node, parameters);
  return new Map([...parameters].map(([key, values]) => [key.toLowerCase(), values]));
}

const denied: Permissions = {
  capabilities: DENY_BIT,
  minWrappingTtlSeconds: 0,
  maxWrappingTtlSeconds: 0,
  allowedParameters: undefined,
  deniedParameters: undefined,
  requiredParameters: [],
};

function readPermissions(named: string, fields: RuleFields): Permissions {
  const capabilities = allCapabilities(named, fields);
  let bitmap = 0;
  for (const capability of capabilities) {
    // Deny leaves nothing else, and what else the block says is not looked at.
    if (capability === "deny") return denied;
    const bit = capabilityBit(capability);
    if (bit === undefined) throw new HclDecodeError(`${named} invalid capability ${quoteGo(capability)}`);
    bitmap |= bit;
  }
  const minWrappingTtlSeconds = wrappingTtl("min_wrapping_ttl", fields.minWrappingTtl);
  const maxWrappingTtlSeconds = wrappingTtl("max_wrapping_ttl", fields.maxWrappingTtl);
  for (const node of fields.controlGroup) checkControlGroup(node, capabilities, true);
  if (minWrappingTtlSeconds !== 0 && maxWrappingTtlSeconds !== 0 && maxWrappingTtlSeconds < minWrappingTtlSeconds) {
    throw new HclDecodeError("max_wrapping_ttl cannot be less than min_wrapping_ttl");
  }
  const { allowedParameters, deniedParameters, requiredParameters } = fields;
  return {
    capabilities: bitmap,
    minWrappingTtlSeconds,
    maxWrappingTtlSeconds,
    allowedParameters,
    deniedParameters,
    requiredParameters,
  };
}

function allCapabilities(named: string, fields: RuleFields): readonly string[] {
  if (fields.policy === "") return fields.capabilities;
  if (fields.policy === "deny") return ["deny"];
  const added = oldPolicies.get(fields.policy);
  if (added === undefined) throw new HclDecodeError(`${named} invalid policy ${quoteGo(fields.policy)}`);
  return [...fields.capabilities, ...added];
}

function wrappingTtl(field: string, value: HclValue | undefined): number {
  if (value === undefined) return 0;
  if (typeof value === "number") return Math.trunc(value);
  if (typeof value === "bigint") return Number(value);
  const parsed = parseVaultDuration(typeof value === "string" ? value : []);
  if (!parsed.ok) throw new HclDecodeError(`error parsing ${field}: ${parsed.error}`);
  return Number(parsed.ns) / Number(NS_PER_SECOND);
}
