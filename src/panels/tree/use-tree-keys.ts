import type { KeyboardEvent } from "react";

/** What is shown, in reading order, by index; -1 where there is none. */
export interface TreeKeys {
  readonly count: number;
  readonly activeIndex: number;
  /** picture: left and right go on, up to the parent, down to the first child. list: as trees are used to. */
  readonly form: "picture" | "list";
  /** Undefined for what has nothing below it. */
  readonly expanded: (index: number) => boolean | undefined;
  readonly firstChildOf: (index: number) => number;
  readonly parentOf: (index: number) => number;
  readonly moveTo: (index: number) => void;
  readonly fold: (index: number, folded: boolean) => void;
  readonly pick: (index: number) => void;
}

/** The keys of a tree, in both forms. */
export function onTreeKey(event: KeyboardEvent, tree: TreeKeys): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const goal = goalOf(event.key, tree);
  if (goal === undefined) return;
  event.preventDefault();
  if (goal >= 0 && goal < tree.count) tree.moveTo(goal);
}

const NOWHERE = -1;

/** Where a key goes; undefined where it is none of ours. */
function goalOf(key: string, tree: TreeKeys): number | undefined {
  const { count, activeIndex, form } = tree;
  switch (key) {
    case "Home":
      return 0;
    case "End":
      return count - 1;
    case "Enter":
    case " ":
      if (activeIndex >= 0) tree.pick(activeIndex);
      return NOWHERE;
    case "-":
    case "+":
      if (activeIndex >= 0 && tree.expanded(activeIndex) !== undefined) tree.fold(activeIndex, key === "-");
      return NOWHERE;
    case form === "picture" ? "ArrowRight" : "ArrowDown":
      return activeIndex + 1;
    case form === "picture" ? "ArrowLeft" : "ArrowUp":
      return activeIndex < 0 ? 0 : activeIndex - 1;
    case form === "picture" ? "ArrowDown" : "ArrowRight":
      return inward(tree);
    case form === "picture" ? "ArrowUp" : "ArrowLeft":
      return outward(tree);
    default:
      return undefined;
  }
}

function inward({ activeIndex, expanded, fold, firstChildOf }: TreeKeys): number {
  if (activeIndex < 0) return 0;
  if (expanded(activeIndex) !== false) return firstChildOf(activeIndex);
  fold(activeIndex, false);
  return NOWHERE;
}

function outward({ activeIndex, expanded, fold, form, parentOf }: TreeKeys): number {
  if (activeIndex < 0) return NOWHERE;
  if (form === "picture" || expanded(activeIndex) !== true) return parentOf(activeIndex);
  fold(activeIndex, true);
  return NOWHERE;
}
