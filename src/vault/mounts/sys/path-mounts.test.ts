import { describe, expect, test } from "vitest";
import { OpenVault } from "../../testing/open-vault.ts";
import { SysFixture } from "./sys-fixture.ts";

test("a dev server has its four secrets engines and its one auth method", () => {
  const sys = new SysFixture();
  expect(Object.keys(Object(sys.read("sys/mounts"))).toSorted()).toEqual([
    "cubbyhole/",
    "identity/",
    "secret/",
    "sys/",
  ]);
  expect(Object.keys(Object(sys.read("sys/auth")))).toEqual(["token/"]);
});

test("an enabled engine answers at its path, and is gone with all it held when it is disabled", () => {
  const sys = new SysFixture();
  expect(sys.write("sys/mounts/team/kv", { type: "kv", description: "ours" })).toBeUndefined();
  sys.write("team/kv/a", { x: "1" });
  expect(sys.read("team/kv/a")).toEqual({ x: "1" });
  const before = sys.server.storageKeys("logical/").length;
  expect(sys.ask("delete", "sys/mounts/team/kv")).toBeUndefined();
  expect(sys.server.storageKeys("logical/").length).toBe(before - 1);
  expect(sys.refused("read", "team/kv/a")).toEqual(['no handler for route "team/kv/a". route entry not found.']);
});

test.each([
  ["sys/mounts/secret", { type: "kv" }, "path is already in use at secret/"],
  ["sys/mounts/secret/below", { type: "kv" }, "path is already in use at secret/"],
  ["sys/mounts/sys/x", { type: "kv" }, 'cannot mount "sys/x/"'],
  ["sys/mounts/x", { type: "token" }, 'mount type of "token" is not mountable'],
  ["sys/mounts/x", {}, "backend type must be specified as a string"],
  ["sys/mounts/x", { type: "nope" }, "plugin not found in the catalog: nope"],
  ["sys/mounts/x", { type: "cubbyhole" }, 'mount type of "cubbyhole" is not mountable'],
  ["sys/auth/token", { type: "token" }, "path is already in use at token/"],
  ["sys/auth/x", { type: "token" }, "token credential backend cannot be instantiated"],
  ["sys/auth/x", { type: "nope" }, "plugin not found in the catalog: nope"],
  [
    "sys/mounts/x",
    { type: "kv", config: { default_lease_ttl: "2h", max_lease_ttl: "1h" } },
    "given default lease TTL greater than given max lease TTL",
  ],
  [
    "sys/mounts/x",
    { type: "kv", config: { default_lease_ttl: "xx" } },
    'unable to parse default TTL of xx: time: invalid duration "xx"',
  ],
] as const)("enabling at %s with %j is refused", (path, data, text) => {
  expect(new SysFixture().refused("update", path, data)).toEqual([text]);
});

test.each([
  ["mounts", "kv", "v0.16.2+builtin", "supported"],
  ["mounts", "pki", "v1.16.0+builtin.vault", "supported"],
  ["mounts", "azure", "v0.16.3+builtin", "supported"],
  ["auth", "azure", "v0.16.2+builtin", "supported"],
  ["mounts", "database", "v1.16.0+builtin.vault", undefined],
  ["mounts", "generic", "v1.16.0+builtin.vault", undefined],
] as const)("below %s the type %s runs its own version", (table, type, version, status) => {
  const sys = new SysFixture();
  sys.write(`sys/${table}/x`, { type });
  const { running_plugin_version, deprecation_status } = Object(sys.read(`sys/${table}/x`));
  expect([running_plugin_version, deprecation_status]).toEqual([version, status]);
});

test("a type that is on its way out is enabled with a warning", () => {
  const sys = new SysFixture();
  const warnings = ["mount entry associated with deprecated builtin"];
  expect(sys.ask("update", "sys/auth/x", { type: "pcf" })).toMatchObject({ ok: true, data: null, warnings });
  expect(sys.read("sys/auth/x")).toMatchObject({ deprecation_status: "deprecated" });
});

test("the old name of kv keeps plain values", () => {
  const sys = new SysFixture();
  sys.write("sys/mounts/old", { type: "generic" });
  sys.write("old/a", { value: "world", lease: "1s" });
  expect(sys.read("old/a")).toEqual({ value: "world", lease: "1s" });
  sys.write("sys/mounts/old/tune", { options: { version: "2" } });
  expect(sys.read("old/data/a")).toMatchObject({ data: { value: "world", lease: "1s" } });
  const versioned = { type: "generic", options: { version: "2" } };
  expect(sys.refused("update", "sys/mounts/older", versioned)).toEqual([
    'secrets engine "generic" does not allow setting a version',
  ]);
});

