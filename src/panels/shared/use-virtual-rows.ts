import { useVirtualizer } from "@tanstack/react-virtual";
import type { RefObject } from "react";

export interface VirtualRows {
  readonly items: readonly { readonly index: number; readonly start: number }[];
  readonly totalPx: number;
  readonly scrollToIndex: (index: number) => void;
}

const OVERSCAN_ROWS = 8;
const FIRST_SIZE = { width: 468, height: 300 };

/** The rows in sight of a scroller, whose heights are known. `headPx`: what is stuck to its top. */
export function useVirtualRows(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  heightOf: (index: number) => number,
  headPx = 0,
): VirtualRows {
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: heightOf,
    overscan: OVERSCAN_ROWS,
    paddingStart: headPx,
    scrollPaddingStart: headPx,
    initialRect: FIRST_SIZE,
  });
  return {
    items: virtual.getVirtualItems().map(({ index, start }) => ({ index, start: start - headPx })),
    totalPx: virtual.getTotalSize() - headPx,
    scrollToIndex: (index) => virtual.scrollToIndex(index),
  };
}

/** Heights as the design has them: 26 px rows, 44 under a finger. */
export function rowHeightPx(): number {
  const style = getComputedStyle(document.documentElement);
  const remPx = Number.parseFloat(style.fontSize) || 16;
  return (Number.parseFloat(style.getPropertyValue("--row-table")) || 1.625) * remPx;
}
