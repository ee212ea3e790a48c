/** The userpass auth method: logins of people, by a name and a password. */
import type { BackendDeclaration } from "../../framework/types.ts";
import { loginPath, renewLogin } from "./path-login.ts";
import { usersPaths } from "./path-users.ts";

export const userpassBackend: BackendDeclaration = {
  type: "userpass",
  description: "Logs people in, by a name and a password. Users are kept here; a login gives a token.",
  paths: [...usersPaths, loginPath],
  unauthenticated: ["login/*"],
  renew: renewLogin,
};
