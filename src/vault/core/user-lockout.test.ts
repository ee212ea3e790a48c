import { beforeEach, expect, test } from "vitest";
import type { Json } from "../../lib/index.ts";
import { OpenVault } from "../testing/open-vault.ts";

const login = "auth/userpass/login/amy";
const wrong = "400 invalid username or password";
const locked = "403 permission denied";
let vault: OpenVault;

beforeEach(() => {
  vault = new OpenVault();
  vault.request("update", "sys/auth/userpass", { type: "userpass" });
  vault.request("update", "auth/userpass/users/amy", { password: "right" });
});

function tune(lockout: Record<string, Json>): void {
  vault.succeedOrNothing("update", "sys/auth/userpass/tune", { user_lockout_config: lockout });
}

function failTimes(times: number, path = login): string[] {
  return Array.from({ length: times }, () => vault.refusal("update", path, { password: "wrong" }, ""));
}

function logIn(): unknown {
  const outcome = vault.request("update", login, { password: "right" }, "");
  return outcome?.ok === true ? "in" : `${outcome?.status} ${outcome?.errors[0]}`;
}

test("five wrong passwords in a row lock a user out for a quarter of an hour", () => {
  expect(failTimes(6)).toEqual([wrong, wrong, wrong, wrong, wrong, locked]);
  vault.pass(899);
  expect(logIn()).toBe(locked);
  vault.pass(2);
  expect(logIn()).toBe("in");
});

test("a login in between, or a quarter of an hour, begins the count anew", () => {
  failTimes(4);
  expect(logIn()).toBe("in");
  failTimes(4);
  vault.pass(901);
  failTimes(4);
  expect(logIn()).toBe("in");
});

test("a mount is tuned to other numbers, or to none", () => {
  tune({ lockout_threshold: "2", lockout_duration: "10s" });
  expect(failTimes(3)).toEqual([wrong, wrong, locked]);
  vault.pass(11);
  expect(logIn()).toBe("in");
  tune({ lockout_disable: true });
  expect(failTimes(3)).toEqual([wrong, wrong, wrong]);
});

test("who is not there is not locked out, nor is one user for another", () => {
  expect(new Set(failTimes(7, "auth/userpass/login/bob"))).toEqual(new Set([wrong]));
  expect(logIn()).toBe("in");
});

test("a program that shows wrong secret IDs is locked out too", () => {
  vault.request("update", "sys/auth/approle", { type: "approle" });
  vault.request("update", "auth/approle/role/web", { role_id: "web" });
  const ask = () => vault.refusal("update", "auth/approle/login", { role_id: "web", secret_id: "no" }, "");
  expect(Array.from({ length: 6 }, ask).slice(4)).toEqual(["400 invalid secret id", locked]);
});

test("the locked are listed until they are unlocked", () => {
  failTimes(5);
  const { accessor } = Object(vault.succeed("read", "sys/auth/userpass").data);
  const list = (data: Record<string, Json> = {}): unknown => vault.succeed("read", "sys/locked-users", data).data;
  const mount = { mount_accessor: accessor, counts: 1, alias_identifiers: ["amy"] };
  const all = {
    by_namespace: [{ namespace_id: "root", namespace_path: "", counts: 1, mount_accessors: [mount] }],
    total: 1,
  };
  expect(list()).toEqual(all);
  expect(list({ mount_accessor: accessor })).toEqual(all);
  const none = { mount_accessor: "other", counts: 0, alias_identifiers: null };
  expect(list({ mount_accessor: "other" })).toMatchObject({ by_namespace: [{ mount_accessors: [none] }], total: 0 });
  const headers = { "x-vault-token": vault.root };
  const { body } = vault.server.handleHttp({ method: "GET", url: "/v1/sys/locked-users", headers, body: "" });
  expect(body).toContain(
    '"by_namespace":[{"namespace_id":"root","namespace_path":"","counts":1,"mount_accessors":[{"m',
  );
  vault.request("update", `sys/locked-users/${accessor}/unlock/amy`);
  expect(list()).toEqual({ by_namespace: [], total: 0 });
  expect(logIn()).toBe("in");
});

test("a snapshot remembers who was wrong how often", () => {
  failTimes(4);
  const snapshot = vault.server.snapshot();
  failTimes(1);
  expect(logIn()).toBe(locked);
  vault.server.restore(snapshot);
  expect(logIn()).toBe("in");
});