test("a mount's options are as they were sent: null where they were null, none where nothing was said", () => {
  const sys = new SysFixture();
  const builtIn = { plugin_version: "v0.16.2+builtin" };
  sys.write("sys/mounts/null", { type: "kv", options: null, config: builtIn });
  sys.write("sys/mounts/none", { type: "kv" });
  sys.write("sys/mounts/two", { type: "kv-v2", options: null });
  const optionsOf = (path: string): unknown => Object(sys.read(`sys/mounts/${path}`)).options;
  expect(["null", "none", "two"].map(optionsOf)).toEqual([null, {}, { version: "2" }]);
});

test("disabling what is not there is a success, and what every server needs stays", () => {
  const sys = new SysFixture();
  expect(sys.ask("delete", "sys/mounts/none")).toBeUndefined();
  expect(sys.refused("delete", "sys/mounts/sys")).toEqual(['cannot unmount "sys/"']);
  expect(sys.refused("delete", "sys/auth/token")).toEqual(["token credential backend cannot be disabled"]);
});

test("tuning changes what is sent and nothing else", () => {
  const sys = new SysFixture();
  expect(sys.write("sys/mounts/secret/tune", { default_lease_ttl: "10m", description: "mine" })).toBeUndefined();
  expect(sys.read("sys/mounts/secret/tune")).toEqual({
    default_lease_ttl: 600,
    description: "mine",
    force_no_cache: false,
    max_lease_ttl: 2_764_800,
    options: { version: "2" },
  });
});

test("a tuned max lease TTL caps the tokens of its mount", () => {
  const sys = new SysFixture();
  sys.write("sys/auth/token/tune", { max_lease_ttl: "1h" });
  const created = sys.write("auth/token/create", { ttl: "2h" });
  expect(created?.ok === true && created.auth?.ttlSeconds).toBe(3600);
});

test.each([
  ["sys/mounts/sys/tune", { default_lease_ttl: "1h" }, 'cannot tune "sys/"'],
  ["sys/mounts/none/tune", { default_lease_ttl: "1h" }, 'tune of path "none/" failed: no mount entry found'],
  ["sys/mounts/secret/tune", { options: { version: "1" } }, "cannot downgrade mount from version 2"],
  ["sys/mounts/secret/tune", { token_type: "batch" }, "'token_type' can only be modified on auth mounts"],
  [
    "sys/mounts/secret/tune",
    { default_lease_ttl: "2h", max_lease_ttl: "1h" },
    "backend max lease TTL of 3600 would be less than backend default lease TTL of 7200",
  ],
] as const)("tuning %s with %j is refused", (path, data, text) => {
  expect(new SysFixture().refused("update", path, data)).toEqual([text]);
});

test("a mount moves with what it holds", () => {
  const sys = new SysFixture();
  sys.write("sys/mounts/old", { type: "kv" });
  sys.write("old/a", { x: "1" });
  const moved = sys.write("sys/remount", { from: "old", to: "new/place" });
  const id = moved?.data?.["migration_id"];
  expect(sys.read("new/place/a")).toEqual({ x: "1" });
  expect(sys.refused("read", "old/a")).toEqual(['no handler for route "old/a". route entry not found.']);
  expect(sys.read(`sys/remount/status/${typeof id === "string" ? id : ""}`)).toEqual({
    migration_id: id,
    migration_info: { source_mount: "old/", target_mount: "new/place/", status: "success" },
  });
});

test("a mount cannot move onto another, nor out of its table", () => {
  const sys = new SysFixture();
  expect(sys.refused("update", "sys/remount", { from: "secret", to: "identity" })).toEqual([
    "cannot remount to destination identity/",
  ]);
  expect(sys.refused("update", "sys/remount", { from: "auth/token", to: "x" })).toEqual([
    'cannot remount auth mount to non-auth mount "x/"',
  ]);
  expect(sys.refused("update", "sys/remount", { from: "none", to: "x" })).toEqual(['no matching mount at "none/"']);
});

test("who may not use a mount cannot tell it from one that is not there", () => {
  const sys = new SysFixture();
  const token = sys.tokenWith('path "secret/data/mine" { capabilities = ["read"] }');
  expect(Object(sys.read("sys/internal/ui/mounts/secret/data/mine", token))).toMatchObject({
    path: "secret/",
    type: "kv",
  });
  sys.write("sys/mounts/other", { type: "kv" });
  for (const name of ["other", "none"]) {
    expect(sys.refused("read", `sys/internal/ui/mounts/${name}`, {}, token)).toEqual([
      `preflight capability check returned 403, please ensure client's policies grant access to path "${name}/"`,
    ]);
  }
});

test("without a token only mounts that are listed for all are shown", () => {
  const sys = new SysFixture();
  sys.write("sys/mounts/secret/tune", { listing_visibility: "unauth" });
  expect(sys.read("sys/internal/ui/mounts", "")).toEqual({
    auth: {},
    secret: { "secret/": { type: "kv", description: "key/value secret storage", options: { version: "2" } } },
  });
});

