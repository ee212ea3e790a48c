import { beforeEach, describe, expect, it } from "vitest";
import { OpenVault } from "../../testing/open-vault.ts";

let vault: OpenVault;

beforeEach(() => {
  vault = new OpenVault();
  vault.request("update", "sys/auth/userpass", { type: "userpass" });
});

function write(name: string, data: Record<string, string | number | boolean | string[]>): void {
  vault.request("update", `auth/userpass/users/${name}`, data);
}

function logIn(name: string, password = "pw"): string {
  return vault.succeed("update", `auth/userpass/login/${name}`, { password }, "").auth?.clientToken ?? "";
}

describe("users", () => {
  it("needs a password to be made", () => {
    expect(vault.refusal("update", "auth/userpass/users/amy", { token_policies: "app" })).toBe("400 missing password");
  });

  it("reads back all but the password", () => {
    write("amy", { password: "pw", token_policies: "b,a", token_ttl: "10m" });
    const data = vault.succeed("read", "auth/userpass/users/amy").data;
    expect(data).toMatchObject({ token_policies: ["b", "a"], token_ttl: 600, token_type: "default" });
    expect(data).not.toHaveProperty("password");
  });

  it("takes an old name, and shows both then", () => {
    write("amy", { password: "pw", ttl: "30s", policies: "b,A" });
    expect(vault.succeed("read", "auth/userpass/users/amy").data).toMatchObject({
      ttl: 30,
      token_ttl: 30,
      policies: ["a", "b"],
      token_policies: ["a", "b"],
    });
  });

  it.each([
    [{ token_ttl: "2h", token_max_ttl: "1h" }, "400 'token_ttl' cannot be greater than 'token_max_ttl'"],
    [{ token_num_uses: -1 }, "400 'token_num_uses' cannot be negative"],
    [{ bound_cidrs: "x" }, expect.stringMatching(/^400 error parsing address "x": Unable to convert/)],
    [{ token_type: "odd" }, "400 invalid 'token_type' value \"odd\""],
    [
      { token_type: "batch", token_period: "1h" },
      "400 'token_type' cannot be 'batch' or 'default_batch' when set to generate periodic tokens",
    ],
  ])("refuses %j", (data, text) => {
    expect(vault.refusal("update", "auth/userpass/users/amy", { password: "pw", ...data })).toEqual(text);
  });

  it("whose policies are changed under a name in capitals keep those they had", () => {
    write("amy", { password: "pw", policies: "a" });
    vault.request("update", "auth/userpass/users/Amy/policies", { policies: "b" });
    expect(vault.succeed("read", "auth/userpass/users/AMY").data).toMatchObject({ policies: ["a"] });
    expect(vault.succeed("list", "auth/userpass/users").data).toEqual({ keys: ["Amy", "amy"] });
  });

  it("has a password of 72 bytes at most", () => {
    expect(vault.refusal("update", "auth/userpass/users/amy", { password: "x".repeat(73) })).toContain(
      "bcrypt: password length exceeds 72 bytes",
    );
  });
});

describe("a login", () => {
  it("gives an orphan with the user's policies, name and times", () => {
    write("amy", { password: "pw", token_policies: "app", token_ttl: "10m" });
    expect(vault.lookup(logIn("amy"))).toMatchObject({
      policies: ["app", "default"],
      display_name: "userpass-amy",
      meta: { username: "amy" },
      orphan: true,
      creation_ttl: 600,
      path: "auth/userpass/login/amy",
    });
  });

  it("finds a user whatever the case, and keeps the path as it was asked for", () => {
    write("amy", { password: "pw" });
    expect(vault.lookup(logIn("Amy"))).toMatchObject({
      display_name: "userpass-amy",
      path: "auth/userpass/login/Amy",
    });
  });

  it("says no more of a wrong name than of a wrong password", () => {
    write("amy", { password: "pw" });
    const text = "400 invalid username or password";
    expect(vault.refusal("update", "auth/userpass/login/amy", { password: "no" }, "")).toBe(text);
    expect(vault.refusal("update", "auth/userpass/login/eve", { password: "no" }, "")).toBe(text);
  });

  it("never gives root", () => {
    write("amy", { password: "pw", token_policies: "root" });
    expect(vault.refusal("update", "auth/userpass/login/amy", { password: "pw" }, "")).toBe(
      "400 auth methods cannot create root tokens",
    );
  });

  it("is refused from outside the user's blocks", () => {
    write("amy", { password: "pw", token_bound_cidrs: "10.0.0.0/8" });
    expect(vault.refusal("update", "auth/userpass/login/amy", { password: "pw" }, "")).toBe("403 permission denied");
  });

  it("counts by the new password once that was changed", () => {
    write("amy", { password: "pw" });
    vault.request("update", "auth/userpass/users/amy/password", { password: "new" });
    expect(vault.refusal("update", "auth/userpass/login/amy", { password: "pw" }, "")).toContain("400");
    expect(vault.works(logIn("amy", "new"))).toBe(true);
  });

  it("gives a batch token where the user is to have one", () => {
    write("amy", { password: "pw", token_type: "batch" });
    expect(logIn("amy")).toMatch(/^hvb\./);
  });
});

describe("a renewal", () => {
  it("takes the times that the user has now", () => {
    write("amy", { password: "pw", token_ttl: "10m" });
    const token = logIn("amy");
    write("amy", { token_ttl: "20m" });
    expect(vault.succeed("update", "auth/token/renew-self", {}, token).auth?.ttlSeconds).toBe(1200);
  });

  it("is refused once the user has other policies", () => {
    write("amy", { password: "pw", token_policies: "app" });
    const token = logIn("amy");
    write("amy", { token_policies: "other" });
    expect(vault.refusal("update", "auth/token/renew-self", {}, token)).toContain(
      "failed to renew entry: policies have changed, not renewing",
    );
  });
});
