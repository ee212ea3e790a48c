import { useCallback, useLayoutEffect, useRef, useState } from "react";
import type { RefObject } from "react";
import { rowsInSight, rowStartPx, scrollTopFor } from "./rows.ts";
import type { RowHeights } from "./rows.ts";

export interface RowsShown {
  readonly items: readonly { readonly index: number }[];
  /** The height of all rows, and of those above the first item: rows follow each other in the page. */
  readonly totalPx: number;
  readonly abovePx: number;
  readonly scrollToIndex: (index: number) => void;
}

/** Until the scroller was looked at, before it is shown: its width is not known either, and all rows would be drawn twice. */
const FIRST_VIEW = { first: 0, end: 0 };

/** The rows in sight of a scroller. `stuckPx`: how much of its top a sticky head covers. */
export function useRows(scroller: RefObject<HTMLElement | null>, heights: RowHeights, stuckPx = 0): RowsShown {
  const [view, setView] = useState(FIRST_VIEW);
  const { count, rowPx, headPx } = heights;
  const headsKey = heights.heads.join(" ");
  // Kept, since asking for them makes the browser lay the page out at once.
  const sight = useRef({ topPx: 0, viewPx: 0 });
  const look = useCallback(() => {
    const rows: RowHeights = { count, rowPx, headPx, heads: headsKey.split(" ").filter(Boolean).map(Number) };
    const { topPx, viewPx } = sight.current;
    const next = rowsInSight(rows, topPx, Math.max(0, viewPx - stuckPx));
    setView((old) => (old.first === next.first && old.end === next.end ? old : next));
  }, [count, rowPx, headPx, headsKey, stuckPx]);
  const latest = useRef(look);
  useLayoutEffect(() => {
    latest.current = look;
    look();
  }, [look]);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const measure = () => {
      sight.current = { topPx: element.scrollTop, viewPx: element.clientHeight };
      latest.current();
    };
    measure();
    element.addEventListener("scroll", measure, { passive: true });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => {
      element.removeEventListener("scroll", measure);
      observer.disconnect();
    };
  }, [scroller]);

  const end = Math.min(view.end, count);
  const first = Math.min(view.first, end);
  return {
    items: Array.from({ length: end - first }, (_, at) => ({ index: first + at })),
    totalPx: rowStartPx(heights, count),
    abovePx: rowStartPx(heights, first),
    scrollToIndex(index) {
      const element = scroller.current;
      if (!element) return;
      element.scrollTo({ top: scrollTopFor(heights, index, element.scrollTop, element.clientHeight - stuckPx) });
    },
  };
}
