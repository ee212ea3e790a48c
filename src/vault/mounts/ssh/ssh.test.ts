import { beforeEach, expect, it } from "vitest";
import { OpenVault } from "../../testing/open-vault.ts";

let vault: OpenVault;

beforeEach(() => {
  vault = new OpenVault();
  vault.request("update", "sys/mounts/ssh", { type: "ssh" });
  vault.request("update", "ssh/roles/otp", { key_type: "otp", default_user: "ubuntu", cidr_list: "10.0.0.0/8" });
});

it("a password is good once", () => {
  const otp = vault.succeed("update", "ssh/creds/otp", { ip: "10.1.2.3" }).data?.["key"] ?? "";
  expect(vault.succeed("update", "ssh/verify", { otp }, "").data).toEqual({
    username: "ubuntu",
    ip: "10.1.2.3",
    role_name: "otp",
  });
  expect(vault.refusal("update", "ssh/verify", { otp }, "")).toBe("400 OTP not found");
});

it("a password has a lease that cannot be renewed, and is worth nothing once that is revoked", () => {
  const answer = vault.succeed("update", "ssh/creds/otp", { ip: "10.1.2.3" });
  const leaseId = answer.secret?.leaseId ?? "";
  expect(leaseId).toMatch(/^ssh\/creds\/otp\//);
  expect(answer.secret?.renewable).toBe(false);
  vault.request("update", "sys/leases/revoke", { lease_id: leaseId, sync: true });
  vault.pass(1);
  expect(vault.refusal("update", "ssh/verify", { otp: answer.data?.["key"] ?? "" }, "")).toBe("400 OTP not found");
});

it("a password dies with the token that asked for it", () => {
  const token = vault.create({ policies: ["root"], ttl: "1m" });
  const otp = vault.succeed("update", "ssh/creds/otp", { ip: "10.1.2.3" }, token).data?.["key"] ?? "";
  vault.pass(61);
  expect(vault.refusal("update", "ssh/verify", { otp }, "")).toBe("400 OTP not found");
});

it("a password is for machines of the role alone", () => {
  expect(vault.refusal("update", "ssh/creds/otp", { ip: "11.1.2.3" })).toBe(
    "400 Error validating IP: IP does not belong to role",
  );
  expect(vault.succeed("update", "ssh/lookup", { ip: "10.1.2.3" }).data).toEqual({ roles: ["otp"] });
});

it("an address that a role leaves out is found by a lookup all the same", () => {
  vault.request("update", "ssh/roles/some", {
    key_type: "otp",
    default_user: "ubuntu",
    cidr_list: "10.0.0.0/8",
    exclude_cidr_list: "10.1.0.0/16",
  });
  expect(vault.refusal("update", "ssh/creds/some", { ip: "10.1.2.3" })).toContain("IP does not belong to role");
  expect(vault.succeed("update", "ssh/lookup", { ip: "10.1.2.3" }).data).toEqual({ roles: ["otp", "some"] });
});

it("a role knows the fields of the other kind, and that they are to be durations and truths", () => {
  const role = { key_type: "otp", default_user: "ubuntu" };
  expect(
    vault.request("update", "ssh/roles/otp", { ...role, ttl: "1h", allow_user_certificates: true }),
  ).toBeUndefined();
  expect(vault.refusal("update", "ssh/roles/otp", { ...role, ttl: "abc" })).toContain(
    'error converting input abc for field "ttl": time: invalid duration "abc"',
  );
});
