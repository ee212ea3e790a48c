import { describe, expect, test } from "vitest";
import { CREATED_MS, exampleToken, exampleWorld, LAB_END, NOW_MS, ROOT } from "./shared/example-world.ts";
import { applyDelta, changeOf, emptyWorld, identityIn, inPlaceOf, seenFrom } from "./world.ts";

describe("applyDelta", () => {
  test("what a delta does not name stays the same object", () => {
    const before = exampleWorld();
    const after = applyDelta(before, { clock: { nowMs: NOW_MS + 1, rate: 1, nextExpiryMs: undefined } });
    expect(after.tokens).toBe(before.tokens);
    expect(after.lines).toBe(before.lines);
    expect(after.identity).toBe(before.identity);
    expect(after.clock.rate).toBe(1);
    expect(after.version).toBe(before.version + 1);
  });

  test("a new token is appended, a known one keeps its place", () => {
    const before = exampleWorld();
    const renewed = { ...before.tokens.list.at(1)!, issuedAtMs: NOW_MS, expiresAtMs: NOW_MS + 1000 };
    const after = applyDelta(before, { tokens: [renewed, exampleToken({ key: "new" })] });
    expect(after.tokens.indexOf("service1")).toBe(1);
    expect(after.tokens.get("service1")).toEqual(renewed);
    expect(after.tokens.list.at(after.tokens.list.length - 1)?.key).toBe("new");
    expect([...after.tokens.changes]).toEqual([
      [1, "renewed"],
      [before.tokens.list.length, "created"],
    ]);
  });

  test("an older world does not see what came after it", () => {
    const before = exampleWorld();
    applyDelta(before, { tokens: [exampleToken({ key: "new" })] });
    expect(before.tokens.get("new")).toBeUndefined();
    expect(before.tokens.indexOf("new")).toBe(-1);
    expect(before.tokens.list).toHaveLength(7);
  });

  test("counts are those of the legend, and follow every change", () => {
    const before = exampleWorld();
    expect(before.tokens.counts).toEqual({ root: 1, service: 1, batch: 4, orphan: 3, expired: 0, revoked: 1 });
    const gone = { ...before.tokens.get("batch4")!, state: "expired" as const };
    expect(applyDelta(before, { tokens: [gone] }).tokens.counts).toEqual({
      root: 1,
      service: 1,
      batch: 3,
      orphan: 2,
      expired: 1,
      revoked: 1,
    });
  });

  test("a reset leaves nothing of before and starts no movement", () => {
    const world = exampleWorld({ reset: true, tokens: [ROOT] });
    expect([...world.tokens.list]).toEqual([ROOT]);
    expect(world.tokens.changes.size).toBe(0);
    expect(world.tokens.counts.batch).toBe(0);
    expect(world.lines).toEqual([]);
    expect(world.tokens.version).toBeGreaterThan(exampleWorld().tokens.version);
  });

  test("a line that comes again replaces its first telling", () => {
    const again = { ...LAB_END.lines![0]!, exitCode: 2 };
    const world = exampleWorld({ lines: [again] });
    expect(world.lines).toHaveLength(LAB_END.lines!.length);
    expect(world.lines[0]?.exitCode).toBe(2);
  });
});

describe("who the student is", () => {
  const file = { source: "token-helper", tokenKey: "root", token: "hvs.root" } as const;
  const app = { source: "VAULT_TOKEN", tokenKey: "service1", token: "hvs.app" } as const;
  const both = applyDelta(emptyWorld(0), { identities: { 1: file, 2: app } });

  test("is who the shell of the terminal in front is", () => {
    expect(both.identity).toBe(file);
    const second = seenFrom(both, 2);
    expect(second.identity).toBe(app);
    expect(applyDelta(second, { identities: { 1: app } }).identity, "of one alone the others stay").toBe(app);
    expect(applyDelta(second, { identities: { 2: file } }).identity).toBe(file);
    expect(applyDelta(second, { reset: true, identities: { 1: file, 2: app } }).identity).toBe(app);
    expect(inPlaceOf(both, second).identity).toBe(app);
  });

  test("in a terminal that is not open yet is who the first one is", () => {
    expect(seenFrom(both, 3).identity).toBe(file);
    expect(identityIn({}, 1).source).toBe("none");
  });
});

