import type { PathDeclaration } from "../../framework/types.ts";
import { response } from "../../logical/outcomes.ts";
import { respondWithStatus } from "../kv/respond-with-status.ts";
import type { TokenServices } from "./services.ts";

export function accessorPaths(services: TokenServices): PathDeclaration[] {
  return [
    {
      path: "accessors/?",
      operations: { list: () => response({ keys: services.tokens.records.listAccessors() }) },
      synopsis: "Lists the accessors of all tokens; batch tokens have none.",
    },
    {
      path: "tidy",
      operations: {
        update: (request) => {
          services.tokens.records.tidy();
          const warning =
            "Tidy operation successfully started. Any information from the operation will be printed to Vault's server logs.";
          return respondWithStatus(request, 202, { warnings: [warning] });
        },
      },
      synopsis: "Takes away index entries that lead to no token.",
    },
  ];
}
