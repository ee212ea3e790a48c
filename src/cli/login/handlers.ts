import type { LoginHandler } from "./handler.ts";
import { passwordLogin } from "./password.ts";
import { tokenLogin } from "./token.ts";

/** The kinds of auth method `vault login` knows, by type. */
export const loginHandlers: ReadonlyMap<string, LoginHandler> = new Map([
  ["token", tokenLogin],
  ["userpass", passwordLogin("userpass", "Vault itself")],
  ["ldap", passwordLogin("ldap", "an LDAP server")],
  ["okta", passwordLogin("okta", "Okta")],
  ["radius", passwordLogin("radius", "a RADIUS server")],
]);

/** Kinds the real program has a login for, and this one has not. */
export const notSimulatedLogins: ReadonlySet<string> = new Set([
  "alicloud",
  "aws",
  "centrify",
  "cert",
  "cf",
  "gcp",
  "github",
  "kerberos",
  "oci",
  "oidc",
  "pcf",
]);
