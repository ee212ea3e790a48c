import { expect, test } from "vitest";
import { OpenVault } from "../../testing/open-vault.ts";

test("the catalog lists what a real server has built in, by type and in detail", () => {
  const { data } = new OpenVault().succeed("read", "sys/plugins/catalog");
  expect(data?.["auth"]).toContain("userpass");
  expect(data?.["secret"]).not.toContain("userpass");
  expect(data?.["detailed"]).toContainEqual({
    builtin: true,
    deprecation_status: "deprecated",
    name: "centrify",
    type: "auth",
    version: "v0.15.1+builtin",
  });
});

test("one plugin is read by its type and name; by its name alone only old clients ask", () => {
  const vault = new OpenVault();
  expect(vault.succeed("read", "sys/plugins/catalog/secret/kv").data).toMatchObject({ version: "v0.16.2+builtin" });
  expect(vault.request("read", "sys/plugins/catalog/auth/kv")).toBeUndefined();
  expect(vault.succeed("read", "sys/plugins/catalog/kv").warnings).toEqual([
    'Deprecated API endpoint, cannot read plugin information from catalog for "kv"',
  ]);
  expect(vault.succeed("list", "sys/plugins/catalog/auth/").data?.["keys"]).toContain("approle");
});
