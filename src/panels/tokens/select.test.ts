import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exampleToken, exampleWorld, NOW_MS } from "../shared/example-world.ts";
import { applyDelta } from "../world.ts";
import type { TokenView, World } from "../world.ts";
import { columnsFor, gridTemplate } from "./columns.ts";
import { followTable, headIndexes, rowAt, rowCount, selectTable, WHOLE_TABLE } from "./select.ts";
import type { TableRows, TableView } from "./select.ts";

const select = (world: World, view: TableView = WHOLE_TABLE) => selectTable(world.tokens, world.heldIn, view);
const shown = (world: World, rows: TableRows) =>
  Array.from({ length: rowCount(rows) }, (_, index) => rowAt(rows, index)).map((row) =>
    row?.kind === "token" ? world.tokens.list.at(row.place)?.key : `${row?.group} ${row?.count}`,
  );

describe("groups", () => {
  test("stored, not stored and ended stand apart, each with its count, in the order of first sight", () => {
    const world = exampleWorld();
    expect(shown(world, select(world))).toEqual([
      "server 2",
      "root",
      "service1",
      "batch 4",
      "batch1",
      "batch2",
      "batch3",
      "batch4",
      "ended 1",
      "service2",
    ]);
  });

  test("heads are where their groups begin", () => {
    expect(headIndexes(select(exampleWorld()))).toEqual([0, 3, 8]);
  });

  test("a group without tokens has no head", () => {
    const world = exampleWorld({ reset: true, tokens: [exampleToken({ key: "a" })] });
    expect(shown(world, select(world))).toEqual(["server 1", "a"]);
    expect(rowAt(select(world), 2)).toBeUndefined();
  });
});

describe("filter", () => {
  test("every word must be held, by the token, its variable, policies or accessor", () => {
    const world = exampleWorld();
    expect(shown(world, select(world, { ...WHOLE_TABLE, text: "cloud $BATCH" }))).toEqual(["batch 1", "batch2"]);
    expect(shown(world, select(world, { ...WHOLE_TABLE, text: "X8pmVSJ" }))).toEqual(["server 1", "service1"]);
    expect(shown(world, select(world, { ...WHOLE_TABLE, text: "nowhere" }))).toEqual([]);
  });

  test("chips add up; orphan means live tokens that stand", () => {
    const world = exampleWorld();
    expect(shown(world, select(world, { ...WHOLE_TABLE, chips: new Set(["orphan"] as const) }))).toEqual([
      "server 1",
      "root",
      "batch 2",
      "batch3",
      "batch4",
    ]);
    const two = new Set(["service", "revoked"] as const);
    expect(shown(world, select(world, { ...WHOLE_TABLE, chips: two }))).toEqual([
      "server 1",
      "service1",
      "ended 1",
      "service2",
    ]);
  });
});

describe("sort", () => {
  test("by TTL: soonest end first, never last", () => {
    const world = exampleWorld({ tokens: [exampleToken({ key: "soon", expiresAtMs: NOW_MS + 1 })] });
    const sort = { column: "ttl", descending: false } as const;
    expect(shown(world, select(world, { ...WHOLE_TABLE, sort })).slice(1, 4)).toEqual(["soon", "service1", "root"]);
  });

  test("what is empty comes last in both directions", () => {
    const world = exampleWorld();
    const batches = (descending: boolean) =>
      shown(world, select(world, { ...WHOLE_TABLE, sort: { column: "held", descending } })).slice(4, 8);
    expect(batches(false)).toEqual(["batch2", "batch4", "batch1", "batch3"]);
    expect(batches(true)).toEqual(["batch4", "batch2", "batch1", "batch3"]);
  });
});

describe("a step made from the step before", () => {
  test("when nothing changed the rows are the same object, and time changes nothing", () => {
    const world = exampleWorld();
    const rows = select(world);
    const later = applyDelta(world, { clock: { nowMs: NOW_MS + 60_000, rate: 1, nextExpiryMs: undefined } });
    expect(followTable(rows, later.tokens)).toBe(rows);
  });

  const token = fc.record({
    key: fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h"),
    type: fc.constantFrom("service" as const, "batch" as const),
    orphan: fc.boolean(),
    displayName: fc.constantFrom("x", "y", "z"),
    usesLeft: fc.nat(3),
    expiresAtMs: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
    state: fc.constantFrom("live" as const, "revoked" as const, "expired" as const),
  });
  const view = fc.record({
    text: fc.constantFrom("", "x", "service"),
    chips: fc.constantFrom(new Set<never>(), new Set(["batch", "revoked"] as const), new Set(["orphan"] as const)),
    sort: fc.option(
      fc.record({ column: fc.constantFrom("ttl", "name", "uses", "token", "held"), descending: fc.boolean() }),
      { nil: undefined },
    ),
  }) as fc.Arbitrary<TableView>;

  const change = fc.record({
    tokens: fc.array(token, { maxLength: 4 }),
    kept: fc.nat(12),
  });
  test("is the same as one made anew, also where tokens are gone", () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), view, (changes, chosen) => {
        let world = exampleWorld();
        let rows: TableRows | undefined = select(world, chosen);
        for (const { tokens, kept } of changes) {
          if (kept < world.tokens.list.length)
            world = applyDelta(world, { instead: { keptTokens: kept, keptLines: 0 } });
          world = applyDelta(world, { tokens: tokens.map((fields): TokenView => exampleToken(fields)) });
          rows = rows && followTable(rows, world.tokens);
          expect(rows?.groups).toEqual(select(world, chosen).groups);
        }
      }),
    );
  });

  test("is left to be made in turns where very many have changed, unless their order is that of first sight", () => {
    const world = exampleWorld();
    const many = Array.from({ length: 3001 }, (_, index) => exampleToken({ key: `t${index}` }));
    const later = applyDelta(world, { tokens: many });
    const sort = { column: "ttl", descending: true } as const;
    expect(followTable(select(world, { ...WHOLE_TABLE, sort }), later.tokens)).toBeUndefined();
    expect(followTable(select(world), later.tokens)?.groups).toEqual(select(later).groups);
  });
});

describe("columns", () => {
  const ids = (widthRem: number) => columnsFor(widthRem).map(({ id }) => id);
  test("a phone keeps kind, token, holder and TTL, and so does the side panel of a small window, a scrollbar or not", () => {
    expect(columnsFor(22.4).reduce((sum, { minRem }) => sum + minRem, 0)).toBeLessThanOrEqual(22.4);
    expect(ids(24.375)).toEqual(["kind", "token", "held", "ttl"]);
    expect(ids(10)).toEqual(["kind", "token", "held", "ttl"]);
  });
  test("the side panel of a desktop adds the accessor, a scrollbar or not", () => {
    expect(ids(29.25)).toEqual(["kind", "token", "held", "accessor", "ttl"]);
    expect(ids(28.4)).toEqual(["kind", "token", "held", "accessor", "ttl"]);
  });
  test("a wide table shows them all, and no template is wider than the room", () => {
    expect(ids(90)).toHaveLength(12);
    expect(gridTemplate(columnsFor(24.375))).toBe("2.375rem 6.25rem minmax(4.75rem, 3fr) 9rem");
  });
});
