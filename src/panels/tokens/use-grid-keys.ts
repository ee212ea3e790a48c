import type { KeyboardEvent } from "react";
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
  const goal = goalOf(event, grid);
  if (goal !== undefined) {
    grid.moveTo(nearestToken(grid, goal, goal >= grid.activeIndex ? 1 : -1));
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

function goalOf(event: KeyboardEvent, { activeIndex, count, pageRows }: GridKeys): number | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  switch (event.key) {
    case "ArrowDown":
      return activeIndex + 1;
    case "ArrowUp":
      return activeIndex - 1;
    case "PageDown":
      return Math.min(count - 1, activeIndex + pageRows);
    case "PageUp":
      return Math.max(0, activeIndex - pageRows);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}

/** The token row at an index or next to it, in a direction first, then in the other. */
function nearestToken({ activeIndex, rowAt }: GridKeys, goal: number, step: 1 | -1): number {
  for (const index of [goal, goal + step, goal - step]) {
    if (rowAt(index)?.kind === "token") return index;
  }
  return activeIndex;
}
