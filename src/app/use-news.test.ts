import { expect, test } from "vitest";
import { joined } from "./use-news.ts";

const items = (...numbers: number[]) => numbers.map((number) => ({ number, mark: String(number), characters: 1 }));

test("what is new is joined to what was read, and what is no longer kept goes", () => {
  expect(joined([], { first: 0, gaps: [], from: 0, items: items(0, 1) })).toEqual(items(0, 1));
  expect(joined(items(0, 1, 2), { first: 1, gaps: [], from: 3, items: items(3) })).toEqual(items(1, 2, 3));
});
test("where nothing is new the array stays the same", () => {
  const before = items(3, 4);
  expect(joined(before, { first: 3, gaps: [], from: 5, items: [] })).toBe(before);
  const none: readonly never[] = [];
  expect(joined(none, { first: 0, gaps: [], from: 0, items: [] })).toBe(none);
});
test("a log that went another way replaces what was read", () => {
  expect(joined(items(0, 1, 2), { first: 0, gaps: [], from: 0, items: items(0) })).toEqual(items(0));
  expect(joined(items(0, 1, 2), { first: 0, gaps: [], from: 0, items: [] })).toEqual([]);
  expect(joined(items(0, 1, 2), { first: 3, gaps: [], from: 3, items: [] })).toEqual([]);
});
test("what a line made before its latest goes, also from what was read", () => {
  const news = { first: 0, gaps: [{ from: 1, to: 4 }], from: 3, items: items(4, 5) };
  expect(joined(items(0, 1, 2), news)).toEqual(items(0, 4, 5));
});
