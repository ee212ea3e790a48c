/** The identity mount: who is behind tokens, whatever the way they logged in. */
import type { BackendDeclaration } from "../../framework/types.ts";
import type { IdentityStore } from "./identity-store.ts";
import { entityPaths } from "./path-entities.ts";
import { entityAliasPaths } from "./path-entity-aliases.ts";
import { groupAliasPaths } from "./path-group-aliases.ts";
import { groupPaths } from "./path-groups.ts";
import { lookupPaths } from "./path-lookup.ts";

export function identityBackend(store: IdentityStore): BackendDeclaration {
  return {
    type: "identity",
    description:
      "Entities, the aliases that auth methods know them by, and groups of them; their policies go to tokens.",
    paths: [
      ...entityPaths(store),
      ...entityAliasPaths(store),
      ...groupPaths(store),
      ...groupAliasPaths(store),
      ...lookupPaths(store),
    ],
  };
}
