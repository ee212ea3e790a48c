import * as fc from "fast-check";
import { expect, test } from "vitest";
import { applyDelta, emptyWorld } from "../world.ts";
import type { TokenView } from "../world.ts";
import { BlockList } from "./block-list.ts";
import { exampleToken } from "./example-world.ts";
import { byPlace, followPlaces, stepBetween, type PlaceOrder } from "./places.ts";

const MANY = 2500;
const many = Array.from({ length: MANY }, (_, index) => exampleToken({ key: `t${index}`, usesLeft: index % 7 }));
const worldOfMany = applyDelta(emptyWorld(0), { reset: true, tokens: many });

test("between two lists is told what changed, what came and what is gone", () => {
  const { list } = worldOfMany.tokens;
  const changed = [{ ...many[700]!, usesLeft: 9 }, exampleToken({ key: "new" })];
  const grown = applyDelta(worldOfMany, { tokens: changed }).tokens.list;
  expect(stepBetween(list, grown)).toEqual({ kept: MANY, keepsAll: true, changed: [700, MANY] });
  expect(stepBetween(grown, list)).toEqual({ kept: MANY, keepsAll: false, changed: [700] });
  const instead = { keptTokens: 2000, keptLines: 0 };
  const others = [exampleToken({ key: "new" }), many[2001]!];
  const another = applyDelta(worldOfMany, { instead, tokens: others }).tokens.list;
  expect(stepBetween(list, another)).toEqual({ kept: 2000, keepsAll: false, changed: [2000, 2001] });
  const [a, b, c] = many;
  const after = BlockList.from([a!, c!, b!, many[3]!]);
  expect(
    stepBetween(BlockList.from([a!, b!, c!, many[3]!]), after),
    "what comes after one that is gone is new",
  ).toEqual({
    kept: 1,
    keepsAll: false,
    changed: [1, 2, 3],
  });
});

test("places follow the tokens through many blocks as if they were chosen and ordered anew", () => {
  const change = fc.record({
    changed: fc.array(fc.record({ at: fc.nat(MANY + 50), usesLeft: fc.nat(9) }), { maxLength: 30 }),
    added: fc.nat(40),
    gone: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(1500) }),
  });
  const isChosen = (token: TokenView | undefined): boolean => token !== undefined && token.usesLeft !== 4;
  fc.assert(
    fc.property(fc.array(change, { maxLength: 6 }), fc.boolean(), (changes, isSorted) => {
      let world = worldOfMany;
      const orderOf = ({ tokens }: typeof world): PlaceOrder =>
        isSorted
          ? (one, other) => (tokens.list.at(one)?.usesLeft ?? 0) - (tokens.list.at(other)?.usesLeft ?? 0) || one - other
          : byPlace;
      const anew = () =>
        [...worldPlaces(world.tokens.list.length)]
          .filter((at) => isChosen(world.tokens.list.at(at)))
          .sort(orderOf(world));
      let places = BlockList.from(anew());
      for (const { changed, added, gone } of changes) {
        const before = world;
        if (gone > 0) {
          const keptTokens = Math.max(0, world.tokens.list.length - gone);
          world = applyDelta(world, { instead: { keptTokens, keptLines: 0 } });
        }
        const others = changed.flatMap(({ at, usesLeft }) => {
          const token = world.tokens.list.at(at);
          return token === undefined ? [] : [{ ...token, usesLeft }];
        });
        const news = Array.from({ length: added }, (_, at) =>
          exampleToken({ key: `n${world.tokens.list.length + at}`, usesLeft: at % 7 }),
        );
        world = applyDelta(world, { tokens: [...others, ...news] });
        const step = stepBetween(before.tokens.list, world.tokens.list);
        const chosen = step.changed.filter((at) => isChosen(world.tokens.list.at(at)));
        places = followPlaces({ places, before: orderOf(before), after: orderOf(world) }, step, chosen);
        expect([...places]).toEqual(anew());
      }
    }),
    { numRuns: 40 },
  );
});

const worldPlaces = (length: number) => Array.from({ length }, (_, place) => place);
