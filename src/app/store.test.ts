import { describe, expect, test } from "vitest";
import { createAppStore, receive } from "./store.ts";

const PROMPT = { kind: "prompt", promptText: "$ ", directory: "/", exitCode: 0 } as const;

describe("the store", () => {
  test("is ready with the first prompt, and counts a line as finished with each one after it", () => {
    const store = createAppStore(0);
    receive(store, PROMPT);
    expect(store.getState()).toMatchObject({ ready: true, finishedLines: 0 });
    receive(store, PROMPT);
    expect(store.getState().finishedLines).toBe(1);
  });

  test("takes in what the simulation says of the world, and leaves the rest as the same objects", () => {
    const store = createAppStore(5);
    const { world } = store.getState();
    receive(store, { kind: "world", delta: { policies: ["default"] } });
    expect(store.getState().world.policies).toEqual(["default"]);
    expect(store.getState().world.tokens).toBe(world.tokens);
  });

  test("hears nothing in what is for the terminal alone", () => {
    const store = createAppStore(0);
    const before = store.getState();
    receive(store, { kind: "output", text: "text" });
    expect(store.getState()).toBe(before);
  });
});
