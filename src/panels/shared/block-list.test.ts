import * as fc from "fast-check";
import { expect, test } from "vitest";
import { BlockList, type Edit } from "./block-list.ts";

const size = fc.nat(4000);
const upTo = (length: number) => Array.from({ length }, (_, index) => index);

test("a list has the items that it was made from, each at its place", () => {
  fc.assert(
    fc.property(size, (length) => {
      const list = BlockList.from(upTo(length));
      expect(list).toHaveLength(length);
      expect([...list]).toEqual(upTo(length));
      for (const index of [0, 511, 512, 1023, 1024, length - 1]) {
        expect(list.at(index)).toBe(index < length ? upTo(length)[index] : undefined);
        expect(list.indexOf(index)).toBe(index < length ? index : -1);
      }
      expect(list.at(length)).toBeUndefined();
    }),
  );
});

test("an edited list is what an edited array is, and the one before stays", () => {
  const edit = fc.record({
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    isGone: fc.boolean(),
    count: fc.nat(700),
  });
  fc.assert(
    fc.property(size, fc.array(fc.array(edit, { maxLength: 5 }), { maxLength: 4 }), (length, rounds) => {
      let list = BlockList.from(upTo(length));
      let array = upTo(length);
      for (const round of rounds) {
        const edits = new Map<number, Edit<number>>();
        for (const { share, isGone, count } of round) {
          const at = Math.round(share * array.length);
          edits.set(at, { at, isGone: isGone && at < array.length, added: upTo(count).map((number) => -number) });
        }
        const inOrder = [...edits.values()].sort((one, other) => one.at - other.at);
        const before = list;
        const was = array;
        array = array.slice();
        for (const { at, isGone, added } of inOrder.toReversed()) array.splice(at, isGone ? 1 : 0, ...added);
        list = list.edited(inOrder);
        expect([...list]).toEqual(array);
        expect(list.blocks.every((block) => block.length > 0 && block.length < 1024)).toBe(true);
        expect([...before]).toEqual(was);
      }
    }),
    { numRuns: 60 },
  );
});

test("blocks in which nothing was edited are the same as before", () => {
  const list = BlockList.from(upTo(5000));
  const after = list.edited([
    { at: 600, isGone: true, added: [-1] },
    { at: 5000, isGone: false, added: [5000] },
  ]);
  const shared = after.blocks.filter((block) => list.blocks.includes(block));
  expect(shared).toHaveLength(list.blocks.length - 2);
});

test("the first of a list are a list", () => {
  fc.assert(
    fc.property(size, size, (length, count) => {
      expect([...BlockList.from(upTo(length)).first(count)]).toEqual(upTo(Math.min(length, count)));
    }),
  );
});

test("in a list that is in order a place is found", () => {
  const list = BlockList.from(upTo(3000).map((number) => 2 * number));
  for (const number of [-1, 0, 1, 1023, 1024, 3001, 5998, 5999, 9000])
    expect(list.search((each) => each < number)).toBe(Math.min(3000, Math.max(0, Math.ceil(number / 2))));
});
