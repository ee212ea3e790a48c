import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { StorageOperation } from "../inspect/types.ts";
import { Barrier } from "./barrier.ts";

const someKeys = [
  "core/mounts",
  "logical/u/a",
  "logical/u/b/c",
  "sys/token/id/h1",
  "sys/token/parent/p/c",
  "sys/expire/id/a/b",
  "sys/policy/x",
];

function filled(): Barrier {
  const barrier = new Barrier();
  for (const key of someKeys) barrier.put(key, { key });
  return barrier;
}

describe("the barrier is one store of whole keys", () => {
  test("a list shows one level, a deeper one once", () => {
    const barrier = filled();
    expect(barrier.list("")).toEqual(["core/", "logical/", "sys/"]);
    expect(barrier.list("sys/")).toEqual(["expire/", "policy/", "token/"]);
    expect(barrier.list("sys/token/")).toEqual(["id/", "parent/"]);
    expect(barrier.list("logical/u/")).toEqual(["a", "b/"]);
    expect(barrier.list("sys/token/parent/p/")).toEqual(["c"]);
    expect(barrier.list("nothing/")).toEqual([]);
  });

  test("keys below a prefix come whole and in order", () => {
    expect(filled().keysBelow("")).toEqual(someKeys.toSorted());
    expect(filled().keysBelow("sys/token/id/")).toEqual(["sys/token/id/h1"]);
  });

  test("a level counts what is below each name, on whichever shelf it is", () => {
    const barrier = filled();
    barrier.put("sys/token/id/h2", {});
    const level = (prefix: string) => Object.fromEntries(barrier.peekLevel(prefix));
    expect(level("")).toEqual({ "core/": 1, "logical/": 2, "sys/": 5 });
    expect(level("sys/")).toEqual({ "expire/": 1, "policy/": 1, "token/": 3 });
    expect(level("sys/token/")).toEqual({ "id/": 2, "parent/": 1 });
    expect(level("sys/token/id/")).toEqual({ h1: 1, h2: 1 });
    expect(level("sys/token/parent/p/")).toEqual({ c: 1 });
    expect(level("logical/u/")).toEqual({ a: 1, "b/": 1 });
    expect(level("nothing/")).toEqual({});
  });

  test("a view sees its own keys alone, whether it begins above, at or below a shelf", () => {
    const barrier = new Barrier();
    for (const prefix of ["", "sys/", "sys/token/", "sys/token/id/", "sys/token/parent/p/", "logical/u/"]) {
      const key = `${prefix}sys/token/id/k`;
      barrier.view(prefix).put("sys/token/id/k", prefix);
      expect(barrier.peekOne(key)).toBe(prefix);
      expect(barrier.view(prefix).get("sys/token/id/k")).toBe(prefix);
      expect(barrier.view(prefix).sub("sys/token/").list("")).toEqual(["id/"]);
      barrier.view(prefix).delete("sys/token/id/k");
      expect(barrier.peekOne(key)).toBeUndefined();
    }
  });

  test("every operation is counted and recorded under its whole key; a peek is not", () => {
    const barrier = new Barrier();
    const operations: StorageOperation[] = [];
    barrier.record(operations);
    const view = barrier.view("sys/token/id/");
    view.put("a", "1");
    view.get("a");
    view.list("");
    view.delete("a");
    barrier.peekOne("sys/token/id/a");
    expect(barrier.counts).toEqual({ get: 1, put: 1, delete: 1, list: 1 });
    expect(operations.map(({ kind, key }) => `${kind} ${key}`)).toEqual([
      "put sys/token/id/a",
      "get sys/token/id/a",
      "list sys/token/id/",
      "delete sys/token/id/a",
    ]);
  });

  test("a snapshot stays as it was, whatever is written after it, and restores as often as one likes", () => {
    const barrier = filled();
    const before = barrier.snapshot();
    barrier.put("sys/token/id/h2", "new");
    barrier.delete("core/mounts");
    for (let round = 0; round < 2; round++) {
      barrier.restore(before);
      expect(barrier.keysBelow("")).toEqual(someKeys.toSorted());
      barrier.delete("sys/token/id/h1");
    }
  });

  test.each(["sys/token/id/", "sys/token/accessor/", "sys/token/parent/p/", "sys/expire/id/a/", "logical/u/"])(
    "what is taken back from %s while much is new there is gone, and can be written again",
    (prefix) => {
      const names = Array.from({ length: 300 }, (_, index) => String(index * 7919).padStart(8, "0"));
      for (const isRestored of [false, true]) {
        const barrier = new Barrier();
        for (const name of names.slice(0, 100)) barrier.put(prefix + name, "old");
        if (isRestored) barrier.restore(barrier.snapshot());
        for (const name of names.slice(50)) barrier.put(prefix + name, "new");
        const gone = names.filter((_, index) => index % 3 === 0);
        for (const name of gone) barrier.delete(prefix + name);
        for (const name of gone) expect(barrier.peekOne(prefix + name)).toBeUndefined();
        for (const name of gone.slice(0, 5)) barrier.put(prefix + name, "again");
        const left = names.filter((_, index) => index % 3 !== 0 || index < 15);
        expect(barrier.list(prefix)).toEqual(left.toSorted());
        expect(barrier.peekOne(prefix + gone[0])).toBe("again");
        for (const name of names) barrier.delete(prefix + name);
        expect([barrier.list(prefix), barrier.size]).toEqual([[], 0]);
      }
    },
  );

  test("a folder lists what is new in it, whatever else is new beside it", () => {
    const barrier = new Barrier();
    const children = (parent: string) => barrier.list(`sys/token/parent/${parent}/`);
    for (let child = 0; child < 100; child++) barrier.put(`sys/token/parent/p/${child}`, "");
    barrier.put("sys/token/parent/q/c", "");
    expect(children("q")).toEqual(["c"]);
    barrier.delete("sys/token/parent/q/c");
    expect([children("q"), children("p").length, barrier.size]).toEqual([[], 100, 100]);
  });

  test("it holds what a plain map holds, and lists what one would list", () => {
    const part = fc.constantFrom("sys", "token", "id", "parent", "expire", "core", "a", "b");
    const key = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/"));
    const step = fc.record({ key, kind: fc.constantFrom("put", "put", "put", "delete", "list", "snapshot") });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.array(part, { maxLength: 3 }), (steps, parts) => {
        const barrier = new Barrier();
        const model = new Map<string, string>();
        for (const [index, each] of steps.entries()) {
          if (each.kind === "put") {
            barrier.put(each.key, String(index));
            model.set(each.key, String(index));
          } else if (each.kind === "delete") {
            barrier.delete(each.key);
            model.delete(each.key);
          } else if (each.kind === "list") {
            barrier.list(each.key);
          } else {
            barrier.restore(barrier.snapshot());
          }
          expect(barrier.peekOne(each.key)).toBe(model.get(each.key));
        }
        expect(barrier.size).toBe(model.size);
        expect(barrier.peek("")).toEqual([...model].sort(([left], [right]) => (left < right ? -1 : 1)));
        const prefix = parts.map((name) => `${name}/`).join("");
        const below = [...model.keys()].filter((name) => name.startsWith(prefix)).sort();
        expect(barrier.keysBelow(prefix)).toEqual(below);
        const level = below.map((name) => {
          const rest = name.slice(prefix.length);
          return rest.includes("/") ? rest.slice(0, rest.indexOf("/") + 1) : rest;
        });
        expect(barrier.list(prefix)).toEqual([...new Set(level)].sort());
      }),
    );
  });
});
