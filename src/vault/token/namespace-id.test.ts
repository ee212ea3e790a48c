import { expect, test } from "vitest";
import { isOfNoNamespace, splitNamespace } from "./namespace-id.ts";

test.each([
  ["x", "x", ""],
  ["x.y", "x", "y"],
  [".y", "", "y"],
  ["x.", "x.", ""],
  ["hvs.x", "hvs.x", ""],
  ["hvs.x.y", "hvs.x", "y"],
  ["hvb.", "hvb.", ""],
  ["s.x.y", "s.x", "y"],
  ["a.b/c", "a.b/c", ""],
  ["a/b.c", "a/b", "c"],
  ["auth/token/create/hvs.x", "auth/token/create/hvs", "x"],
  ["a.b/", "a.b/", ""],
])("%s is %s of namespace %j", (text, id, namespace) => {
  expect(splitNamespace(text)).toEqual({ id, namespace });
});

test("there is no namespace but the root", () => {
  expect(["x", "x.root", "x.y"].map(isOfNoNamespace)).toEqual([false, false, true]);
});
