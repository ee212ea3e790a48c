import { describe, expect, test } from "vitest";
import { OpenVault } from "../testing/open-vault.ts";

const list = (text: string): string => `500 1 error occurred:\n\t* ${text}\n\n`;

describe.each([
  ["a batch token cut short", "hvb.AAAAA", "illegal base64 data at input byte 4"],
  ["a batch token with a stray character", "hvb.AA=", "illegal base64 data at input byte 2"],
  ["a token of another namespace", "x.root2", "failed to look up namespace from the token: no namespace"],
])("%s cannot be looked for", (_what, token, fault) => {
  const vault = new OpenVault();
  const isForeign = !token.startsWith("hvb.");

  test.each([
    ["read", "auth/token/lookup-self"],
    ["read", "secret/data/x"],
    ["read", "nope"],
    ["read", "sys/internal/ui/mounts"],
    ["update", "sys/wrapping/unwrap"],
  ] as const)("who asks with it learns why: %s %s", (operation, path) => {
    expect(vault.refusal(operation, path, {}, token)).toBe(`500 error performing token check: ${fault}`);
  });

  test("status and step-down look for no token", () => {
    vault.succeedOrNothing("read", "sys/health", {}, token);
    vault.succeedOrNothing("update", "sys/step-down", {}, token);
    expect(vault.refusal("update", "sys/seal", {}, token)).toBe("500 invalid request");
  });

  test("who names it in a body learns why", () => {
    const named = (path: string): string => vault.refusal("update", path, { token });
    expect(named("auth/token/lookup")).toBe(isForeign ? "500 no namespace" : `400 ${fault}`);
    expect(named("auth/token/renew")).toBe(
      isForeign ? "500 no namespace" : list(`error looking up token to renew: ${fault}`),
    );
    expect(named("auth/token/revoke")).toBe(isForeign ? "500 no namespace" : list(fault));
    expect(named("auth/token/revoke-orphan")).toBe(
      isForeign ? "500 no namespace" : list(`error when looking up token to revoke: ${fault}`),
    );
    expect(named("sys/wrapping/unwrap")).toBe(`403 error validating wrapping token: ${fault}`);
    expect(vault.refusal("update", "sys/capabilities", { token, path: "x" })).toBe(list(fault));
  });
});

test("a token of three parts that is nobody's is an internal error, and none where none is needed", () => {
  const vault = new OpenVault();
  const token = "eyJh.eyJi.AAAA";
  expect(vault.refusal("read", "auth/token/lookup-self", {}, token)).toBe(list("internal error"));
  for (const path of ["mounts", "mounts/secret", "namespaces"]) {
    expect(vault.refusal("read", `sys/internal/ui/${path}`, {}, token)).toBe("500 internal error");
  }
  expect(vault.refusal("update", "sys/seal", {}, token)).toBe("500 internal error");
  const unparsed =
    "403 error validating wrapping token: wrapping token could not be parsed: unexpected end of JSON input";
  expect(vault.refusal("update", "sys/wrapping/lookup", {}, token)).toBe(unparsed);
  expect(vault.refusal("update", "sys/wrapping/unwrap", { token })).toBe(unparsed);
  vault.succeedOrNothing("update", "sys/auth/userpass", { type: "userpass" });
  vault.succeedOrNothing("update", "auth/userpass/users/amy", { password: "pw" });
  vault.succeed("update", "auth/userpass/login/amy", { password: "pw" }, token);
  expect(vault.refusal("update", "auth/userpass/login/amy", { password: "pw" }, "hvs.CAESIabc.ns")).toContain(
    "error performing token check",
  );
});

test("an accessor of another namespace is no accessor", () => {
  const vault = new OpenVault();
  for (const path of ["lookup", "renew", "revoke"].map((name) => `auth/token/${name}-accessor`)) {
    expect(vault.refusal("update", path, { accessor: "x.y" })).toBe(list("no namespace"));
  }
  expect(vault.refusal("update", "sys/capabilities-accessor", { accessor: "x.y", path: "x" })).toBe(
    list("no namespace"),
  );
});

test("a lease of another namespace is refused, by the server in the body and by the mount in the path", () => {
  const vault = new OpenVault();
  for (const name of ["lookup", "renew", "revoke"]) {
    expect(vault.refusal("update", `sys/leases/${name}`, { lease_id: "a/x.y" })).toBe("500 no namespace");
  }
  expect(vault.refusal("update", "sys/leases/renew/a/x.y")).toBe("400 no namespace");
  expect(vault.refusal("update", "sys/leases/revoke/a/x.y")).toBe("400 no namespace");
  expect(vault.refusal("update", "sys/renew", { lease_id: "a/x.y" })).toBe("400 no namespace");
});

test("a lookup without a token in its body shows the caller's own id", () => {
  const vault = new OpenVault();
  expect(vault.succeed("update", "auth/token/lookup", { token: "" }).data?.["id"]).toBe(vault.root);
});

test("a sealed server seals again, and steps down for anyone", () => {
  const vault = new OpenVault();
  vault.succeedOrNothing("update", "sys/seal");
  vault.succeedOrNothing("update", "sys/seal", {}, "nobody");
  vault.succeedOrNothing("update", "sys/step-down", {}, "nobody");
});

test("what a tidy does not know is passed over in silence", () => {
  const vault = new OpenVault();
  for (const path of ["auth/token/tidy", "sys/leases/tidy"]) {
    const answer = vault.succeed("update", path, { a: "b" });
    expect([answer.status, answer.raw?.body]).toEqual([202, expect.not.stringContaining("unrecognized")]);
  }
});

test("a renewal by accessor does not tell why it is refused", () => {
  const vault = new OpenVault();
  const rigid = vault.create({ policies: ["default"], renewable: false });
  for (const token of [vault.root, rigid]) {
    const accessor = vault.accessorOf(token);
    expect(vault.refusal("update", "auth/token/renew-accessor", { accessor })).toBe(
      "400 1 error occurred:\n\t* invalid request\n\n",
    );
  }
});
