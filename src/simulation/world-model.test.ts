import { expect, test } from "vitest";
import { WorldModel } from "./world-model.ts";

test("the file that VAULT_TOKEN lies over is told, though it hold the same token", () => {
  const model = new WorldModel();
  model.observe([], [[1, "hvs.same"]], "hvs.same");
  expect(model.identityIn(1)).toMatchObject({
    source: "VAULT_TOKEN",
    token: "hvs.same",
    hidden: { token: "hvs.same" },
  });
  model.observe([], [[1, "hvs.same"]], undefined);
  expect(model.identityIn(1)).not.toHaveProperty("hidden");
});

test("an empty VAULT_TOKEN is none", () => {
  const model = new WorldModel();
  model.observe([], [[1, ""]], "hvs.file");
  expect(model.identityIn(1)).toMatchObject({ source: "token-helper", token: "hvs.file" });
});

test("of the identities of several terminals those are told that are another now", () => {
  const model = new WorldModel();
  const observe = (one: string | undefined, two: string | undefined, stored = "hvs.file") => {
    model.observe(
      [],
      [
        [1, one],
        [2, two],
      ],
      stored,
    );
    return model.take();
  };
  expect(Object.keys(observe(undefined, undefined)?.identities ?? {})).toEqual(["1", "2"]);
  expect(observe(undefined, "hvs.app")).toEqual({ identities: { 2: expect.objectContaining({ token: "hvs.app" }) } });
  expect(observe(undefined, "hvs.app")).toBeUndefined();
  observe(undefined, undefined);
  expect(Object.keys(observe(undefined, undefined, "hvs.other")?.identities ?? {}), "they share the file").toEqual([
    "1",
    "2",
  ]);
});
