/**
 * Reads values out of a parsed text with the error texts of hashicorp/hcl's decoder. The functions throw HclDecodeError;
 * `decodeHcl` turns that into a result.
 */
import { parseGoInt } from "../go-int.ts";
import { quoteGo } from "../go-strings.ts";
import { nodeTypeName, positionOf } from "./ast.ts";
import type { HclItem, HclLiteral, HclNode, HclObjectList } from "./ast.ts";
import { formatPosition } from "./position.ts";
import type { HclToken } from "./token.ts";
import { unquoteHcl } from "./unquote.ts";

/** A value of any type. Integers are bigint and floats number, so that neither equals a number of JSON by accident. */
export type HclValue = string | boolean | bigint | number | readonly HclValue[] | { readonly [key: string]: HclValue };

export class HclDecodeError extends Error {}

/** What `read` answers, or the text of the error that it met. */
export function decodeHcl<T>(
  read: () => T,
): { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string } {
  try {
    return { ok: true, value: read() };
  } catch (error) {
    if (error instanceof HclDecodeError) return { ok: false, error: error.message };
    throw error;
  }
}

/** The text that a key, string, heredoc or identifier stands for. */
export function hclTokenText(token: HclToken): string {
  if (token.type === "HEREDOC") return heredocText(token.text);
  if (token.type !== "STRING" || token.text === "") return token.text;
  const text = unquoteHcl(token.text, !token.json);
  if (text === undefined) throw new HclDecodeError(`unquote ${token.text} err: invalid syntax`);
  return text;
}

/** The items of a list under one key (any letter case): those with further keys, and those with none. */
function hclField(
  list: HclObjectList,
  name: string,
): { readonly children: readonly HclItem[]; readonly elements: readonly HclItem[] } {
  const found = filterHcl(list, name);
  return {
    children: found.filter((item) => item.keys.length > 0),
    elements: found.filter((item) => item.keys.length === 0),
  };
}

/** The items whose first key is `name` (any letter case), without that key. */
export function filterHcl(list: HclObjectList, name: string): readonly HclItem[] {
  return itemsByKey(list, name.toLowerCase()).get(name.toLowerCase()) ?? [];
}

/** Items by their first key in lower case, without that key; those under `only` alone, where that is given. */
function itemsByKey(list: HclObjectList, only?: string): ReadonlyMap<string, readonly HclItem[]> {
  const found = new Map<string, HclItem[]>();
  for (const item of list.items) {
    const first = item.keys[0];
    if (first === undefined) continue;
    const key = hclTokenText(first).toLowerCase();
    if (only !== undefined && key !== only) continue;
    const items = found.get(key);
    const without = { ...item, keys: item.keys.slice(1) };
    if (items === undefined) found.set(key, [without]);
    else items.push(without);
  }
  return found;
}

/** The nodes that a field's value is read from, in order. */
export function hclFieldNodes(list: HclObjectList, name: string): readonly HclNode[] {
  const { children, elements } = hclField(list, name);
  const nodes: HclNode[] = children.length > 0 ? [{ kind: "object-list", items: children }] : [];
  for (const item of elements) nodes.push(item.value.kind === "object" ? item.value.list : item.value);
  return nodes;
}

export function decodeHclText(name: string, node: HclNode): string {
  if (node.kind === "literal") {
    const type = node.token.type;
    if (type === "NUMBER") return node.token.text;
    if (type === "STRING" || type === "HEREDOC") return hclTokenText(node.token);
  }
  throw failAt(node, `${name}: unknown type for string ${nodeTypeName(node)}`);
}

export function decodeHclTexts(name: string, node: HclNode): readonly string[] {
  return sliceNodes(node).map((each, index) => decodeHclText(`${name}[${index}]`, each));
}

/** An integer: a number, or a text that is one. */
export function decodeHclInteger(name: string, node: HclNode): bigint {
  if (node.kind === "literal") {
    if (node.token.type === "NUMBER") return integerOf(node.token.text);
    if (node.token.type === "STRING") return integerOf(hclTokenText(node.token));
  }
  throw failAt(node, `${name}: unknown type ${nodeTypeName(node)}`);
}

/** A value of whatever type it has. Within a list an object is a map, elsewhere it is a list of maps. */
export function decodeHclValue(name: string, node: HclNode, withinList: boolean): HclValue {
  switch (node.kind) {
    case "literal":
      return literalValue(name, node);
    case "list":
      return node.elements.map((each, index) => decodeHclValue(`${name}[${index}]`, each, true));
    case "object":
      return withinList ? decodeMap(name, node.list) : [decodeMap(`${name}[0]`, node.list)];
    case "object-list":
      return withinList ? decodeMap(name, node) : node.items.map((each, index) => decodeMap(`${name}[${index}]`, each));
    default:
      throw new HclDecodeError(`${name}: cannot decode into interface: ${nodeTypeName(node)}`);
  }
}

