import * as fc from "fast-check";
import { expect, test } from "vitest";
import { BlockList } from "./block-list.ts";
import { assignSlots } from "./slots.ts";
import { finish, inTurns, sorted } from "./turns.ts";

test("what is sorted in turns is sorted, and equal items keep their order", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(200), { maxLength: 3000, size: "max" }), (numbers) => {
      const places = [...numbers.keys()];
      const compare = (one: number, other: number) => (numbers[one] ?? 0) - (numbers[other] ?? 0);
      expect([...finish(sorted(BlockList.from(places), compare))]).toEqual(places.toSorted(compare));
    }),
    { numRuns: 50 },
  );
});

test("work that is not wanted any more is left off", async () => {
  let turns = 0;
  const work = (function* endless() {
    for (;;) yield;
  })();
  expect(await inTurns(work, () => turns++ < 3)).toBeUndefined();
  expect(turns).toBe(4);
});

test("a row that comes takes the element of one that went; those that stay keep theirs", () => {
  const first = assignSlots(new Map(), ["a", "b", "c"]);
  expect([...first]).toEqual([
    ["a", 0],
    ["b", 1],
    ["c", 2],
  ]);
  expect(Object.fromEntries(assignSlots(first, ["c", "d", "e", "f"]))).toEqual({ c: 2, d: 0, e: 1, f: 3 });
});
