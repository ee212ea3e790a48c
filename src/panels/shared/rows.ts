/** Rows of two known heights under each other: which are in sight is arithmetic, whatever their number. */
export interface RowHeights {
  readonly count: number;
  readonly rowPx: number;
  /** Where rows are heads, of another height; ascending. */
  readonly heads: readonly number[];
  readonly headPx: number;
}

/** The distance of a row's top from the top of all. An index past the end gives the height of all. */
export function rowStartPx({ count, rowPx, heads, headPx }: RowHeights, index: number): number {
  const above = Math.min(index, count);
  return above * rowPx + countBelow(heads, above) * (headPx - rowPx);
}

/** How many of ascending numbers are less than a limit. */
function countBelow(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? Infinity) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The row at a distance from the top of all: the last that starts at or above it. */
export function rowIndexAt(heights: RowHeights, px: number): number {
  let low = 0;
  let high = Math.max(0, heights.count - 1);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (rowStartPx(heights, middle) <= px) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The rows to draw: those in sight and some around them. The edges move by steps, so that not every pixel is a change. */
export function rowsInSight(heights: RowHeights, topPx: number, viewPx: number): { first: number; end: number } {
  const first = rowIndexAt(heights, topPx);
  const last = rowIndexAt(heights, topPx + viewPx);
  return {
    first: Math.max(0, Math.floor(first / STEP_ROWS) * STEP_ROWS - AROUND_ROWS),
    end: Math.min(heights.count, (Math.floor(last / STEP_ROWS) + 1) * STEP_ROWS + AROUND_ROWS),
  };
}

/** Where to scroll so that a row is wholly in sight; the same where it is. */
export function scrollTopFor(heights: RowHeights, index: number, topPx: number, viewPx: number): number {
  const startPx = rowStartPx(heights, index);
  const endPx = rowStartPx(heights, index + 1);
  if (startPx < topPx) return startPx;
  return endPx > topPx + viewPx ? endPx - viewPx : topPx;
}

const STEP_ROWS = 4;
const AROUND_ROWS = 6;
