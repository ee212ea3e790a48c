import { describe, expect, test } from "vitest";
import { applyDelta, emptyWorld, type TokenView } from "../../panels/index.ts";
import type { LineRecord, WorldDelta } from "../../simulation/index.ts";
import { captionOf } from "./caption.ts";

const TOKEN: TokenView = {
  key: "t",
  token: "hvb.t",
  type: "batch",
  root: false,
  orphan: false,
  accessor: undefined,
  parentKey: "root",
  displayName: "token",
  path: "auth/token/create",
  policies: ["default"],
  metadata: undefined,
  entityId: "",
  createdAtMs: 0,
  issuedAtMs: 0,
  expiresAtMs: 1000,
  creationTtlSeconds: 1,
  explicitMaxTtlSeconds: 0,
  periodSeconds: 0,
  renewable: false,
  usesLeft: 0,
  state: "live",
};
const LINE: LineRecord = {
  index: 0,
  text: "vault token create",
  atMs: 5,
  exitCode: 0,
  issued: [],
  ended: [],
  issuedCount: 0,
  endedCount: 0,
  keysWritten: 0,
  keysDeleted: 0,
};
const world = (delta: WorldDelta) => applyDelta(emptyWorld(0), delta);

describe("the caption", () => {
  test("says of a batch token whether it hangs or stands, and what it cost", () => {
    const lines = [{ ...LINE, issued: ["t"], issuedCount: 1 }];
    expect(captionOf(world({ tokens: [TOKEN], lines }))).toMatchObject({
      title: "It hangs on its parent",
      spotlight: "tree",
    });
    const orphan = captionOf(world({ tokens: [{ ...TOKEN, orphan: true }], lines }));
    expect(orphan.title).toBe("It stands on its own");
    expect(orphan.text).toContain("wrote 0 keys.");
  });

  test("counts what went with a revoked token", () => {
    const revoked = { ...TOKEN, state: "revoked" } as const;
    const tokens = [revoked, { ...revoked, key: "u" }, { ...revoked, key: "v" }];
    const caption = captionOf(world({ tokens, lines: [{ ...LINE, ended: ["t", "u", "v"], endedCount: 3 }] }));
    expect([caption.title, caption.text]).toEqual(["Revoked", "2 more tokens went with it."]);
  });

  test("shows storage where keys were written, and says so where nothing changed", () => {
    expect(captionOf(world({ lines: [{ ...LINE, keysWritten: 1 }] }))).toMatchObject({
      text: "The server wrote 1 key.",
      spotlight: "storage",
    });
    expect(captionOf(world({ lines: [LINE] })).title).toBe("Only asked");
  });

  test("says what was refused, unless the line ended well all the same", () => {
    const line = { ...LINE, refused: { operation: "read", path: "secret/data/a", status: 403 } } as const;
    expect(captionOf(world({ lines: [{ ...line, exitCode: 2 }] }))).toMatchObject({
      title: "Refused",
      text: "To read secret/data/a was answered with 403.",
    });
    expect(captionOf(world({ lines: [line] })).title).toBe("Only asked");
  });
});
