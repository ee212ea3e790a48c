import { expect, test } from "vitest";
import { CREATED_MS, exampleToken } from "../shared/example-world.ts";
import { selectDifference } from "./select.ts";
import type { MomentDifference } from "./select.ts";

const none = { listed: [], added: 0, removed: 0, changed: 0 };
const empty: MomentDifference = { fromMs: 0, toMs: 1, tokens: none, policies: none, mounts: none, keys: none };
const live = exampleToken({ key: "a" });
const revoked = { ...live, state: "revoked", ended: { atMs: CREATED_MS, cause: "revoked" } } as const;

const detailOf = (before: typeof live | undefined, after: typeof live | undefined): string | undefined => {
  const listed = [{ how: "changed", before, after } as const];
  return selectDifference({ ...empty, tokens: { ...none, listed, changed: 1 } })[0]?.rows[0]?.detail;
};

test("what differs is counted by group, and what does not is said to be the same", () => {
  const keys = { listed: [{ how: "added", name: "core/x" } as const], added: 1200, removed: 1, changed: 0 };
  const groups = selectDifference({ ...empty, keys });
  expect(groups.map(({ title, summary }) => `${title}: ${summary}`)).toEqual([
    "Tokens: the same",
    "Policies: the same",
    "Mounts: the same",
    "Storage keys: 1,200 added, 1 removed",
  ]);
  expect(groups[3]?.more).toBe(1200);
});

test("a token's row says what became of it", () => {
  expect(detailOf(undefined, live)).toBe("token, issued");
  expect(detailOf(live, revoked)).toBe("token, revoked 22:12:08");
  expect(detailOf(undefined, revoked)).toBe("token, issued, then revoked 22:12:08");
  expect(detailOf(revoked, live)).toBe("token, alive again");
  expect(detailOf(live, undefined)).toBe("token, not issued");
  expect(detailOf(live, { ...live, expiresAtMs: CREATED_MS })).toBe("token, renewed");
  expect(detailOf({ ...live, usesLeft: 3 }, { ...live, usesLeft: 2 })).toBe("token, uses left 3, then 2");
});
