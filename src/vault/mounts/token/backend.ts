/** The token auth method, mounted at `auth/token/`: tokens made, read, renewed and revoked. */
import type { BackendDeclaration } from "../../framework/types.ts";
import { accessorPaths } from "./path-accessors.ts";
import { createPaths } from "./path-create.ts";
import { lookupPaths } from "./path-lookup.ts";
import { renewPaths, renewTokenLease } from "./path-renew.ts";
import { revokePaths } from "./path-revoke.ts";
import { rolePaths } from "./path-roles.ts";
import type { TokenServices } from "./services.ts";

export function tokenBackend(services: TokenServices): BackendDeclaration {
  return {
    type: "token",
    description: "Tokens: the one auth method that every server has, and that all others end in.",
    paths: [
      ...rolePaths(services),
      ...accessorPaths(services),
      ...createPaths(services),
      ...lookupPaths(services),
      ...revokePaths(services),
      ...renewPaths(services),
    ],
    root: ["revoke-orphan", "accessors/"],
    renew: (request) => renewTokenLease(services, request),
  };
}
