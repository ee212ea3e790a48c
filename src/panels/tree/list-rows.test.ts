import * as fc from "fast-check";
import { expect, test } from "vitest";
import { exampleToken, exampleWorld } from "../shared/example-world.ts";
import { applyDelta, type TokenView, type World } from "../world.ts";
import { finish } from "../shared/turns.ts";
import { growKin, growListRows, type Kin } from "./list-rows.ts";
import { selectForest, type TreeNode } from "./select.ts";

const child = (key: string, parentKey: string) => exampleToken({ key, parentKey });
const FAMILY = { tokens: [child("a", "root"), child("b", "a"), child("c", "a")] };

const selectKin = (tokens: World["tokens"], before?: Kin) => finish(growKin(tokens, before));

function rowsOf(world: World, folded: readonly string[] = [], kin: Kin = selectKin(world.tokens)) {
  const rows = finish(growListRows(kin, new Set(folded.map((key) => world.tokens.indexOf(key)))));
  return Array.from(rows.places, (place, index) => {
    const parent = rows.parents[place] ?? -1;
    const siblings = parent < 0 ? rows.standing : rows.childCounts[parent];
    return [rows.list.at(place)?.key, rows.levels[index], rows.nths[place], siblings, rows.childCounts[place]];
  });
}

const inOrder = (node: TreeNode): readonly TreeNode[] => [node, ...node.children.flatMap(inOrder)];
/** The same rows from the forest that the picture is drawn from; standing ones are counted there in another order. */
const expected = (world: World) =>
  selectForest(world.tokens)
    .flatMap(inOrder)
    .map(({ token, level, children }) => [token.key, level, children.length]);

test("the list has the forest's rows, from the top", () => {
  const world = exampleWorld(FAMILY);
  expect(rowsOf(world).map(([key, level, , , children]) => [key, level, children])).toEqual(expected(world));
});

test("folding a parent hides all below it", () => {
  const world = exampleWorld(FAMILY);
  const keys = (folded: readonly string[]) => rowsOf(world, folded).map(([key]) => key);
  expect(keys([]).filter((key) => !keys(["a"]).includes(key))).toEqual(["b", "c"]);
});

test("a row knows its place among its siblings", () => {
  const row = rowsOf(exampleWorld()).find(([key]) => key === "batch1");
  expect(row).toEqual(["batch1", 2, 3, 4, 0]);
});

test("kin that follow the tokens are the same as kin made anew", () => {
  const token = fc.record({
    key: fc.constantFrom("a", "b", "c", "d", "e"),
    parentKey: fc.constantFrom("root", "service1", undefined),
    orphan: fc.boolean(),
  });
  const change = fc.record({ tokens: fc.array(token, { maxLength: 3 }), kept: fc.nat(12) });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
      let world = exampleWorld();
      let kin = selectKin(world.tokens);
      for (const { tokens, kept } of changes) {
        if (kept < world.tokens.list.length) world = applyDelta(world, { instead: { keptTokens: kept, keptLines: 0 } });
        world = applyDelta(world, { tokens: tokens.map((fields): TokenView => exampleToken(fields)) });
        kin = selectKin(world.tokens, kin);
        expect(kin.parents).toEqual(selectKin(world.tokens).parents);
        expect(rowsOf(world, [], kin).map(([key, level, , , children]) => [key, level, children])).toEqual(
          expected(world),
        );
      }
    }),
  );
});

test("a chain as deep as there are tokens is no matter", () => {
  const chain = Array.from({ length: 20_000 }, (_, depth) =>
    child(`t${depth}`, depth === 0 ? "root" : `t${depth - 1}`),
  );
  const levels = rowsOf(exampleWorld({ tokens: chain })).map(([, level]) => Number(level));
  expect(Math.max(...levels)).toBe(20_001);
});
