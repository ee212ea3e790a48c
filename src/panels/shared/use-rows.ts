import { useLayoutEffect, useState } from "react";
import type { RefObject } from "react";
import { rowsInSight, rowStartPx, scrollTopFor } from "./rows.ts";
import type { RowHeights } from "./rows.ts";

export interface RowsShown {
  readonly items: readonly { readonly index: number; readonly start: number }[];
  readonly totalPx: number;
  readonly scrollToIndex: (index: number) => void;
}

const FIRST_VIEW = { first: 0, end: 24 };

/** The rows in sight of a scroller. `stuckPx`: how much of its top a sticky head covers. */
export function useRows(scroller: RefObject<HTMLElement | null>, heights: RowHeights, stuckPx = 0): RowsShown {
  const [view, setView] = useState(FIRST_VIEW);
  const { count, rowPx, headPx } = heights;
  const headsKey = heights.heads.join(" ");
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const rows: RowHeights = { count, rowPx, headPx, heads: headsKey.split(" ").filter(Boolean).map(Number) };
    const look = () => {
      const next = rowsInSight(rows, element.scrollTop, Math.max(0, element.clientHeight - stuckPx));
      setView((old) => (old.first === next.first && old.end === next.end ? old : next));
    };
    look();
    element.addEventListener("scroll", look, { passive: true });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => {
      element.removeEventListener("scroll", look);
      observer.disconnect();
    };
  }, [scroller, count, rowPx, headPx, headsKey, stuckPx]);

  const end = Math.min(view.end, count);
  const first = Math.min(view.first, end);
  return {
    items: Array.from({ length: end - first }, (_, at) => ({
      index: first + at,
      start: rowStartPx(heights, first + at),
    })),
    totalPx: rowStartPx(heights, count),
    scrollToIndex(index) {
      const element = scroller.current;
      if (!element) return;
      element.scrollTo({ top: scrollTopFor(heights, index, element.scrollTop, element.clientHeight - stuckPx) });
    },
  };
}

/** Heights as the design has them: 26 px rows, 44 under a finger. */
export function rowHeightPx(): number {
  const style = getComputedStyle(document.documentElement);
  const remPx = Number.parseFloat(style.fontSize) || 16;
  return (Number.parseFloat(style.getPropertyValue("--row-table")) || 1.625) * remPx;
}
