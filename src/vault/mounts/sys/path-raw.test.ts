import { expect, test } from "vitest";
import type { Json } from "../../../lib/index.ts";
import { OpenVault } from "../../testing/open-vault.ts";

const read = (vault: OpenVault, key: string, data: Readonly<Record<string, Json>> = {}) => {
  const value = vault.request("read", `sys/raw/${key}`, data)?.data?.["value"];
  return typeof value === "string" ? value : undefined;
};
const refused = (vault: OpenVault, key: string, data: Readonly<Record<string, Json>> = {}) =>
  vault.refusal("read", `sys/raw/${key}`, data);
const write = (vault: OpenVault, key: string, data: Readonly<Record<string, Json>>) =>
  vault.succeedOrNothing("update", `sys/raw/${key}`, data);
const list = (vault: OpenVault, key: string): string[] => {
  const keys = vault.succeed("list", `sys/raw/${key}`).data?.["keys"];
  return Array.isArray(keys) ? keys.map(String) : [];
};

test("what is written is read, listed and deleted, as text and in base64", () => {
  const vault = new OpenVault();
  write(vault, "a/b", { value: "bär" });
  expect([read(vault, "a/b"), read(vault, "a/b", { encoding: "base64" })]).toEqual(["bär", "YsOkcg=="]);
  write(vault, "a/b", { value: "YmF6", encoding: "base64" });
  expect(read(vault, "a/b")).toBe("baz");
  expect([list(vault, ""), list(vault, "a")]).toEqual([["a/", "core/", "logical/", "sys/"], ["b"]]);
  vault.succeedOrNothing("delete", "sys/raw/a/b");
  vault.succeedOrNothing("delete", "sys/raw/a/b");
  expect(vault.request("read", "sys/raw/a/b")).toBeUndefined();
  expect(vault.request("list", "sys/raw/a")?.data).toEqual({});
});

test("the keyring and the cluster's name are out of reach", () => {
  const vault = new OpenVault();
  expect(refused(vault, "core/keyring")).toBe('400 cannot read "core/keyring"');
  expect(refused(vault, "core/keyring2")).toBe('400 cannot read "core/keyring2"');
  expect(vault.refusal("delete", "sys/raw/core/cluster/local/info")).toBe(
    '400 cannot delete "core/cluster/local/info"',
  );
  expect(vault.refusal("list", "sys/raw/core/keyring")).toBe('400 cannot list "core/keyring/"');
  expect(vault.refusal("update", "sys/raw/core/cluster/local/info", { value: "x" })).toBe(
    '400 cannot write "core/cluster/local/info"',
  );
  expect(vault.refusal("update", "sys/raw/core/keyring", { value: "x" })).toBe(
    "500 1 error occurred:\n\t* internal error\n\n",
  );
});

test("what was packed is unpacked, keeps its packing, and takes no other", () => {
  const vault = new OpenVault();
  write(vault, "g", { value: "one", compression_type: "gzip" });
  write(vault, "plain", { value: "x" });
  expect(read(vault, "g")).toBe("one");
  expect(refused(vault, "g", { compressed: false })).toContain("is not simulated; see docs/coverage.md");
  const otherwise = "400 the entry uses a different compression scheme then compression_type";
  expect(vault.refusal("update", "sys/raw/g", { value: "x", compression_type: "lz4" })).toBe(otherwise);
  expect(vault.refusal("update", "sys/raw/plain", { value: "x", compression_type: "gzip" })).toBe(otherwise);
  expect(vault.refusal("update", "sys/raw/new", { value: "x", compression_type: "zip" })).toBe(
    '400 invalid compression type "zip"',
  );
  write(vault, "g", { value: "two" });
  expect(refused(vault, "g", { compressed: false })).toContain("is not simulated");
  write(vault, "g", { value: "three", compression_type: "" });
  expect(read(vault, "g", { compressed: false })).toBe("three");
});

test.each([
  ["", "'data' being decompressed is empty"],
  ["G", "invalid 'data' after the canary"],
  ["Go", "failed to create a compression reader: unexpected EOF"],
  ["Goooooooooooo", "failed to create a compression reader: gzip: invalid header"],
  ["Lo", "unexpected EOF"],
  ["Looooo", "lzw: invalid code"],
  ["So", "snappy: corrupt input"],
  ["4o", "unexpected EOF"],
  ["4ooooooooo", "lz4: bad magic number"],
])("%j looks packed, and is read only as it is", (value, problem) => {
  const vault = new OpenVault();
  write(vault, "k", { value });
  expect(refused(vault, "k")).toBe(`400 ${problem}`);
  expect(read(vault, "k", { compressed: false })).toBe(value);
});

test("an encoding that is none is refused, and so is what is not in it", () => {
  const vault = new OpenVault();
  expect(refused(vault, "k", { encoding: "hex" })).toBe('400 invalid encoding "hex"');
  expect(vault.refusal("update", "sys/raw/k", { value: "x", encoding: "hex" })).toBe('400 invalid encoding "hex"');
  expect(vault.refusal("update", "sys/raw/k", { value: "!!", encoding: "base64" })).toBe(
    "400 illegal base64 data at input byte 0",
  );
});

