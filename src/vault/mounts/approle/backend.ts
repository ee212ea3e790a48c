/** The approle auth method: logins of programs, by the id of a role and a secret ID. */
import type { BackendDeclaration, PathDeclaration } from "../../framework/types.ts";
import { response } from "../../logical/outcomes.ts";
import { loginPath, renewLogin } from "./path-login.ts";
import { rolePaths } from "./path-role.ts";
import { secretIdPaths } from "./path-secret-id.ts";
import type { ApproleServices } from "./role.ts";

export function approleBackend(services: ApproleServices): BackendDeclaration {
  return {
    type: "approle",
    description: "Logs programs in, by the id of a role and a secret ID that only they are given.",
    paths: [...rolePaths(services), ...secretIdPaths(services), loginPath, tidyPath],
    unauthenticated: ["login"],
    renew: renewLogin,
  };
}

/** Secret IDs that have expired count for nothing already, so there is nothing to do but to say that it began. */
const tidyPath: PathDeclaration = {
  path: "tidy/secret-id",
  operations: {
    update: () => ({
      ...response(undefined, [
        "Tidy operation successfully started. Any information from the operation will be printed to Vault's server logs.",
      ]),
      status: 202,
    }),
  },
  synopsis: "Takes away what expired secret IDs have left behind.",
};