describe("changeOf", () => {
  const token = exampleToken({ key: "a" });
  test.each([
    ["created", undefined, token],
    ["renewed", token, { ...token, expiresAtMs: CREATED_MS + 5 }],
    ["revoked", token, { ...token, state: "revoked" as const }],
    ["expired", token, { ...token, state: "expired" as const }],
    ["orphaned", token, { ...token, orphan: true, parentKey: undefined }],
    ["changed", token, { ...token, usesLeft: 3 }],
  ])("%s", (change, before, after) => {
    expect(changeOf(before, after)).toBe(change);
  });
});

test("of tokens that come in a flood it is not told that they came, but of all others what became of them", () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => exampleToken({ key: `t${index}` }));
  const few = applyDelta(exampleWorld(), { tokens: many(12) });
  expect(few.tokens.changes.get(few.tokens.indexOf("t3"))).toBe("created");
  const revoked = { ...few.tokens.get("t3")!, state: "revoked" } as const;
  const flood = applyDelta(exampleWorld(), { tokens: many(13) });
  expect(flood.tokens.changes.size).toBe(0);
  const more = many(30).slice(12);
  const { tokens } = applyDelta(few, { tokens: [...more, revoked] });
  expect([...tokens.changes]).toEqual([[tokens.indexOf("t3"), "revoked"]]);
});

describe("a world in the place of another", () => {
  const instead = { keptTokens: 6, keptLines: 18 };

  test("has the tokens and lines of its own, and nothing has just happened in it", () => {
    const before = exampleWorld();
    const revived = { ...before.tokens.get("service2")!, state: "live" } as const;
    const after = applyDelta(before, { instead, tokens: [revived], lines: [] });
    expect(after.tokens.get("batch4")).toBeUndefined();
    expect([...after.tokens.list].map(({ key }) => after.tokens.indexOf(key))).toEqual([
      ...[...after.tokens.list].keys(),
    ]);
    expect(after.tokens.counts).toMatchObject({ service: 2, batch: 3, orphan: 2, revoked: 0 });
    expect(after.tokens.changes.size).toBe(0);
    expect(after.lines).toHaveLength(18);
    expect(after.epoch).toBe(before.epoch + 1);
    expect(before.tokens.get("batch4"), "the world before is what it was").toBeDefined();
  });

  test("counts and finds its own tokens, however many stay", () => {
    const { list } = exampleWorld().tokens;
    for (let kept = 0; kept <= list.length; kept++) {
      const { tokens } = applyDelta(exampleWorld(), { instead: { ...instead, keptTokens: kept } });
      const own = [...list].slice(0, kept);
      expect([...tokens.list]).toEqual(own);
      expect(tokens.counts).toEqual(applyDelta(emptyWorld(0), { tokens: own }).tokens.counts);
      expect([...list].map(({ key }) => tokens.indexOf(key))).toEqual([...list].map((_, at) => (at < kept ? at : -1)));
    }
  });

  test("tells the panels that it is another, whichever of the two is the newer", () => {
    const shown = exampleWorld({ tokens: [exampleToken({ key: "new" })] });
    const next = exampleWorld();
    for (const [one, other] of [
      [shown, next],
      [next, shown],
    ] as const) {
      const placed = inPlaceOf(one, other);
      expect(placed.tokens.list).toBe(other.tokens.list);
      expect(placed.tokens.changes.size).toBe(0);
      expect(placed.tokens.version).toBeGreaterThan(Math.max(one.tokens.version, other.tokens.version));
      expect(placed.epoch).toBeGreaterThan(Math.max(one.epoch, other.epoch));
    }
  });

  test("a step is added to those before, and those no longer kept are dropped", () => {
    const step = (moment: number) => ({ moment, text: "", atMs: NOW_MS });
    const before = exampleWorld({ steps: [step(0), step(1)], undone: [step(2)] });
    const after = applyDelta(before, { steps: [step(3)], undone: [], keptFrom: 1 });
    expect(after.steps.map(({ moment }) => moment)).toEqual([1, 3]);
    expect(after.undone).toEqual([]);
  });
});
