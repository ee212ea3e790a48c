import { refusal } from "../../logical/outcomes.ts";
import type { LogicalFailure } from "../../logical/types.ts";
import type { MountTable } from "../../routing/mount-entry.ts";

/** Types that a real server knows and this one does not have. */
const absent: Readonly<Record<MountTable, ReadonlySet<string>>> = {
  mounts: new Set([
    "ad",
    "alicloud",
    "aws",
    "azure",
    "consul",
    "database",
    "gcp",
    "gcpkms",
    "keymgmt",
    "kmip",
    "kubernetes",
    "ldap",
    "mongodbatlas",
    "nomad",
    "openldap",
    "pki",
    "rabbitmq",
    "terraform",
    "totp",
    "transform",
    "transit",
  ]),
  auth: new Set([
    "alicloud",
    "aws",
    "azure",
    "cert",
    "cf",
    "centrify",
    "gcp",
    "github",
    "jwt",
    "kerberos",
    "kubernetes",
    "ldap",
    "oci",
    "oidc",
    "okta",
    "pcf",
    "radius",
  ]),
};

const kindOf: Readonly<Record<MountTable, string>> = { mounts: "secrets engine", auth: "auth method" };

/** What enabling an unknown type answers. */
export function unknownType(table: MountTable, type: string): LogicalFailure {
  return absent[table].has(type)
    ? refusal(`the ${kindOf[table]} "${type}" is not simulated; see docs/coverage.md`)
    : refusal(`plugin not found in the catalog: ${type}`);
}
