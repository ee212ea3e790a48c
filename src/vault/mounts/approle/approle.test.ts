import { beforeEach, describe, expect, it } from "vitest";
import type { Json } from "../../../lib/index.ts";
import { OpenVault } from "../../testing/open-vault.ts";

const role = "auth/approle/role/web";
const login = "auth/approle/login";
let vault: OpenVault;

beforeEach(() => {
  vault = new OpenVault();
  vault.request("update", "sys/auth/approle", { type: "approle" });
});

function write(data: Record<string, Json> = {}): void {
  vault.request("update", role, { role_id: "web-id", token_policies: "app", ...data });
}

function issue(data: Record<string, Json> = {}): Record<string, Json> {
  return vault.succeed("update", `${role}/secret-id`, data).data ?? {};
}

function logIn(secretId: Json | undefined): string {
  return vault.succeed("update", login, { role_id: "web-id", secret_id: secretId ?? "" }, "").auth?.clientToken ?? "";
}

describe("a role", () => {
  it("must ask for something", () => {
    expect(vault.refusal("update", role, { bind_secret_id: false })).toContain(
      "at least one constraint should be enabled on the role",
    );
  });

  it("has an id that no other has", () => {
    write();
    expect(vault.refusal("update", "auth/approle/role/other", { role_id: "web-id" })).toContain(
      "role_id already in use",
    );
  });

  it("lets go of an id that it had before", () => {
    write();
    const { secret_id: secretId } = issue();
    vault.request("update", `${role}/role-id`, { role_id: "new-id" });
    expect(vault.refusal("update", login, { role_id: "web-id", secret_id: secretId ?? "" }, "")).toBe(
      "400 invalid role ID",
    );
  });

  it("shows and clears a field at a path of its own", () => {
    write();
    vault.request("update", `${role}/token-ttl`, { token_ttl: "5m" });
    expect(vault.succeed("read", `${role}/token-ttl`).data).toEqual({ token_ttl: 300 });
    vault.request("delete", `${role}/token-ttl`);
    expect(vault.succeed("read", `${role}/token-ttl`).data).toEqual({ token_ttl: 0 });
  });

  it("takes its secret IDs with it", () => {
    write();
    const before = vault.keys("auth/").length;
    issue();
    expect(vault.keys("auth/").length).toBe(before + 2);
    vault.request("delete", role);
    expect(vault.keys("auth/")).toEqual([expect.stringContaining("/accessor/")]);
    vault.request("update", "auth/approle/tidy/secret-id");
    expect(vault.keys("auth/")).toEqual([]);
  });
});

it.each([
  ["default-service", "service"],
  ["default-batch", "batch"],
])("a role's token type %s is taken as %s, with a warning", (asked, meant) => {
  const { warnings } = vault.succeed("update", role, { token_type: asked });
  expect(warnings).toEqual([`${asked} has no useful meaning; adjusting to ${meant}`]);
  expect(vault.succeed("read", role).data).toMatchObject({ token_type: meant });
});

it("a login without a role's id is refused before it is read what it asks for", () => {
  const text = "500 failed to determine alias name from login request";
  expect(vault.refusal("update", login, {}, "")).toBe(text);
  expect(vault.refusal("read", login, {}, "")).toBe(text);
  vault.request("update", "sys/auth/approle/tune", { user_lockout_config: { lockout_disable: true } });
  expect(vault.refusal("update", login, {}, "")).toBe("400 missing role_id");
});

