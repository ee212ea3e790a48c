import { describe, expect, test } from "vitest";
import { exampleWorld, NOW_MS, ROOT } from "../shared/example-world.ts";
import type { Identity } from "../world.ts";
import { bareTitle, selectIdentity, selectTokenInUse } from "./select.ts";

const as = (identity: Identity, nowMs = NOW_MS) => selectIdentity(exampleWorld({ identities: { 1: identity } }), nowMs);
const HELPER_ROOT: Identity = { source: "token-helper", tokenKey: "root", token: ROOT.token };

describe("who you are", () => {
  test.each([
    ["root", "the root token", "root"],
    ["service1", "a service token", "service"],
    ["batch1", "a batch token", "batch"],
    ["batch4", "an orphan batch token", "batch"],
    ["service2", "a revoked service token", "revoked"],
  ])("%s is %s", (tokenKey, title, body) => {
    const shown = as({ source: "token-helper", tokenKey, token: "x" });
    expect([shown.title, shown.body]).toEqual([title, body]);
  });

  test("a token past its end is expired, before the server says so", () => {
    const shown = as({ source: "token-helper", tokenKey: "batch4", token: "x" }, NOW_MS + 86_400_000);
    expect(shown.state).toBe("expired");
    expect(shown.title).toBe("an expired orphan batch token");
    expect(shown.foot).toBe(false);
  });

  test("a text that never was a token is unknown", () => {
    const shown = as({ source: "VAULT_TOKEN", tokenKey: undefined, token: "hvs.nonsense" });
    expect([shown.state, shown.body, shown.title]).toEqual(["unknown", "unknown", "unknown to this server"]);
    expect(shown.policies).toEqual([]);
  });

  test("without a token you are not logged in, and are told what would change that", () => {
    const shown = as({ source: "none", tokenKey: undefined, token: "" });
    expect(shown.title).toBe("not logged in");
    expect(shown.front).toBeUndefined();
    expect(shown.lifeNote).toContain("vault login");
  });

  test("a title without its article stands alone on a phone", () => {
    expect(bareTitle("an orphan batch token")).toBe("Orphan batch token");
    expect(bareTitle("the root token")).toBe("Root token");
    expect(bareTitle("not logged in")).toBe("Not logged in");
  });
});

test.each([
  ["root", NOW_MS, "root", true, "root token"],
  ["batch4", NOW_MS, "batch", true, "orphan batch token"],
  ["batch4", NOW_MS + 86_400_000, "expired", false, "expired orphan batch token"],
  ["service2", NOW_MS, "revoked", false, "revoked service token"],
  [undefined, NOW_MS, "unknown", false, "unknown token"],
] as const)("a terminal's tab shows %s at %i as %s", (tokenKey, nowMs, body, foot, name) => {
  const token = tokenKey && exampleWorld().tokens.get(tokenKey);
  expect(selectTokenInUse({ source: "VAULT_TOKEN", tokenKey, token: "x" }, token, nowMs)).toEqual({ body, foot, name });
  const none = { source: "none", tokenKey: undefined, token: "" } as const;
  expect(selectTokenInUse(none, undefined, nowMs)).toEqual({ body: "unknown", foot: false, name: "no token" });
});

describe("policies", () => {
  test("a policy that does not exist is missing; root never is", () => {
    expect(as({ source: "token-helper", tokenKey: "batch4", token: "x" }).policies).toEqual([
      { name: "cloud-policy", missing: true },
      { name: "default", missing: false },
    ]);
    expect(as(HELPER_ROOT).policies).toEqual([{ name: "root", missing: false }]);
  });
  test("before the list of policies is known, none is called missing", () => {
    const world = exampleWorld({ policies: [] });
    expect(selectIdentity(world, NOW_MS).policies.some(({ missing }) => missing)).toBe(false);
  });
});

describe("where the token comes from", () => {
  test("VAULT_TOKEN lies over a file with the same token", () => {
    const shown = selectIdentity(exampleWorld(), NOW_MS);
    expect(shown.front?.name).toBe("VAULT_TOKEN");
    expect(shown.back?.note).toBe("holds the same token");
    expect(shown.back?.other).toBeUndefined();
  });
  test("a file with another token shows whose it is", () => {
    const hidden = { token: ROOT.token, tokenKey: "root" };
    const shown = as({ source: "VAULT_TOKEN", tokenKey: "batch4", token: "x", hidden });
    expect(shown.back?.other?.key).toBe("root");
  });
  test("no file, and the helper alone", () => {
    expect(as({ source: "VAULT_TOKEN", tokenKey: "batch4", token: "x" }).back?.note).toBe("holds no token");
    const helper = as(HELPER_ROOT);
    expect([helper.front?.name, helper.back]).toEqual(["~/.vault-token", undefined]);
  });
});

test("what can be done with the time left", () => {
  expect(as({ source: "token-helper", tokenKey: "batch4", token: "x" }).lifeNote).toBe("Not renewable, not revocable.");
  const world = exampleWorld();
  const token = { ...world.tokens.get("service1")!, periodSeconds: 3600, explicitMaxTtlSeconds: 7200, usesLeft: 1 };
  const shown = selectIdentity(
    exampleWorld({ tokens: [token], identities: { 1: { source: "token-helper", tokenKey: "service1", token: "x" } } }),
    NOW_MS,
  );
  expect(shown.lifeNote).toBe("Renewable, revocable. Periodic: 1h at each renewal. Never older than 2h. 1 use left.");
});
