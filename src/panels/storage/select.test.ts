import { describe, expect, test } from "vitest";
import { EXAMPLE_ISSUED, exampleWorld } from "../shared/example-world.ts";
import { applyDelta, type LineStorageHead, type StorageMeter } from "../world.ts";
import { keysLeft, selectCommands, selectOperations } from "./commands.ts";
import { EXPERIMENT, experimentOf, scaleFor, selectMeter } from "./cost.ts";
import { isWritten, meaningOf, selectKeys } from "./keys.ts";
import { selectStorage } from "./select.ts";

const issuedOf = (keys: readonly string[] = []) => {
  const more = keys.map((key) => ({ key, written: [] }));
  const issued = [...EXAMPLE_ISSUED, ...more];
  return { issued, total: issued.length };
};

describe("what each token cost", () => {
  test("is told in the order that they were issued, and of none that the page does not know", () => {
    const { columns } = selectStorage(exampleWorld().tokens, issuedOf(["unseen"]), 7);
    const keys = columns.map(({ token }) => token.key);
    expect(keys).toEqual(["service1", "service2", "batch1", "batch2", "batch3", "batch4"]);
  });
  test("what a revocation deleted is marked so", () => {
    const [first, second, third] = selectStorage(exampleWorld().tokens, issuedOf(), 6).columns;
    expect(first?.cells).toEqual(["written", "written", "written", "written"]);
    expect(second?.cells).toEqual(["deleted", "deleted", "deleted", "deleted"]);
    expect(third?.cells).toEqual(["never", "never", "never", "never"]);
  });
  test("of one that was orphaned the parent's entry is gone", () => {
    const world = exampleWorld();
    const service = world.tokens.get("service1") ?? expect.fail("no service1");
    const changed = applyDelta(world, { tokens: [{ ...service, root: true, orphan: true, parentKey: undefined }] });
    const [first] = selectStorage(changed.tokens, issuedOf(), 6).columns;
    expect([first?.token.key, first?.cells]).toEqual(["service1", ["written", "written", "deleted", "written"]]);
  });
  test("nothing was written for a batch token that another one wraps", () => {
    const [wrapper] = EXAMPLE_ISSUED;
    const issued = [{ key: "batch1", written: wrapper?.written ?? [] }];
    const [batch] = selectStorage(exampleWorld().tokens, { issued, total: 1 }, 6).columns;
    expect(batch?.cells).toEqual(["never", "never", "never", "never"]);
  });
  test("where there is no room the earlier ones are left out, and it is said that there are any", () => {
    const shown = selectStorage(exampleWorld().tokens, issuedOf(), 2);
    expect([shown.columns.map(({ token }) => token.key), shown.hasEarlier]).toEqual([["batch3", "batch4"], true]);
    expect(selectStorage(exampleWorld().tokens, issuedOf(), 6).hasEarlier).toBe(false);
    expect(selectStorage(exampleWorld().tokens, { ...issuedOf(), total: 900 }, 6).hasEarlier).toBe(true);
  });
});

const meter = (service: number, batch: number): StorageMeter => ({
  service: { tokens: service, writes: 4 * service },
  batch: { tokens: batch, writes: 0 },
});
const line = (number: number, text: string, requests = 1): LineStorageHead => ({
  number,
  mark: "",
  characters: 0,
  text,
  requests,
  read: 0,
  listed: 0,
  written: 0,
  deleted: 0,
  meter: meter(number, 0),
});

describe("the meter", () => {
  test("its scale grows in steps, so that a bar is seen to grow", () => {
    expect([0, 10, 11, 21, 4000, 5001].map(scaleFor)).toEqual([10, 10, 20, 50, 5000, 10_000]);
    expect(selectMeter(meter(1000, 1000))).toEqual({
      scale: 5000,
      rows: [
        { type: "service", tokens: 1000, writes: 4000, share: 0.8 },
        { type: "batch", tokens: 1000, writes: 0, share: 0 },
      ],
    });
  });
  test("the experiment's cost is that of its latest line", () => {
    const lines = [line(0, EXPERIMENT), line(1, EXPERIMENT), line(2, "ls")];
    expect(experimentOf(lines)).toEqual(meter(1, 0));
    expect(experimentOf([line(2, "ls")])).toBeUndefined();
  });
});

describe("the tree of keys", () => {
  const levels = {
    "": {
      names: [
        { name: "core/", keys: 9 },
        { name: "sys/", keys: 3 },
      ],
      total: 2,
    },
    "sys/": {
      names: [
        { name: "policy/", keys: 2 },
        { name: "z", keys: 1 },
      ],
      total: 2,
    },
    "sys/policy/": { names: [{ name: "a", keys: 1 }], total: 700 },
  };
  test("has the rows of what is open, and says how many it leaves out", () => {
    const rows = selectKeys(levels, new Set(["sys/", "sys/policy/"]));
    expect(rows.map(({ depth, name, keys, expanded, more }) => [depth, name, keys, expanded, more])).toEqual([
      [0, "core/", 9, false, undefined],
      [0, "sys/", 3, true, undefined],
      [1, "policy/", 2, true, undefined],
      [2, "a", 1, undefined, undefined],
      [2, "…", 699, undefined, 699],
      [1, "z", 1, undefined, undefined],
    ]);
    expect(selectKeys(levels, new Set(["sys/policy/"]))).toHaveLength(2);
  });
  test("what was just written is marked, and every level above it", () => {
    const written = ["sys/token/id/h1"];
    expect(["sys/", "sys/token/id/", "sys/token/id/h1"].map((key) => isWritten(key, written))).toEqual([
      true,
      true,
      true,
    ]);
    expect(["core/", "sys/token/id/h", "sys/token/id/h12"].map((key) => isWritten(key, written))).toEqual([
      false,
      false,
      false,
    ]);
  });
  test("a key's meaning is that of the nearest level that has one", () => {
    expect(meaningOf("sys/token/accessor/ab")).toContain("accessor");
    expect(meaningOf("core/mounts")).toContain("secrets engines");
    expect(meaningOf("elsewhere")).toBeUndefined();
  });
});

describe("commands", () => {
  test("are those that asked something of the server, the newest first", () => {
    expect(selectCommands([line(0, "a"), line(1, "ls", 0), line(2, "b")]).map(({ text }) => text)).toEqual(["b", "a"]);
  });
  test("an operation that was repeated stands once", () => {
    const operations = [
      { kind: "get", key: "a" },
      { kind: "put", key: "a" },
      { kind: "get", key: "a" },
    ] as const;
    expect(selectOperations({ operations })).toEqual([
      { kind: "get", key: "a", times: 2 },
      { kind: "put", key: "a", times: 1 },
    ]);
  });
  test("of the keys that were written those are left that were not deleted again", () => {
    const operations = [
      { kind: "put", key: "a" },
      { kind: "put", key: "b" },
      { kind: "delete", key: "a" },
      { kind: "get", key: "c" },
    ] as const;
    expect(keysLeft({ operations })).toEqual(["b"]);
  });
});
