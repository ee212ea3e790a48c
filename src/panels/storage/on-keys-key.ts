import type { KeyboardEvent } from "react";
import type { KeyRow } from "./keys.ts";

export interface KeysKeys {
  readonly rows: readonly KeyRow[];
  readonly activeIndex: number;
  readonly moveTo: (index: number) => void;
  readonly fold: (row: KeyRow, isOpen: boolean) => void;
}

/** The keys of a tree: arrows, Home and End, Enter, and a letter for the next name that begins with it. */
export function onKeysKey(event: KeyboardEvent, tree: KeysKeys): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { rows, activeIndex, moveTo, fold } = tree;
  const row = rows[activeIndex];
  const goal = goalOf(event.key, tree);
  if (goal !== undefined) {
    if (rows[goal]) moveTo(goal);
  } else if (event.key === "ArrowRight" && row) {
    if (row.expanded === false) fold(row, true);
    else if ((rows[activeIndex + 1]?.depth ?? 0) > row.depth) moveTo(activeIndex + 1);
  } else if (event.key === "ArrowLeft" && row) {
    if (row.expanded === true) fold(row, false);
    else moveTo(parentIndex(rows, activeIndex));
  } else if ((event.key === "Enter" || event.key === " ") && row) {
    if (row.expanded !== undefined) fold(row, !row.expanded);
  } else {
    return;
  }
  event.preventDefault();
}

function goalOf(key: string, { rows, activeIndex }: KeysKeys): number | undefined {
  switch (key) {
    case "ArrowDown":
      return activeIndex + 1;
    case "ArrowUp":
      return Math.max(0, activeIndex - 1);
    case "Home":
      return 0;
    case "End":
      return rows.length - 1;
    default:
      return /^[\w.-]$/.test(key) ? nextNamed(rows, activeIndex, key.toLowerCase()) : undefined;
  }
}

/** The next row whose name begins with a letter, from the top again after the last. */
function nextNamed(rows: readonly KeyRow[], from: number, letter: string): number | undefined {
  for (let step = 1; step <= rows.length; step++) {
    const index = (from + step) % rows.length;
    if (rows[index]?.name.toLowerCase().startsWith(letter) === true) return index;
  }
  return undefined;
}

function parentIndex(rows: readonly KeyRow[], index: number): number {
  const depth = rows[index]?.depth ?? 0;
  const parent = rows.slice(0, index).findLastIndex((row) => row.depth < depth);
  return parent < 0 ? index : parent;
}
