/** Types of mount that a real server knows and this one does not simulate: they are enabled, tuned and moved as any other. */
import type { BackendDeclaration } from "../../framework/types.ts";
import type { MountTable } from "../../routing/mount-entry.ts";

/** Of each type the paths that a real server asks no token for. */
export const absentTypes: Readonly<Record<MountTable, Readonly<Record<string, readonly string[]>>>> = {
  mounts: {
    ad: [],
    alicloud: [],
    aws: [],
    azure: [],
    consul: [],
    database: [],
    gcp: [],
    gcpkms: [],
    kubernetes: [],
    ldap: [],
    mongodbatlas: [],
    nomad: [],
    openldap: [],
    pki: [
      "ca",
      "ca/pem",
      "ca_chain",
      "cert/*",
      "crl",
      "crl/*",
      "issuer/+/der",
      "issuer/+/json",
      "issuer/+/pem",
      "ocsp",
    ],
    rabbitmq: [],
    terraform: [],
    totp: [],
    transit: [],
  },
  auth: {
    alicloud: ["login"],
    aws: ["login"],
    azure: ["login"],
    centrify: ["login"],
    cert: ["login"],
    cf: ["login"],
    gcp: ["login"],
    github: ["login"],
    jwt: ["login", "oidc/auth_url", "oidc/callback"],
    kerberos: ["login"],
    kubernetes: ["login"],
    ldap: ["login/*"],
    oci: ["login/*"],
    oidc: ["login", "oidc/auth_url", "oidc/callback"],
    okta: ["login/*", "verify/*"],
    pcf: ["login"],
    radius: ["login", "login/*"],
  },
};

export function absentBackends(table: MountTable): Record<string, () => BackendDeclaration> {
  return Object.fromEntries(
    Object.entries(absentTypes[table]).map(([type, unauthenticated]) => [
      type,
      () => absentBackend(type, unauthenticated),
    ]),
  );
}

function absentBackend(type: string, unauthenticated: readonly string[]): BackendDeclaration {
  return {
    type,
    description: "Not simulated: it can be enabled, and does nothing.",
    unauthenticated,
    paths: [
      {
        path: "*",
        operations: {},
        absent: ["create", "read", "update", "patch", "delete", "list", "header"],
        synopsis: "Not simulated.",
      },
    ],
  };
}
