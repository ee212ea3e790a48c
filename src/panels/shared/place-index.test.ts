import * as fc from "fast-check";
import { expect, test } from "vitest";
import { BlockList } from "./block-list.ts";
import { PlaceIndex } from "./place-index.ts";

const listOf = (keys: readonly string[]) => BlockList.from(keys.map((key) => ({ key })));

test("each key is found where it stands, and no other anywhere", () => {
  // Few letters: many keys share a slot.
  const key = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 20 });
  fc.assert(
    fc.property(fc.uniqueArray(key, { maxLength: 300 }), fc.array(key, { maxLength: 20 }), (keys, others) => {
      const list = listOf(keys);
      const index = PlaceIndex.of(list);
      for (const each of [...keys, ...others])
        expect(index.find(each, (place) => list.at(place))).toBe(keys.indexOf(each));
    }),
  );
});

test("one index serves lists that part: what is cut off one, and comes elsewhere in another, is found in both", () => {
  const first = listOf(["a", "b", "c"]);
  const index = PlaceIndex.of(first);
  const other = listOf(["a", "x", "b"]);
  index.add("x", 1);
  index.add("b", 2);
  const places = (list: typeof first) => ["a", "b", "c", "x"].map((key) => index.find(key, (place) => list.at(place)));
  expect(places(first)).toEqual([0, 1, 2, -1]);
  expect(places(other)).toEqual([0, 2, -1, 1]);
});

test("an index without room makes way for a larger one", () => {
  const list = listOf(["a", "b"]);
  const index = PlaceIndex.of(list);
  expect(index.withRoom(list, 10)).toBe(index);
  const larger = index.withRoom(list, 1000);
  expect(larger).not.toBe(index);
  expect(larger.find("b", (place) => list.at(place))).toBe(1);
});
