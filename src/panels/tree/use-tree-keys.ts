import type { KeyboardEvent } from "react";
import type { TreeNode } from "./select.ts";

export interface TreeKeys {
  /** Everything that is shown, in reading order. */
  readonly nodes: readonly TreeNode[];
  readonly activeKey: string | undefined;
  /** picture: left and right go on, up to the parent, down to the first child. list: as trees are used to. */
  readonly form: "picture" | "list";
  readonly expanded: (node: TreeNode) => boolean | undefined;
  readonly moveTo: (node: TreeNode) => void;
  readonly fold: (node: TreeNode, folded: boolean) => void;
  readonly pick: (node: TreeNode) => void;
}

/** The keys of a tree, in both forms. */
export function onTreeKey(event: KeyboardEvent, tree: TreeKeys): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { nodes, activeKey } = tree;
  const index = nodes.findIndex(({ token }) => token.key === activeKey);
  const node = nodes[index];
  const goal = goalOf(event.key, tree, index, node);
  if (goal === undefined) return;
  event.preventDefault();
  if (goal) tree.moveTo(goal);
}

/** Where a key goes; null where it was used for something else or goes nowhere, undefined where it is none of ours. */
function goalOf(key: string, tree: TreeKeys, index: number, node: TreeNode | undefined): TreeNode | null | undefined {
  const { nodes, form } = tree;
  switch (key) {
    case "Home":
      return nodes[0] ?? null;
    case "End":
      return nodes.at(-1) ?? null;
    case "Enter":
    case " ":
      if (node) tree.pick(node);
      return null;
    case "-":
    case "+":
      if (node && tree.expanded(node) !== undefined) tree.fold(node, key === "-");
      return null;
    case form === "picture" ? "ArrowRight" : "ArrowDown":
      return nodes[index + 1] ?? null;
    case form === "picture" ? "ArrowLeft" : "ArrowUp":
      return (index < 0 ? nodes[0] : nodes[index - 1]) ?? null;
    case form === "picture" ? "ArrowDown" : "ArrowRight":
      return inward(tree, index, node);
    case form === "picture" ? "ArrowUp" : "ArrowLeft":
      return outward(tree, node);
    default:
      return undefined;
  }
}

function inward({ nodes, expanded, fold }: TreeKeys, index: number, node: TreeNode | undefined): TreeNode | null {
  if (!node) return nodes[0] ?? null;
  if (expanded(node) === false) {
    fold(node, false);
    return null;
  }
  const first = nodes[index + 1];
  return first && node.children.includes(first) ? first : null;
}

function outward({ nodes, expanded, fold, form }: TreeKeys, node: TreeNode | undefined): TreeNode | null {
  if (!node) return null;
  if (form === "list" && expanded(node) === true) {
    fold(node, true);
    return null;
  }
  return nodes.find(({ children }) => children.includes(node)) ?? null;
}
