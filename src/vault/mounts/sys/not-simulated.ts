import { quoteGo } from "../../../lib/index.ts";
import { refusal } from "../../logical/outcomes.ts";
import type { LogicalFailure } from "../../logical/types.ts";
import type { MountTable } from "../../routing/mount-entry.ts";

/** Types that a real server knows and this one does not have. */
export const absentTypes: Readonly<Record<MountTable, ReadonlySet<string>>> = {
  mounts: new Set([
    "ad",
    "alicloud",
    "aws",
    "azure",
    "consul",
    "database",
    "gcp",
    "gcpkms",
    "generic",
    "kubernetes",
    "ldap",
    "mongodbatlas",
    "nomad",
    "openldap",
    "pki",
    "rabbitmq",
    "terraform",
    "totp",
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

/** Types that earlier servers had. */
const removed: Readonly<Record<MountTable, ReadonlySet<string>>> = {
  mounts: new Set(["cassandra", "mongodb", "mssql", "mysql", "postgresql"]),
  auth: new Set(["app-id"]),
};

const kindOf: Readonly<Record<MountTable, string>> = { mounts: "secrets engine", auth: "auth method" };

/** What enabling an unknown type answers. */
export function unknownType(table: MountTable, type: string): LogicalFailure {
  if (removed[table].has(type)) {
    return refusal(`could not mount ${quoteGo(type)}: mount entry associated with removed builtin`);
  }
  return absentTypes[table].has(type)
    ? refusal(`the ${kindOf[table]} "${type}" is not simulated; see docs/coverage.md`)
    : refusal(`plugin not found in the catalog: ${type}`);
}
