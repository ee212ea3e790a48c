import { describe, expect, test } from "vitest";
import { OpenVault } from "../testing/open-vault.ts";

const batch = { type: "batch", policies: ["default"], ttl: "1h" };

describe("a batch token", () => {
  test("begins with its key's term and the cipher's version", () => {
    expect(new OpenVault().create(batch)).toMatch(/^hvb\.AAAAAQ[I-L]/);
  });

  test("says all about itself, and nothing is stored", () => {
    const vault = new OpenVault();
    const before = vault.keys();
    const data = { ...batch, display_name: "web", meta: { b: "2", a: "1" } };
    const token = vault.create(data);
    expect(vault.keys()).toEqual(before);
    expect(vault.lookup(token)).toMatchObject({
      accessor: "",
      creation_ttl: 3600,
      display_name: "token-web",
      meta: { a: "1", b: "2" },
      num_uses: 0,
      orphan: false,
      path: "auth/token/create",
      policies: ["default"],
      renewable: false,
      type: "batch",
    });
  });

  test("a changed bit anywhere is a bad token", () => {
    const vault = new OpenVault();
    const token = vault.create(batch);
    for (let at = 4; at < token.length - 1; at++) {
      const changed = token.slice(0, at) + (token[at] === "A" ? "B" : "A") + token.slice(at + 1);
      expect(vault.refusal("update", "auth/token/lookup", { token: changed })).toBe("403 bad token");
      expect(vault.refusal("read", "auth/token/lookup-self", {}, changed)).toBe("403 permission denied");
    }
  });

  test("stops working with its parent, unless it is an orphan", () => {
    const vault = new OpenVault();
    const parent = vault.create({ policies: ["root"], ttl: "1h" });
    const child = vault.create(batch, parent);
    const orphan = vault.create({ ...batch, no_parent: true }, parent);
    vault.request("update", "auth/token/revoke", { token: parent });
    expect([vault.works(child), vault.works(orphan)]).toEqual([false, true]);
  });

  test("ends with its time, counted from the second it was made in", () => {
    const vault = new OpenVault();
    const token = vault.create(batch);
    vault.pass(3599.75);
    expect(vault.works(token)).toBe(true);
    vault.pass(0.001);
    expect(vault.works(token)).toBe(false);
  });

  test("is capped by the maximum as any other", () => {
    const answer = new OpenVault().succeed("update", "auth/token/create", { ...batch, ttl: "9000h" });
    expect(answer.auth?.ttlSeconds).toBe(768 * 3600);
  });

  test.each([
    [{ type: "batch" }, "batch tokens cannot be root tokens"],
    [{ ...batch, explicit_max_ttl: "1h" }, 'batch tokens cannot have "explicit_max_ttl" set'],
    [{ ...batch, num_uses: 2 }, 'batch tokens cannot have "num_uses" set'],
    [{ ...batch, period: "1h" }, 'batch tokens cannot have "period" set'],
  ])("%o is refused", (data, error) => {
    expect(new OpenVault().refusal("update", "auth/token/create", data)).toBe(`400 ${error}`);
  });

  test("of the three, only the first that is sent is looked at", () => {
    const answer = new OpenVault().succeed("update", "auth/token/create", {
      ...batch,
      explicit_max_ttl: "0s",
      period: "2h",
    });
    expect(answer.auth?.ttlSeconds).toBe(7200);
  });

  test("cannot be renewed or revoked, and makes no children", () => {
    const vault = new OpenVault();
    const token = vault.create(batch);
    expect(vault.refusal("update", "auth/token/renew", { token })).toBe("400 batch tokens cannot be renewed");
    expect(vault.refusal("update", "auth/token/renew-self", {}, token)).toBe("400 batch tokens cannot be renewed");
    expect(vault.refusal("update", "auth/token/revoke", { token })).toBe("400 batch tokens cannot be revoked");
    expect(vault.refusal("update", "auth/token/revoke-self", {}, token)).toBe("400 batch tokens cannot be revoked");
    expect(vault.refusal("update", "auth/token/revoke-orphan", { token })).toBe("400 batch tokens cannot be revoked");
  });

  test("has no cubbyhole", () => {
    const vault = new OpenVault();
    const token = vault.create(batch);
    const text = '400 cubbyhole operations are only supported by "service" type tokens';
    expect(vault.refusal("update", "cubbyhole/x", { a: "b" }, token)).toBe(text);
    expect(vault.refusal("read", "cubbyhole/x", {}, token)).toBe(text);
  });
});