test("what the server keeps is read as a real one keeps it", () => {
  const vault = new OpenVault();
  const made = vault.create({ id: "kid", ttl: "1h", policies: ["default"], meta: { a: "b" } });
  const texts = list(vault, "sys/token/id").map((name) => read(vault, `sys/token/id/${name}`));
  expect(made).toBe("kid");
  expect(texts).toContainEqual(
    expect.stringMatching(
      /^\{"type":1,"id":"kid","accessor":"\w{24}","parent":"hvs\.\w{24}","policies":\["default"\],"inline_policy":"","path":"auth\/token\/create","meta":\{"a":"b"\},"internal_meta":null,"display_name":"token","num_uses":0,"creation_time":\d+,"ttl":3600000000000,"explicit_max_ttl":0,"role":"","period":0,"DisplayName":"","NumUses":0,"CreationTime":0,"ExplicitMaxTTL":0,"entity_id":"","no_identity_policies":false,"bound_cidrs":null,"namespace_id":"root","cubbyhole_id":""\}$/,
    ),
  );
  expect(read(vault, "sys/policy/response-wrapping")).toMatch(
    /^\{"Version":2,"Raw":".*","Templated":false,"Type":0\}\n$/,
  );
  expect(read(vault, "core/local-auth")).toBe('{"type":"auth","entries":null}\n');
  expect(read(vault, "core/local-mounts")).toMatch(
    /^\{"type":"mounts","entries":\[\{"table":"mounts","path":"cubbyhole\/","type":"cubbyhole",.*"config":\{\},"options":null,"local":true,"seal_wrap":false,"namespace_id":"root","running_plugin_version":"v1\.16\.0\+builtin\.vault"\}\]\}\n$/,
  );
  const [lease = ""] = list(vault, "sys/expire/id/auth/token/create");
  expect(read(vault, `sys/expire/id/auth/token/create/${lease}`)).toMatch(
    /^\{"lease_id":"auth\/token\/create\/\w+","client_token":"kid","token_type":0,.*"auth":\{"lease":3600000000000,.*"version":1,"revokeErr":""\}$/,
  );
  expect(refused(vault, "core/master")).toContain("is not simulated");
});

test("a token whose entry is deleted works no more", () => {
  const vault = new OpenVault();
  const token = vault.create({ policies: ["default"], ttl: "1h" });
  for (const name of list(vault, "sys/token/id")) {
    if (read(vault, `sys/token/id/${name}`)?.includes('"policies":["default"]')) {
      vault.succeedOrNothing("delete", `sys/raw/sys/token/id/${name}`);
    }
  }
  expect([vault.works(token), vault.works(vault.root)]).toEqual([false, true]);
  vault.pass(7200);
  expect(vault.works(vault.root)).toBe(true);
});

test("key-value stores of version 1 are written to from below, and what the server works with is not", () => {
  const vault = new OpenVault();
  vault.succeedOrNothing("update", "sys/mounts/kv1", { type: "kv" });
  vault.succeedOrNothing("update", "kv1/x", { b: 1, a: "z" });
  const [, uuid = ""] = /"path":"kv1\/".*?"uuid":"([^"]+)"/.exec(read(vault, "core/mounts") ?? "") ?? [];
  expect(read(vault, `logical/${uuid}/x`)).toBe('{"a":"z","b":1}');
  write(vault, `logical/${uuid}/x`, { value: '{"new":"data"}' });
  expect(vault.succeed("read", "kv1/x").data).toEqual({ new: "data" });
  expect(vault.refusal("update", `sys/raw/logical/${uuid}/x`, { value: "junk" })).toContain("is not simulated");
  expect(vault.refusal("update", "sys/raw/core/mounts", { value: "{}" })).toContain("is not simulated");
  expect(vault.refusal("delete", "sys/raw/core/mounts")).toContain("is not simulated");
  write(vault, "core/mounts", { value: read(vault, "core/mounts") ?? "" });
  expect(vault.succeed("read", "kv1/x").data).toEqual({ new: "data" });
});

test("it takes sudo, and create or update as the key is there or not", () => {
  const vault = new OpenVault();
  const holder = (capabilities: string) => {
    vault.succeedOrNothing("update", `sys/policies/acl/p${capabilities.length}`, {
      policy: `path "sys/raw/*" { capabilities = [${capabilities}] }`,
    });
    return vault.create({ policies: [`p${capabilities.length}`] });
  };
  const without = holder('"read", "create"');
  const withSudo = holder('"read", "create", "sudo"');
  const denied = "403 1 error occurred:\n\t* permission denied\n\n";
  expect(vault.refusal("read", "sys/raw/core/auth", {}, without)).toBe(denied);
  expect(vault.succeed("read", "sys/raw/core/auth", {}, withSudo).data).toHaveProperty("value");
  vault.succeedOrNothing("update", "sys/raw/n", { value: "1" }, withSudo);
  expect(vault.refusal("update", "sys/raw/n", { value: "2" }, withSudo)).toBe(denied);
});
