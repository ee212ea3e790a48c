import * as fc from "fast-check";
import { expect, test } from "vitest";
import { rowIndexAt, rowsInSight, rowStartPx, scrollTopFor } from "./rows.ts";
import type { RowHeights } from "./rows.ts";

const TABLE: RowHeights = { count: 10, rowPx: 26, heads: [0, 3, 8], headPx: 20 };

test("a row starts where the rows and heads above it end", () => {
  expect([0, 1, 3, 4, 10].map((index) => rowStartPx(TABLE, index))).toEqual([0, 20, 72, 92, 7 * 26 + 3 * 20]);
  expect(rowStartPx(TABLE, 99)).toBe(rowStartPx(TABLE, 10));
});

test("the row at a place is the last that starts there or above", () => {
  const heights = fc.record({
    count: fc.integer({ min: 1, max: 300 }),
    rowPx: fc.constant(26),
    heads: fc.uniqueArray(fc.nat(40), { maxLength: 4 }).map((heads) => heads.toSorted((a, b) => a - b)),
    headPx: fc.constant(20),
  });
  fc.assert(
    fc.property(heights, fc.nat(9000), (rows, px) => {
      const index = rowIndexAt(rows, px);
      expect(rowStartPx(rows, index)).toBeLessThanOrEqual(px);
      if (index < rows.count - 1) expect(rowStartPx(rows, index + 1)).toBeGreaterThan(px);
    }),
  );
});

test("all that is in sight is drawn, and little more, of however many rows", () => {
  const many: RowHeights = { count: 100_000, rowPx: 26, heads: [0, 60_000], headPx: 20 };
  for (const topPx of [0, 1000, 1_559_990, rowStartPx(many, 100_000) - 300]) {
    const { first, end } = rowsInSight(many, topPx, 300);
    expect(rowStartPx(many, first)).toBeLessThanOrEqual(topPx);
    expect(rowStartPx(many, end)).toBeGreaterThanOrEqual(topPx + 300);
    expect(end - first).toBeLessThan(40);
  }
  expect(rowsInSight({ ...TABLE, count: 0, heads: [] }, 0, 300)).toEqual({ first: 0, end: 0 });
});

test("a row out of sight is scrolled to the nearer edge, one in sight moves nothing", () => {
  expect(scrollTopFor(TABLE, 1, 60, 80)).toBe(20);
  expect(scrollTopFor(TABLE, 9, 0, 100)).toBe(rowStartPx(TABLE, 10) - 100);
  expect(scrollTopFor(TABLE, 2, 10, 100)).toBe(10);
});
