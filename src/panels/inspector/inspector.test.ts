import { describe, expect, test } from "vitest";
import { CREATED_MS, exampleToken, exampleWorld } from "../shared/example-world.ts";
import { linesInSight, selectAccess, type AccessAnswer } from "./access.ts";
import { selectBytes } from "./bytes.ts";
import { findToken } from "./find.ts";
import { selectLife } from "./life.ts";
import { selectInspected } from "./select.ts";
import { plainText } from "../why/phrase.ts";
import type { TokenView } from "../world.ts";

const world = exampleWorld();
const HOUR = 3600;

describe("the token that is meant", () => {
  test.each([
    ["by itself", "hvs.9x8Veb1s0rQn7rE8qQpfsaY6", "root"],
    ["by its accessor", "X8pmVSJOryPiKFvK2n5vVh1U", "service1"],
    ["by the accessor of one that has ended", " Mo8vp1srRFCcoDiSz731jUQS ", "service2"],
    ["by its end, as tables show it", "…SpWxwqQ", "batch4"],
    ["by the beginning of its accessor", "vmGrl1J…", "root"],
    ["not by what several have", "hvb.AAAAAQ", undefined],
    ["not by next to nothing", "U", undefined],
    ["not by nothing", "  ", undefined],
  ])("%s", (_how, text, key) => {
    expect(findToken(world.tokens, text)?.key).toBe(key);
  });
});

test("its kin, and who holds it", () => {
  const shown = selectInspected(world, "root");
  expect(shown?.title).toBe("Root token");
  expect([shown?.childCount, shown?.liveChildCount]).toEqual([4, 3]);
  expect(shown?.heldIn).toEqual(["ROOT_TOKEN"]);
  expect(selectInspected(world, "batch4")).toMatchObject({
    title: "Orphan batch token",
    isYou: true,
    parent: undefined,
  });
  expect(selectInspected(world, "service2")).toMatchObject({ title: "Revoked service token", parent: { key: "root" } });
  expect(selectInspected(world, "nobody")).toBeUndefined();
});

