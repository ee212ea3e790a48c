/** What a real Vault writes, row by row of golden/storage.md. */
import { describe, expect, test } from "vitest";
import { OpenVault } from "../testing/open-vault.ts";

const salted = /h[\da-f]{64}/g;
const sha1 = /[\da-f]{40}/g;

/** The keys that an action adds, their names by form: H for HMAC, S for SHA-1. */
function added(action: (vault: OpenVault) => void, prepare: (vault: OpenVault) => void = () => undefined): string[] {
  const vault = new OpenVault();
  prepare(vault);
  const before = new Set(vault.keys());
  action(vault);
  const shapes = vault
    .keys()
    .flatMap((key) => (before.has(key) ? [] : [key.replaceAll(salted, "H").replaceAll(sha1, "S")]));
  return shapes.sort();
}

const aService = { policies: ["p"], ttl: "1h" };

describe("a fresh dev server", () => {
  test("holds the core's keys, three policies and its root token", () => {
    const shapes = new OpenVault().keys().map((key) => key.replaceAll(salted, "H").replaceAll(sha1, "S"));
    expect(shapes).toEqual([
      "core/audit",
      "core/auth",
      "core/cluster/feature-flags",
      "core/cluster/local/info",
      "core/hsm/barrier-unseal-keys",
      "core/index-header-hmac-key",
      "core/keyring",
      "core/local-audit",
      "core/local-auth",
      "core/local-mounts",
      "core/master",
      "core/mounts",
      "core/seal-config",
      "core/shamir-kek",
      "core/versions/1.16.0",
      "core/wrapping/jwtkey",
      "sys/policy/control-group",
      "sys/policy/default",
      "sys/policy/response-wrapping",
      "sys/token/accessor/S",
      "sys/token/id/H",
      "sys/token/salt",
    ]);
  });
});

describe("making a token writes", () => {
  test("four keys for a child of root", () => {
    expect(added((vault) => vault.create(aService))).toEqual([
      "sys/expire/id/auth/token/create/H",
      "sys/token/accessor/S",
      "sys/token/id/H",
      "sys/token/parent/H/H",
    ]);
  });

  test("the parent index below the parent's own name", () => {
    let parent = "";
    const prepare = (vault: OpenVault) => {
      parent = vault.create({ policies: ["root"], ttl: "1h", id: "given" });
    };
    expect(added((vault) => vault.create(aService, parent), prepare)).toContain("sys/token/parent/S/H");
  });

  test("three keys for an orphan", () => {
    expect(added((vault) => vault.create({ ...aService, no_parent: true }))).toEqual([
      "sys/expire/id/auth/token/create/H",
      "sys/token/accessor/S",
      "sys/token/id/H",
    ]);
  });

  test.each([false, true])("nothing at all for a batch token (orphan: %s)", (orphan) => {
    expect(added((vault) => vault.create({ ...aService, type: "batch", no_parent: orphan }))).toEqual([]);
  });

  test("the older form of name for a given id", () => {
    expect(added((vault) => vault.create({ ...aService, id: "mine" }))).toContain("sys/token/id/S");
  });
});

describe("revoking", () => {
  test("a parent removes all keys of it and of every descendant", () => {
    const vault = new OpenVault();
    const before = vault.keys();
    const parent = vault.create({ policies: ["root"], ttl: "1h" });
    for (let child = 0; child < 3; child++) vault.create(aService, vault.create({ ttl: "1h" }, parent));
    vault.request("update", "auth/token/revoke", { token: parent });
    expect(vault.keys()).toEqual(before);
  });

  test("a token takes its cubbyhole along", () => {
    const vault = new OpenVault();
    const token = vault.create({ policies: ["default"], ttl: "1h" });
    const before = vault.keys("logical/");
    vault.request("update", "cubbyhole/a/b", { x: "y" }, token);
    expect(vault.keys("logical/")).toHaveLength(before.length + 1);
    vault.request("update", "auth/token/revoke", { token });
    expect(vault.keys("logical/")).toEqual(before);
  });
});
