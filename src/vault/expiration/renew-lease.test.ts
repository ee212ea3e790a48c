import { expect, test } from "vitest";
import { OpenVault } from "../testing/open-vault.ts";

function otpLease(type: "service" | "batch"): { readonly vault: OpenVault; readonly lease: string } {
  const vault = new OpenVault();
  vault.succeedOrNothing("update", "sys/mounts/ssh", { type: "ssh" });
  vault.succeedOrNothing("update", "ssh/roles/otp", { key_type: "otp", default_user: "u", cidr_list: "10.0.0.0/8" });
  vault.succeedOrNothing("update", "sys/policies/acl/ssh", {
    policy: 'path "ssh/creds/otp" { capabilities = ["update", "create"] }',
  });
  const token = vault.create({ policies: ["ssh"], type, ttl: "10m" });
  const { secret } = vault.succeed("update", "ssh/creds/otp", { ip: "10.1.1.1" }, token);
  return { vault, lease: secret?.leaseId ?? "" };
}

test("a service token's lease is renewed only where it says so", () => {
  const { vault, lease } = otpLease("service");
  expect(vault.refusal("update", "sys/leases/renew", { lease_id: lease })).toBe("400 lease is not renewable");
});

test("of a batch token's lease the mount is asked, and lookups say no", () => {
  const { vault, lease } = otpLease("batch");
  expect(vault.refusal("update", "sys/leases/renew", { lease_id: lease })).toBe(
    "400 failed to renew entry: resp: (*logical.Response)(nil) err: unsupported operation",
  );
  expect(vault.succeed("update", "sys/leases/lookup", { lease_id: lease }).data?.["renewable"]).toBe(false);
});
