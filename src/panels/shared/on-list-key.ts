import type { KeyboardEvent } from "react";

export interface ListKeys {
  readonly activeIndex: number;
  readonly count: number;
  readonly pageRows: number;
  /** Whether a row can be gone to: heads cannot. */
  readonly isItem: (index: number) => boolean;
  readonly moveTo: (index: number) => void;
  readonly close?: () => void;
}

/** The keys of a list whose active row is the one shown. */
export function onListKey(event: KeyboardEvent, list: ListKeys): void {
  if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && list.close) {
    list.close();
    event.preventDefault();
    return;
  }
  const goal = goalOf(event.key, list);
  if (goal === undefined) return;
  event.preventDefault();
  const index = nearestItem(list, goal);
  if (index !== undefined) list.moveTo(index);
}

/** Where a key leads, before it is asked whether that can be gone to; undefined for other keys. */
export function goalOf(
  key: string,
  { activeIndex, count, pageRows }: Omit<ListKeys, "isItem" | "moveTo">,
): number | undefined {
  switch (key) {
    case "ArrowDown":
      return activeIndex + 1;
    case "ArrowUp":
      return activeIndex < 0 ? count - 1 : activeIndex - 1;
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

/** The row at an index or next to it, in a direction first, then in the other. */
export function nearestItem(
  { activeIndex, count, isItem }: Omit<ListKeys, "moveTo">,
  goal: number,
): number | undefined {
  const step = goal >= activeIndex ? 1 : -1;
  return [goal, goal + step, goal - step].find((index) => index >= 0 && index < count && isItem(index));
}