test("an auth method cannot be disabled as if it were a secrets engine", () => {
  const sys = new SysFixture();
  expect(sys.refused("delete", "sys/mounts/auth/token")).toEqual(['cannot unmount "auth/token/"']);
  expect(sys.ask("delete", "sys/mounts/auth/none")).toBeUndefined();
  expect(sys.read("auth/token/lookup-self")).toBeDefined();
});

test("enabling reads no lockout; tuning does, under the names it has there", () => {
  const sys = new SysFixture();
  const config = { user_lockout_config: { lockout_threshold: "3" } };
  expect(sys.refused("update", "sys/auth/people", { type: "userpass", config })).toEqual([
    "unable to convert given auth config information",
  ]);
  sys.write("sys/auth/people", { type: "userpass" });
  sys.write("sys/auth/people/tune", {
    user_lockout_config: { lockout_threshold: "3", lockout_counter_reset: "2m", lockout_duration: "5m" },
  });
  expect(sys.read("sys/auth/people/tune")).toMatchObject({
    user_lockout_threshold: 3,
    user_lockout_duration: 300,
    user_lockout_counter_reset_duration: 0,
  });
});

test("a version that no plugin has is named in full", () => {
  const sys = new SysFixture();
  expect(sys.refused("update", "sys/mounts/secret/tune", { plugin_version: "v1" })).toEqual([
    "plugin not found in the catalog: kv, version=v1.0.0",
  ]);
});

test("whose entity is disabled learns nothing of mounts or rules, nor does another of what they may do", () => {
  const sys = new SysFixture();
  sys.write("sys/auth/userpass", { type: "userpass" });
  sys.write("auth/userpass/users/amy", { password: "pw" });
  const login = sys.ask("update", "auth/userpass/login/amy", { password: "pw" }, "");
  const auth = login?.ok === true ? login.auth : undefined;
  sys.write(`identity/entity/id/${auth?.entityId}`, { disabled: true });
  const paths = ["mounts", "mounts/secret/a", "resultant-acl"];
  const answers = paths.map((path) => sys.refused("read", `sys/internal/ui/${path}`, {}, auth?.clientToken));
  expect(answers).toEqual([["permission denied"], ["permission denied"], ["permission denied"]]);
  expect(sys.refused("update", "sys/capabilities", { token: auth?.clientToken ?? "", path: "x" })?.[0]).toContain(
    "invalid token",
  );
  expect(sys.read("sys/internal/counters/entities")).toEqual({ counters: { entities: { total: 1 } } });
});

describe("the version of a plugin", () => {
  test.each([
    ["kv", "abc", '400 version "abc" is not a valid semantic version: Malformed version: abc'],
    ["kv", "1.0", "400 cannot select non-builtin version of secrets plugin kv"],
    ["cubbyhole", "v1.0.0", "400 cannot select non-builtin version of secrets plugin cubbyhole"],
    ["ssh", "v1.0.0", "400 plugin not found in the catalog: ssh, version=v1.0.0"],
    ["nope", "v1.0.0", "400 plugin not found in the catalog: nope, version=v1.0.0"],
  ])("%s has no %s", (type, plugin_version, refusal) => {
    expect(new OpenVault().refusal("update", "sys/mounts/x", { type, config: { plugin_version } })).toBe(refusal);
  });

  test("is looked at before who may list the mount", () => {
    const config = { plugin_version: "v1.0.0", listing_visibility: "wat" };
    expect(new OpenVault().refusal("update", "sys/mounts/x", { type: "kv", config })).toContain("non-builtin");
  });

  test("is taken where it is the one that is built in", () => {
    const vault = new OpenVault();
    vault.succeedOrNothing("update", "sys/mounts/x", { type: "kv", config: { plugin_version: "0.16.2+builtin" } });
    vault.succeedOrNothing("update", "sys/auth/x", {
      type: "userpass",
      config: { plugin_version: "v1.16.0+builtin.vault" },
    });
    expect(vault.refusal("update", "sys/auth/y", { type: "token", config: { plugin_version: "1" } })).toBe(
      "400 cannot select non-builtin version of auth plugin token",
    );
  });
});

test("a lockout that cannot be read is taken as far as it could be", () => {
  const sys = new SysFixture();
  sys.write("sys/auth/a", { type: "approle" });
  const lockout = { lockout_threshold: "3", lockout_duration: "x" };
  expect(sys.refused("update", "sys/auth/a/tune", { user_lockout_config: lockout })).toEqual([
    'time: invalid duration "x"',
  ]);
  expect(sys.read("sys/auth/a")).toMatchObject({ config: { user_lockout_config: { user_lockout_threshold: 3 } } });
  const wrong = { user_lockout_config: { lockout_threshold: "x" } };
  expect(sys.ask("update", "sys/auth/a/tune", wrong)).toMatchObject({ ok: false, status: 500 });
});
