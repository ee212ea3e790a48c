import { expect, test } from "vitest";
import { WorldModel } from "./world-model.ts";

test("the file that VAULT_TOKEN lies over is told, though it hold the same token", () => {
  const model = new WorldModel();
  model.observe([], "hvs.same", "hvs.same");
  expect(model.whole().identity).toMatchObject({
    source: "VAULT_TOKEN",
    token: "hvs.same",
    hidden: { token: "hvs.same" },
  });
  model.observe([], "hvs.same", undefined);
  expect(model.whole().identity).not.toHaveProperty("hidden");
});

test("an empty VAULT_TOKEN is none", () => {
  const model = new WorldModel();
  model.observe([], "", "hvs.file");
  expect(model.whole().identity).toMatchObject({ source: "token-helper", token: "hvs.file" });
});