/** A map whose every value is a list. */
export function decodeHclListMap(name: string, node: HclNode, into: Map<string, HclValue[]>): void {
  for (const { key, value } of mapEntries(name, node)) {
    const field = `${name}.${key}`;
    let values = into.get(key);
    if (values === undefined) into.set(key, (values = []));
    for (const [index, each] of sliceNodes(value).entries()) {
      values.push(decodeHclValue(`${field}[${index}]`, each, true));
    }
  }
}

/** The keys and values of an object; items with several keys are gathered under the first. */
export function mapEntries(name: string, node: HclNode): readonly { readonly key: string; readonly value: HclNode }[] {
  const list = node.kind === "object" ? node.list : node.kind === "item" ? listOf(node) : node;
  if (list.kind !== "object-list") throw failAt(node, `${name}: not an object type for map (${nodeTypeName(node)})`);
  let byKey: ReadonlyMap<string, readonly HclItem[]> | undefined;
  const gathered = new Set<string>();
  const entries: { key: string; value: HclNode }[] = [];
  for (const item of list.items) {
    const first = item.keys[0];
    if (first === undefined) throw failAt(list, `${name}: map must have string keys`);
    const key = hclTokenText(first);
    if (gathered.has(key)) continue;
    if (item.keys.length > 1) {
      gathered.add(key);
      byKey ??= itemsByKey(list);
      entries.push({ key, value: { kind: "object-list", items: byKey.get(key.toLowerCase()) ?? [] } });
    } else {
      entries.push({ key, value: item.value });
    }
  }
  return entries;
}

/** The error for a node that is not what it should be. */
function failAt(node: HclNode, reason: string): HclDecodeError {
  return new HclDecodeError(`At ${formatPosition(positionOf(node))}: ${reason}`);
}

function listOf(item: HclItem): HclObjectList {
  return { kind: "object-list", items: [item] };
}

function decodeMap(name: string, node: HclNode): HclValue {
  const map: Record<string, HclValue> = {};
  for (const { key, value } of mapEntries(name, node)) {
    const decoded = decodeHclValue(`${name}.${key}`, value, false);
    Object.defineProperty(map, key, { value: decoded, enumerable: true, configurable: true, writable: true });
  }
  return map;
}

function sliceNodes(node: HclNode): readonly HclNode[] {
  switch (node.kind) {
    case "object-list":
      return node.items;
    case "object":
      return [node];
    case "list":
      return node.elements;
    default:
      throw failAt(node, `unknown slice type: ${nodeTypeName(node)}`);
  }
}

function literalValue(name: string, node: HclLiteral): HclValue {
  const token = node.token;
  switch (token.type) {
    case "BOOL":
      return token.text === "true";
    case "NUMBER":
      return integerOf(token.text);
    case "FLOAT":
      return floatOf(token.text);
    case "STRING":
    case "HEREDOC":
      return hclTokenText(token);
    default:
      throw failAt(node, `${name}: cannot decode into interface: ${nodeTypeName(node)}`);
  }
}

function integerOf(text: string): bigint {
  const prefixed = /^([-+]?)(0[xX][0-9a-fA-F]+|0[0-7]+)$/.exec(text);
  if (prefixed === null) {
    const parsed = parseGoInt(text);
    if (!parsed.ok) throw new HclDecodeError(parsed.error);
    return parsed.value;
  }
  const digits = prefixed[2] ?? "0";
  const size = BigInt(/^0[xX]/.test(digits) ? digits : `0o${digits.slice(1)}`);
  const value = prefixed[1] === "-" ? -size : size;
  if (BigInt.asIntN(64, value) !== value) {
    throw new HclDecodeError(`strconv.ParseInt: parsing ${quoteGo(text)}: value out of range`);
  }
  return value;
}

function floatOf(text: string): number {
  const value = Number(text);
  if (Number.isNaN(value)) {
    throw new HclDecodeError(`strconv.ParseFloat: parsing ${quoteGo(text)}: invalid syntax`);
  }
  return value;
}

/** The body of a heredoc. `<<-` takes the closing word's indentation off every line, where all have it. */
function heredocText(heredoc: string): string {
  const newline = heredoc.indexOf("\n");
  const end = heredoc.length - newline + 1;
  if (heredoc[2] !== "-") return heredoc.slice(newline + 1, end);
  const lines = heredoc.slice(newline + 1, end + 1).split("\n");
  const indentation = lines.at(-1) ?? "";
  if (!lines.every((line) => line.startsWith(indentation))) {
    return heredoc.slice(newline + 1, end).replace(/[ \t]+$/, "");
  }
  return [...lines.slice(0, -1).map((line) => line.slice(indentation.length)), ""].join("\n");
}
