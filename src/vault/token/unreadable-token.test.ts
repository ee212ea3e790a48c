import { expect, test } from "vitest";
import { OpenVault } from "../testing/open-vault.ts";
import { whyUnreadable } from "./unreadable-token.ts";

const noNamespace = "failed to look up namespace from the token: no namespace";

test.each([
  ["hvb.", undefined],
  ["hvb.A", "illegal base64 data at input byte 0"],
  ["hvb.AAAAA", "illegal base64 data at input byte 4"],
  ["hvb.AAAA AAAA", "illegal base64 data at input byte 4"],
  ["hvb.AA=A", "illegal base64 data at input byte 2"],
  ["hvb.AAAAA$", "illegal base64 data at input byte 5"],
  ["b.AAAAA", "illegal base64 data at input byte 4"],
  ["hvb.AAAAA.ns", "illegal base64 data at input byte 4"],
  ["hvb.AAAA.ns", undefined],
  ["s.AAAA", undefined],
  ["a.", undefined],
  ["a.root", undefined],
  ["a.b", noNamespace],
  ["a/b.c", noNamespace],
  ["hvs.AAAA.BBBB", noNamespace],
])("%s is looked up, or it is said why it cannot be: %s", (token, why) => {
  expect(whyUnreadable(token)).toBe(why);
});

test("who asks with what is no token is told of it, whatever they ask for", () => {
  const vault = new OpenVault();
  vault.request("update", "sys/auth/userpass", { type: "userpass" });
  const illegal = "500 error performing token check: illegal base64 data at input byte 0";
  expect(vault.refusal("read", "secret/data/a", {}, "hvb.A")).toBe(illegal);
  expect(vault.refusal("update", "auth/userpass/login/amy", { password: "pw" }, "hvb.A")).toBe(illegal);
  expect(vault.refusal("read", "sys/mounts", {}, "a.b")).toBe(`500 error performing token check: ${noNamespace}`);
  expect(vault.request("read", "sys/seal-status", {}, "a.b")?.ok).toBe(true);
});

test.each([
  ["auth/token/lookup", "hvb.A", "400 illegal base64 data at input byte 0"],
  ["auth/token/lookup", "a.b", "500 no namespace"],
  ["auth/token/renew", "hvb.A", "error looking up token to renew: illegal base64 data at input byte 0"],
  ["auth/token/revoke", "hvb.A", "\t* illegal base64 data at input byte 0"],
  ["auth/token/revoke-orphan", "hvb.A", "error when looking up token to revoke: illegal base64 data at input byte 0"],
  ["sys/capabilities", "a.b", noNamespace],
  ["sys/wrapping/unwrap", "hvb.A", "403 error validating wrapping token: illegal base64 data at input byte 0"],
])("%s of %s fails with %s", (path, token, text) => {
  expect(new OpenVault().refusal("update", path, { token, path: "secret/a" })).toContain(text);
});

test("a token that names the root namespace is the token", () => {
  const vault = new OpenVault();
  const token = vault.create({ type: "batch", policies: ["default"], ttl: "5m" });
  expect(vault.works(`${token}.root`)).toBe(true);
});

test("a lease of another namespace is an error too", () => {
  const ask = (path: string) => new OpenVault().refusal("update", path, { lease_id: "ssh/creds/a.b" });
  expect(["leases/lookup", "leases/renew", "renew", "revoke"].map((path) => ask(`sys/${path}`))).toEqual([
    "500 no namespace",
    "500 no namespace",
    "400 no namespace",
    "400 no namespace",
  ]);
});
