import { expect, test } from "vitest";
import { OpenVault } from "../testing/open-vault.ts";

test("the mount at secret/ is of the version that the server was started with", () => {
  const { server, root } = new OpenVault({ config: { kvVersion: "1" } });
  const answer = server.handle({ operation: "read", path: "sys/mounts/secret", data: {}, clientToken: root });
  expect(answer?.data).toMatchObject({ options: { version: "1" } });
});

test("a server that leases key-value reads leases each, and they can be revoked", () => {
  const vault = new OpenVault({ config: { kvVersion: "1", leasedKv: true } });
  vault.succeedOrNothing("update", "secret/a", { b: "c", ttl: "1h" });
  vault.succeedOrNothing("update", "secret/plain", { b: "c" });
  const { secret } = vault.succeed("read", "secret/a");
  expect(secret).toMatchObject({ renewable: true, ttlSeconds: 3600, leaseId: expect.stringMatching(/^secret\/a\//) });
  expect(vault.succeed("read", "secret/plain").secret).toMatchObject({ renewable: false });
  vault.succeedOrNothing("update", "sys/leases/revoke", { lease_id: secret?.leaseId ?? "" });
  expect(vault.keys("sys/expire/id/secret/a/")).toEqual([]);
  expect(new OpenVault({ config: { kvVersion: "1" } }).keys("sys/expire/id/secret/")).toEqual([]);
});

test("storage has the name that it was started with", () => {
  const { server } = new OpenVault({ config: { storageType: "inmem_transactional" } });
  const answer = server.handleHttp({ method: "GET", url: "/v1/sys/seal-status", headers: {}, body: "" });
  expect(answer.body).toContain('"storage_type":"inmem_transactional"');
});

test("a root token of a chosen id is one that was made with it: an orphan of the first, which is gone", () => {
  const vault = new OpenVault({ rootTokenId: "root" });
  expect(vault.root).toBe("root");
  expect(vault.lookup("root")).toMatchObject({
    display_name: "token",
    path: "auth/token/create",
    orphan: true,
    policies: ["root"],
    creation_ttl: 0,
  });
  expect(vault.keys("sys/token/id/")).toHaveLength(1);
  expect(() => new OpenVault({ rootTokenId: "hvs.mine" })).toThrow("cannot be a root token's id");
});
