/** The identity mount: who is behind tokens, whatever the way they logged in. */
import type { BackendDeclaration, PathDeclaration } from "../../framework/types.ts";
import type { IdentityStore } from "./identity-store.ts";
import { entityPaths } from "./path-entities.ts";
import { entityAliasPaths } from "./path-entity-aliases.ts";
import { groupAliasPaths } from "./path-group-aliases.ts";
import { groupPaths } from "./path-groups.ts";
import { lookupPaths } from "./path-lookup.ts";

/** Vault's identity as a provider for others, second steps of logins, and the old names of aliases. */
const absentPaths: readonly PathDeclaration[] = [
  ["oidc/*", "Signed tokens that tell others who someone is."],
  ["mfa/*", "Second steps of logins."],
  ["alias", "An alias, by its old name."],
  ["alias/*", "Aliases, by their old name."],
  ["persona", "An alias, by its oldest name."],
  ["persona/*", "Aliases, by their oldest name."],
].map(([path = "", synopsis = ""]) => ({
  path,
  operations: {},
  absent: ["read", "update", "delete", "list"],
  synopsis,
}));

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
      ...absentPaths,
    ],
    unauthenticated: ["oidc/.well-known/*", "oidc/provider/+/.well-known/*", "oidc/provider/+/token"],
  };
}
