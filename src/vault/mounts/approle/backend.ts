/** The approle auth method: logins of programs, by the id of a role and a secret ID. */
import type { BackendDeclaration, PathDeclaration } from "../../framework/types.ts";
import { respondWithStatus } from "../kv/respond-with-status.ts";
import { loginPath, renewLogin } from "./path-login.ts";
import { rolePaths } from "./path-role.ts";
import { secretIdPaths } from "./path-secret-id.ts";
import type { ApproleServices } from "./role.ts";
import { sweepSecretIds } from "./secret-id.ts";

export function approleBackend(services: ApproleServices): BackendDeclaration {
  return {
    type: "approle",
    description: "Logs programs in, by the id of a role and a secret ID that only they are given.",
    paths: [...rolePaths(services), ...secretIdPaths(services), loginPath(services), tidyPath],
    unauthenticated: ["login"],
    renew: renewLogin,
  };
}

const tidyPath: PathDeclaration = {
  path: "tidy/secret-id",
  operations: {
    update: (request) => {
      sweepSecretIds(request.storage, request.nowNs);
      const started =
        "Tidy operation successfully started. Any information from the operation will be printed to Vault's server logs.";
      return respondWithStatus(request, 202, { warnings: [started] });
    },
  },
  synopsis: "Takes away what expired secret IDs have left behind.",
};
