import { describe, expect, test } from "vitest";
import { exampleToken, exampleWorld, NOW_MS } from "../shared/example-world.ts";
import {
  ENDED_IN_PICTURE,
  PICTURE_VESSELS,
  selectForest,
  selectGenerations,
  selectPictured,
  vesselLabel,
  vesselName,
} from "./select.ts";
import { layOutPicture } from "./picture.ts";
import { layOutRack } from "./rack.ts";

const child = (key: string, parentKey: string) => exampleToken({ key, parentKey });
const FAMILY = {
  tokens: [
    child("a", "root"),
    child("b", "a"),
    child("c", "b"),
    exampleToken({ key: "o", orphan: true }),
    child("p", "o"),
  ],
};

describe("the forest", () => {
  test("a chain of 20,000 is a chain, drawn and folded without end of the stack", () => {
    const chain = Array.from({ length: 20_000 }, (_, at) => child(`c${at}`, at === 0 ? "root" : `c${at - 1}`));
    const forest = selectForest(exampleWorld({ tokens: chain }).tokens);
    expect(layOutRack(forest, 468).vessels.length).toBeGreaterThan(20_000);
  });
  test("who is folded says how many are in it", () => {
    const forest = selectForest(exampleWorld(FAMILY).tokens, undefined, new Set(["a"]));
    const folded = forest[0]?.children.find(({ token }) => token.key === "a");
    expect([folded?.foldedIn, folded?.children.length]).toEqual([2, 0]);
  });
  test("children hang from their parent, orphans stand, root first", () => {
    const forest = selectForest(exampleWorld().tokens);
    expect(forest.map(({ token }) => token.key)).toEqual(["root", "batch3", "batch4"]);
    expect(forest[0]?.children.map(({ token }) => token.key)).toEqual(["service1", "service2", "batch1", "batch2"]);
  });
  test("an orphan with children has an arm, and comes before those that stand alone", () => {
    const forest = selectForest(exampleWorld(FAMILY).tokens);
    expect(forest.map(({ token }) => token.key)).toEqual(["root", "o", "batch3", "batch4"]);
    expect(forest[0]?.children.find(({ token }) => token.key === "a")?.children[0]?.children[0]?.level).toBe(4);
  });
  test("a token whose parent is left out stands by itself", () => {
    const { tokens } = exampleWorld(FAMILY);
    const forest = selectForest(tokens, (place) => place !== tokens.indexOf("a"));
    expect(forest.map(({ token }) => token.key)).toContain("b");
  });
});

describe("the picture", () => {
  test("shows all live tokens and the latest ended ones, and says how many were swept away", () => {
    const ended = Array.from({ length: 12 }, (_, index) =>
      exampleToken({ key: `e${index}`, state: "revoked", ended: { atMs: NOW_MS + index, cause: "revoked" } }),
    );
    const { tokens } = exampleWorld({ tokens: ended });
    const pictured = selectPictured(tokens);
    expect(pictured?.swept).toBe(13 - ENDED_IN_PICTURE);
    expect(pictured?.places.has(tokens.indexOf("e11"))).toBe(true);
    expect(pictured?.places.has(tokens.indexOf("service2"))).toBe(false);
  });
  test("is given up where there are too many vessels", () => {
    const tokens = Array.from({ length: PICTURE_VESSELS + 1 }, (_, index) => exampleToken({ key: `t${index}` }));
    expect(selectPictured(exampleWorld({ tokens }).tokens)).toBeUndefined();
  });

  const layOut = (world = exampleWorld()) => layOutPicture(selectForest(world.tokens), ({ token }) => token.key, 468);
  test("what hangs, stands, lies broken: each in its form", () => {
    const forms = Object.fromEntries(layOut().vessels.map(({ node, form }) => [node.token.key, form]));
    expect(forms).toEqual({
      root: "stand",
      service1: "hang",
      service2: "fallen",
      batch1: "hang",
      batch2: "hang",
      batch3: "shelf",
      batch4: "shelf",
    });
  });
  test("no two vessels on one height touch", () => {
    const { vessels } = layOut(exampleWorld(FAMILY));
    for (const one of vessels) {
      for (const other of vessels) {
        if (one !== other && one.y === other.y) expect(Math.abs(one.x - other.x)).toBeGreaterThan(24);
      }
    }
  });
  test("batch stems are sealed, a revoked one's is cut", () => {
    const kinds = Object.fromEntries(layOut().lines.map(({ key, kind }) => [key, kind]));
    expect(kinds).toMatchObject({ "stem-service1": "stem", "stem-batch1": "sealed", "stem-service2": "cut" });
  });
  test("a rack holds every vessel within its width", () => {
    const tokens = Array.from({ length: 120 }, (_, index) => child(`t${index}`, index < 60 ? "root" : "t3"));
    const world = exampleWorld({ tokens });
    const rack = layOutRack(selectForest(world.tokens), 390);
    expect(rack.vessels).toHaveLength(world.tokens.list.length);
    expect(Math.max(...rack.vessels.map(({ x }) => x)) + 16).toBeLessThanOrEqual(390);
    expect(new Set(rack.vessels.map(({ x, y }) => `${x} ${y}`)).size).toBe(rack.vessels.length);
  });
});

test("a wave of revocations counts generations from its top", () => {
  const revoked = ["a", "b", "c"].map((key, at) =>
    exampleToken({ key, parentKey: ["root", "a", "b"][at], state: "revoked" }),
  );
  const world = exampleWorld(FAMILY, { tokens: revoked });
  const generations = selectGenerations(world.tokens, world.tokens.changes);
  expect(["a", "b", "c"].map((key) => generations.get(world.tokens.indexOf(key)))).toEqual([0, 1, 2]);
});

test("labels: you, root, the variable, or the end of the token", () => {
  const world = exampleWorld();
  const label = (key: string) => vesselLabel(world.tokens.get(key)!, world);
  expect(["batch4", "root", "batch2", "service1"].map(label)).toEqual(["you", "root", "$BATCH", "…lNzSUM"]);
});

test("the name says kind, holder, state and parent", () => {
  const world = exampleWorld();
  const name = (key: string) =>
    vesselName({ token: world.tokens.get(key)!, children: 0, foldedIn: 0 }, world.tokens, world);
  expect(name("service2")).toBe("service token hvs.…2N3bUQ, $SERVICE, revoked, child of root");
  expect(name("batch4")).toBe("batch token hvb.…pWxwqQ, $ORPHAN, the token in use by you, orphan");
});
