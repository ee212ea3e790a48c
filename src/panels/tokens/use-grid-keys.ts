import type { KeyboardEvent } from "react";
import { goalOf, nearestItem } from "../shared/on-list-key.ts";
import type { Row } from "./select.ts";

export interface GridKeys {
  readonly activeIndex: number;
  readonly count: number;
  /** Rows that fit on a page. */
  readonly pageRows: number;
  readonly rowAt: (index: number) => Row | undefined;
  readonly moveTo: (index: number) => void;
  readonly pick: (row: Row) => void;
  readonly copy: (row: Row) => void;
}

/** The arrow keys of a grid whose rows are the only cells. Group heads are passed over. */
export function onGridKey(event: KeyboardEvent, grid: GridKeys): void {
  if (event.target !== event.currentTarget) return;
  const row = grid.rowAt(grid.activeIndex);
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
  const goal = isPlain ? goalOf(event.key, grid) : undefined;
  if (goal !== undefined) {
    const isItem = (index: number) => grid.rowAt(index)?.kind === "token";
    grid.moveTo(nearestItem({ ...grid, isItem }, goal) ?? grid.activeIndex);
  } else if (event.key === "Enter" && row) {
    grid.pick(row);
  } else if (event.key === "c" && row && !event.altKey) {
    // A plain c, and Ctrl-C or ⌘C unless the reader has marked text to copy.
    if (event.ctrlKey || event.metaKey) {
      if (getSelection()?.toString()) return;
    }
    grid.copy(row);
  } else {
    return;
  }
  event.preventDefault();
}
