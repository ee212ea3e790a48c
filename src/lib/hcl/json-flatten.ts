import type { HclItem, HclObjectList, HclValueNode } from "./ast.ts";

/** Turns JSON's nesting into HCL's keys: `{"path": {"a": {…}}}` becomes `path "a" {…}`, and a list of objects repeated blocks. */
export function flattenJsonObjects(list: HclObjectList): void {
  list.items = list.items.flatMap(flattenItem);
  for (const item of list.items) flattenWithin(item.value);
}

function flattenWithin(value: HclValueNode): void {
  if (value.kind === "object") flattenJsonObjects(value.list);
  if (value.kind === "list") value.elements.forEach(flattenWithin);
}

function flattenItem(item: HclItem): readonly HclItem[] {
  const value = item.value;
  if (value.kind === "object") {
    const inner = value.list.items;
    if (inner.length === 0 || inner.some((each) => each.value.kind !== "object")) return [item];
    return inner.flatMap((each) => flattenItem({ ...item, keys: [...item.keys, ...each.keys], value: each.value }));
  }
  if (value.kind === "list") {
    if (value.elements.length === 0 || value.elements.some((each) => each.kind !== "object")) return [item];
    return value.elements.flatMap((each) => flattenItem({ ...item, value: each }));
  }
  return [item];
}
