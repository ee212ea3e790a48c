import * as fc from "fast-check";
import { expect, test } from "vitest";
import { exampleToken, exampleWorld } from "../shared/example-world.ts";
import { applyDelta } from "../world.ts";
import { accessorRowAt, accessorRowCount, followAccessors, selectAccessors } from "./select.ts";

test("live tokens with an accessor are listed as Vault lists them, batch tokens beside, ended ones nowhere", () => {
  const shown = selectAccessors(exampleWorld().tokens);
  expect([...shown.named].map((place) => shown.list.at(place)?.accessor)).toEqual([
    "X8pmVSJOryPiKFvK2n5vVh1U",
    "vmGrl1JxZjLOaEUBEp3XqSj9",
  ]);
  expect([...shown.nameless].map((place) => shown.list.at(place)?.key)).toEqual([
    "batch1",
    "batch2",
    "batch3",
    "batch4",
  ]);
});

test("both lists have a head, even an empty one", () => {
  const shown = selectAccessors(exampleWorld({ reset: true, tokens: [] }).tokens);
  expect(accessorRowCount(shown)).toBe(2);
  expect([accessorRowAt(shown, 0), accessorRowAt(shown, 1), accessorRowAt(shown, 2)]).toEqual([
    { kind: "head", list: "named", count: 0 },
    { kind: "head", list: "nameless", count: 0 },
    undefined,
  ]);
});

test("rows run through the one list and then the other", () => {
  const shown = selectAccessors(exampleWorld().tokens);
  const rows = Array.from({ length: accessorRowCount(shown) }, (_, index) => accessorRowAt(shown, index));
  expect(rows.map((row) => (row?.kind === "token" ? row.token.key : row?.list))).toEqual([
    "named",
    "service1",
    "root",
    "nameless",
    "batch1",
    "batch2",
    "batch3",
    "batch4",
  ]);
});

test("what follows the tokens is the same as what is made anew", () => {
  const token = fc.record({
    key: fc.constantFrom("a", "b", "c", "d", "e", "f"),
    type: fc.constantFrom("service" as const, "batch" as const),
    state: fc.constantFrom("live" as const, "revoked" as const),
  });
  const change = fc.record({ tokens: fc.array(token, { maxLength: 4 }), kept: fc.nat(12) });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
      let world = exampleWorld();
      let shown = selectAccessors(world.tokens);
      for (const { tokens, kept } of changes) {
        world = applyDelta(world, { instead: { keptTokens: kept, keptLines: 0 } });
        world = applyDelta(world, { tokens: tokens.map((fields) => exampleToken(fields)) });
        shown = followAccessors(shown, world.tokens) ?? shown;
        expect(shown).toEqual(selectAccessors(world.tokens));
      }
    }),
  );
});
