import { certLogin, githubLogin } from "./direct.ts";
import type { LoginHandler } from "./handler.ts";
import { passwordLogin } from "./password.ts";
import { tokenLogin } from "./token.ts";

/** The kinds of auth method `vault login` knows, by type. */
export const loginHandlers: ReadonlyMap<string, LoginHandler> = new Map([
  ["token", tokenLogin],
  ["userpass", passwordLogin("userpass", "Vault itself")],
  ["ldap", passwordLogin("ldap", "an LDAP server", ["LOGNAME", "USER"])],
  ["okta", passwordLogin("okta", "Okta")],
  ["radius", passwordLogin("radius", "a RADIUS server")],
  ["github", githubLogin],
  ["cert", certLogin],
]);

/** Kinds the real program has a login for, and this one has not. */
export const notSimulatedLogins: ReadonlySet<string> = new Set([
  "alicloud",
  "aws",
  "centrify",
  "cf",
  "gcp",
  "kerberos",
  "oci",
  "oidc",
  "pcf",
]);
