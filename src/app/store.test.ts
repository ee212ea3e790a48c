import { describe, expect, test } from "vitest";
import { createAppStore, inFront, liveWorld, receive } from "./store.ts";
import { createTimeTravel } from "./time-travel.ts";

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

describe("a look at another moment", () => {
  const moment = { moment: 3, text: "vault token create", atMs: 0 };
  const then = { instead: { keptTokens: 0, keptLines: 0 }, policies: ["then"] };

  async function look(whenIdle = (act: () => void) => act()) {
    const store = createAppStore(0);
    const posted: unknown[] = [];
    receive(store, { kind: "world", delta: { policies: ["now"] } });
    const time = createTimeTravel({
      store,
      travel: (to) => posted.push(to),
      whenIdle,
      note: () => undefined,
      settle: () => undefined,
      ask: () => Promise.resolve({ world: then }),
    });
    time.look(moment);
    await Promise.resolve();
    await Promise.resolve();
    return { store, time, posted };
  }

  test("stays where a line runs on that no branch may follow", async () => {
    const { store, time, posted } = await look(() => undefined);
    time.branch();
    expect([store.getState().look, posted]).toEqual([moment, []]);
  });

  test("is seen from the terminal in front, and so is the return from it", async () => {
    const { store, time } = await look();
    const identities = { 2: { source: "VAULT_TOKEN", tokenKey: undefined, token: "app" } } as const;
    receive(store, { kind: "world", delta: { identities } });
    store.setState((now) => inFront(now, 2));
    expect(store.getState().world.identity.source).toBe("none");
    time.back();
    expect(store.getState().world.identity).toBe(identities[2]);
  });

  test("shows that moment, and what happens meanwhile waits for the return", async () => {
    const { store, time } = await look();
    expect(store.getState()).toMatchObject({ look: moment, world: { policies: ["then"] } });
    receive(store, { kind: "world", delta: { policies: ["later"] } });
    expect(store.getState().world.policies).toEqual(["then"]);
    expect(liveWorld(store.getState()).policies).toEqual(["later"]);
    time.back();
    expect(store.getState()).toMatchObject({ look: undefined, live: undefined, world: { policies: ["later"] } });
  });

  test("ends where the world itself becomes another", async () => {
    const { store } = await look();
    receive(store, { kind: "world", delta: { ...then, policies: ["undone"] } });
    expect(store.getState()).toMatchObject({ look: undefined, live: undefined, world: { policies: ["undone"] } });
  });

  test("is left before a branch goes on from it", async () => {
    const { store, time, posted } = await look();
    time.branch();
    expect(posted).toEqual([{ moment: 3 }]);
    expect(store.getState().look).toBeUndefined();
  });

  test("that was called off before its answer came shows nothing", async () => {
    const { store, time } = await look();
    time.back();
    time.look(moment);
    time.back();
    await Promise.resolve();
    await Promise.resolve();
    expect(store.getState().look).toBeUndefined();
  });
});