describe("a secret ID", () => {
  it("gives a token with its metadata and the role's name", () => {
    write();
    const { secret_id: secretId } = issue({ metadata: '{"team":"x"}' });
    expect(vault.lookup(logIn(secretId))).toMatchObject({
      policies: ["app", "default"],
      meta: { role_name: "web", team: "x" },
      display_name: "approle",
      path: login,
    });
  });

  it("is good for as many logins as it says", () => {
    write();
    const { secret_id: secretId } = issue({ num_uses: 2 });
    logIn(secretId);
    logIn(secretId);
    expect(vault.refusal("update", login, { role_id: "web-id", secret_id: secretId ?? "" }, "")).toBe(
      "400 invalid secret id",
    );
  });

  it("that has expired is good until the next whole minute of the server", () => {
    write({ secret_id_ttl: "1s" });
    const { secret_id: secretId } = issue();
    vault.pass(5);
    expect(vault.works(logIn(secretId))).toBe(true);
    vault.pass(56);
    expect(vault.refusal("update", login, { role_id: "web-id", secret_id: secretId ?? "" }, "")).toBe(
      "400 invalid secret id",
    );
  });

  it("is no other role's to look up or to destroy", () => {
    write();
    const { secret_id_accessor } = issue();
    vault.request("update", "auth/approle/role/other", {});
    const by = { secret_id_accessor: secret_id_accessor ?? "" };
    expect(vault.request("update", "auth/approle/role/other/secret-id-accessor/lookup", by)).toBeUndefined();
    expect(vault.refusal("update", "auth/approle/role/other/secret-id-accessor/destroy", by)).toBe(
      "403 invalid secret id accessor",
    );
    expect(vault.succeed("update", `${role}/secret-id-accessor/lookup`, by).data).toMatchObject(by);
  });

  it("that has expired is taken away by a tidy", () => {
    write({ secret_id_ttl: "1s" });
    const before = vault.keys("auth/").length;
    issue();
    vault.pass(2);
    vault.request("update", "auth/approle/tidy/secret-id");
    expect(vault.keys("auth/").length).toBe(before);
  });

  it("that is wrapped shows its accessor", () => {
    write();
    const wrapped = vault.server.handle({
      operation: "update",
      path: `${role}/secret-id`,
      data: {},
      clientToken: vault.root,
      wrapTtlSeconds: 60,
    });
    const accessors = vault.succeed("list", `${role}/secret-id`).data?.["keys"];
    expect(wrapped).toMatchObject({ wrapInfo: { wrappedAccessor: Object(accessors)[0] } });
  });

  it.each([
    [{ num_uses: 3 }, "400 num_uses cannot be higher than the role's secret_id_num_uses"],
    [{ num_uses: 0 }, "400 num_uses cannot be higher than the role's secret_id_num_uses"],
    [{ ttl: "2h" }, "400 ttl cannot be longer than the role's secret_id_ttl"],
    [{ metadata: "zzz" }, "400 failed to parse metadata: failed to parse the input: invalid <key,value> format"],
  ])("may not be asked for with %j", (data, text) => {
    write({ secret_id_num_uses: 2, secret_id_ttl: "1h" });
    expect(vault.refusal("update", `${role}/secret-id`, data)).toBe(text);
  });

  it("has blocks that lie in the role's", () => {
    write({ secret_id_bound_cidrs: "10.0.0.0/8" });
    expect(vault.refusal("update", `${role}/secret-id`, { cidr_list: "11.0.0.0/8" })).toContain(
      "failed to verify subset relationship",
    );
    expect(issue({ cidr_list: "10.1.0.0/16" })["secret_id"]).toBeTypeOf("string");
  });

  it("is looked up and destroyed by its accessor, and by itself", () => {
    write();
    const one = issue();
    const accessor = one["secret_id_accessor"] ?? "";
    expect(vault.succeed("list", `${role}/secret-id`).data?.["keys"]).toEqual([accessor]);
    const found = vault.succeed("update", `${role}/secret-id-accessor/lookup`, { secret_id_accessor: accessor });
    expect(found.data).toMatchObject({ secret_id_accessor: accessor });
    vault.request("update", `${role}/secret-id-accessor/destroy`, { secret_id_accessor: accessor });
    vault.request("update", `${role}/custom-secret-id`, { secret_id: "mine" });
    vault.request("update", `${role}/secret-id/destroy`, { secret_id: "mine" });
    expect(vault.refusal("update", login, { role_id: "web-id", secret_id: "mine" }, "")).toBe("400 invalid secret id");
  });

  it("is not asked for where the role binds by address alone", () => {
    write({ bind_secret_id: false, secret_id_bound_cidrs: "127.0.0.1/32" });
    expect(vault.works(logIn(undefined))).toBe(true);
  });
});

it("a role's tokens may be batch tokens", () => {
  write({ token_type: "batch" });
  expect(logIn(issue()["secret_id"])).toMatch(/^hvb\./);
});
