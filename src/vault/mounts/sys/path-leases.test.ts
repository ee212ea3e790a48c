import { expect, test } from "vitest";
import { OpenVault } from "../../testing/open-vault.ts";

test.each([
  ["leases/revoke", { lease_id: "x" }],
  ["leases/revoke/x", {}],
  ["revoke/x", {}],
  ["leases/revoke-prefix/x", {}],
  ["revoke-prefix/x", {}],
])("%s is done at once, and only queued where that is asked for", (path, data) => {
  const vault = new OpenVault();
  expect(vault.request("update", `sys/${path}`, data)).toBeUndefined();
  expect(vault.request("update", `sys/${path}`, { ...data, sync: true })).toBeUndefined();
  for (const sync of [false, null]) {
    expect(vault.succeed("update", `sys/${path}`, { ...data, sync })).toMatchObject({ status: 202, raw: { body: "" } });
  }
});

test("forgetting leases is never queued", () => {
  expect(new OpenVault().request("update", "sys/leases/revoke-force/x", { sync: false })).toBeUndefined();
});
