import { expect, test } from "vitest";
import { applyDelta, emptyWorld } from "../world.ts";
import { exampleToken } from "./example-world.ts";

test("a token is what came across, and has what others have too from the first of them", () => {
  const sent = (key: string, more = {}) =>
    structuredClone(exampleToken({ key, policies: ["default", "cloud"], ...more }));
  const tokens = [
    sent("parent"),
    sent("a", { parentKey: "parent", displayName: "other" }),
    sent("b", { parentKey: "gone", type: "batch", state: "revoked" }),
  ];
  const world = applyDelta(emptyWorld(0), { tokens });
  expect([...world.tokens.list]).toEqual(tokens);
  expect(new Set([...world.tokens.list].map(({ policies }) => policies)).size).toBe(1);
  expect([...applyDelta(world, { tokens: [sent("c")] }).tokens.list].at(-1)?.policies).toBe(
    world.tokens.get("a")?.policies,
  );
});