describe("its life", () => {
  const bounds = {
    systemSeconds: 768 * HOUR,
    mountSeconds: 0,
    mountPoint: "auth/token/",
    roleSeconds: 0,
    explicitSeconds: 0,
    explicitOf: "explicit",
    periodSeconds: 0,
    refusal: undefined,
    binding: { bound: "system", seconds: 768 * HOUR },
  } as const;
  const token = (fields: Partial<Parameters<typeof exampleToken>[0]>) =>
    exampleToken({ key: "t", creationTtlSeconds: HOUR, ...fields });
  const ends = CREATED_MS + HOUR * 1000;

  test("renewals carry it to the least maximum, which is named", () => {
    const explicit = { bound: "explicit", seconds: 4 * HOUR } as const;
    const life = selectLife(token({ expiresAtMs: ends, explicitMaxTtlSeconds: 4 * HOUR }), {
      ...bounds,
      explicitSeconds: 4 * HOUR,
      binding: explicit,
    });
    expect(life.sentence).toBe(
      "Ends 23 Nov 23:12:08; renewals carry it to 24 Nov 02:12:08 at most: its own explicit maximum, 4h, binds.",
    );
    expect(life.marks.map(({ name, share }) => [name, share])).toEqual([
      ["made", 0],
      ["ends", 0.25],
      ["latest", 1],
    ]);
    expect(life.maxima.filter(({ binds }) => binds).map(({ name }) => name)).toEqual(["token, explicit"]);
  });
  test("at its maximum there is nothing that a renewal could add", () => {
    const life = selectLife(token({ expiresAtMs: CREATED_MS + 768 * HOUR * 1000 }), bounds);
    expect(life.sentence).toMatch(/no renewal carries it further: the system's maximum, 768h, binds/);
  });
  test("a renewal is marked", () => {
    const life = selectLife(token({ issuedAtMs: CREATED_MS + 1_800_000, expiresAtMs: ends + 1_800_000 }), bounds);
    expect(life.marks.map(({ name }) => name)).toContain("renewed");
  });
  test.each<[string, TokenView, RegExp, object?]>([
    [
      "a batch token's end was fixed",
      token({ type: "batch", renewable: false, expiresAtMs: ends }),
      /no renewal moves it/,
    ],
    [
      "one that is not renewable ends",
      token({ renewable: false, expiresAtMs: ends }),
      /not renewable, so that is that/,
    ],
    [
      "a periodic one goes on",
      token({ expiresAtMs: ends }),
      /each renewal gives it 1h again, without end: no maximum/,
      { periodSeconds: HOUR },
    ],
    [
      "one that would be refused a renewal says why",
      token({ expiresAtMs: ends }),
      /A renewal would be refused: policies have changed, not renewing\.$/,
      { refusal: "policies have changed, not renewing" },
    ],
    ["a root token never ends", token({ root: true, expiresAtMs: undefined }), /never ends by itself/],
    [
      "what ended says how",
      token({ state: "revoked", ended: { atMs: ends, cause: "parent" } }),
      /^Ended 23 Nov 23:12:08 with its parent/,
    ],
  ])("%s", (_rule, of, sentence, more) => {
    const life = selectLife(of, { ...bounds, ...more });
    expect(life.sentence).toMatch(sentence);
    expect(life.maxima.some(({ binds }) => binds)).toBe(false);
  });
  test("a period longer than the maximum is cut at each renewal, and that is told", () => {
    const life = selectLife(token({ expiresAtMs: ends }), { ...bounds, periodSeconds: 9000 * HOUR });
    expect(life.sentence).toContain(
      "each renewal gives it 768h again, without end: the system's maximum cuts its period",
    );
    expect(life.maxima.filter(({ binds }) => binds).map(({ name }) => name)).toEqual(["system"]);
  });
  test("the explicit maximum of a token role is not called the token's own", () => {
    const binding = { bound: "role-explicit", seconds: HOUR } as const;
    const role = { explicitSeconds: HOUR, explicitOf: "role-explicit", binding } as const;
    const life = selectLife(token({ expiresAtMs: ends }), { ...bounds, ...role });
    expect(life.sentence).toMatch(/its token role's explicit maximum, 1h, binds/);
    expect(life.maxima.map(({ name }) => name)).toEqual(["token role, explicit", "mount auth/token/", "system"]);
  });
  test("a maximum that was lowered after the token was made would cut it at a renewal", () => {
    const binding = { bound: "mount", seconds: HOUR / 2 } as const;
    const life = selectLife(token({ expiresAtMs: ends }), { ...bounds, mountSeconds: HOUR / 2, binding });
    expect(life.sentence).toContain(
      "A renewal now would end it 23 Nov 22:42:08 instead: its mount's maximum, 30m, binds.",
    );
  });
});

describe("the byte map", () => {
  const part = (name: string, from: number, to: number, kind: "frame" | "proof" | "sealed" | "entry" | "absent") => ({
    name,
    from,
    to,
    kind,
    value: name,
  });
  test("each byte is in one run; a sealed run is cut along the fields that were opened, and lights with all of them", () => {
    const map = selectBytes({
      form: "batch",
      prefix: "hvb.",
      hex: "000102030405",
      parts: [part("key term", 0, 1, "proof"), part("ciphertext", 1, 5, "sealed"), part("tag", 5, 6, "proof")],
      opened: [part("parent", 1, 3, "entry"), part("path", 3, 5, "entry")],
      soundness: "sound",
    });
    expect(map.runs.map(({ hex }) => hex)).toEqual(["00", "01 02", "03 04", "05"]);
    const sealed = map.fields.find(({ name }) => name === "ciphertext")?.id ?? "";
    expect(map.runs.filter(({ fields }) => fields.includes(sealed)).map(({ hex }) => hex)).toEqual(["01 02", "03 04"]);
    expect(map.fields.filter(({ isInner }) => isInner).map(({ name, size }) => `${name} ${size}`)).toEqual([
      "parent 2 bytes",
      "path 2 bytes",
    ]);
  });
  test("what takes no byte is a field without a run", () => {
    const map = selectBytes({
      form: "signed",
      prefix: "hvs.",
      hex: "00",
      parts: [part("frame", 0, 1, "frame"), part("token.index_epoch", 1, 1, "absent")],
      opened: undefined,
      soundness: "sound",
    });
    expect(map.runs).toHaveLength(1);
    expect(map.fields.map(({ size }) => size)).toEqual(["no byte"]);
  });
});

describe("what it can do", () => {
  const text = 'path "a" {\n}\npath "b" {\n}\n';
  const answer: AccessAnswer = {
    allowed: true,
    decision: { cause: "allowed", policy: "web", rule: "b" },
    path: "b",
    needsNoToken: false,
    needsSudo: false,
    mount: undefined,
    granted: ["read"],
    limits: { allowed: ["ttl"], denied: undefined, required: ["name"], minWrappingSeconds: 60, maxWrappingSeconds: 0 },
    reachesMount: false,
    sources: [
      { name: "default", from: "token", exists: true, text: "", rules: [] },
      {
        name: "web",
        from: "token",
        exists: true,
        text,
        rules: [
          { lines: [1, 2], written: "a", filled: "a*", decides: false, isFarther: true },
          { lines: [3, 4], written: "b", filled: "b", decides: true, isFarther: false },
        ],
      },
      { name: "ghost", from: "token", exists: false, text: "", rules: [] },
    ],
  };
  test("the policy that decides comes first, its lines marked; a missing mount is told", () => {
    const shown = selectAccess(answer, exampleToken({ key: "t" }));
    expect(shown.sources.map(({ name }) => name)).toEqual(["web", "default", "ghost"]);
    expect(shown.sources[0]?.lines.filter(({ decides }) => decides).map(({ number }) => number)).toEqual([3, 4]);
    expect(shown.asides[0]).toContain("Nothing is mounted at b");
    expect(shown.sources[2]?.note).toContain("no such policy");
    expect(shown.asides.slice(1)).toEqual([
      "The rule grants: read.",
      "Of parameters it takes ttl.",
      "It requires name.",
      "The answer must be wrapped for at least 1m.",
      "Only the nearest rule counts, so these do not: a* of web.",
    ]);
  });
  test("what a mount refuses beyond the rules is told, where the rules allow it", () => {
    const mount = { point: "cubbyhole/", type: "cubbyhole" };
    const asides = (fields: Partial<AccessAnswer>) =>
      selectAccess({ ...answer, mount, ...fields }, exampleToken({ key: "t", type: "batch" })).asides.join(" ");
    expect(asides({})).toContain("a batch token has no cubbyhole");
    expect(asides({ path: "auth/token/create", mount: { point: "auth/token/", type: "token" } })).toContain(
      "no children",
    );
    expect(asides({ allowed: false })).not.toContain("cubbyhole");
  });
  test("what hangs on what is sent is no plain No; and nothing was sent", () => {
    const limited = { cause: "rule-limits", policy: "web", rule: "b", reason: 'parameter "name" is required' } as const;
    const wordOf = (decision: AccessAnswer["decision"]) => {
      const { word, verdict } = selectAccess({ ...answer, allowed: false, decision }, exampleToken({ key: "t" }));
      return `${word} ${plainText(verdict)}`;
    };
    expect(wordOf(limited)).toBe('Not as it stands. b of web matches, but: parameter "name" is required.');
    expect(wordOf({ cause: "bad-token", detail: "expired" })).toBe("No. The token expired: its TTL ran out.");
  });
  test("of a long text only what decides is in sight, with some lines around it", () => {
    const lines = Array.from({ length: 40 }, (_, index) => ({
      number: index + 1,
      text: "",
      decides: index === 19,
    }));
    expect(linesInSight(lines).map(({ number }) => number)).toEqual([18, 19, 20, 21, 22]);
    expect(linesInSight(lines.slice(0, 20))).toHaveLength(20);
    expect(linesInSight(lines.slice(20))).toHaveLength(20);
  });
});
