import { expect, test } from "vitest";
import { exampleWorld } from "../shared/example-world.ts";
import { accessorRowAt, accessorRowCount, selectAccessors } from "./select.ts";

test("live tokens with an accessor are listed as Vault lists them, batch tokens beside, ended ones nowhere", () => {
  const shown = selectAccessors(exampleWorld().tokens);
  expect(shown.named.map(({ accessor }) => accessor)).toEqual(["X8pmVSJOryPiKFvK2n5vVh1U", "vmGrl1JxZjLOaEUBEp3XqSj9"]);
  expect(shown.nameless.map(({ key }) => key)).toEqual(["batch1", "batch2", "batch3", "batch4"]);
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
