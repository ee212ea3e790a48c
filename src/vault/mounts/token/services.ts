import type { TtlBounds } from "../../expiration/calculate-ttl.ts";
import type { ExpirationManager } from "../../expiration/expiration-manager.ts";
import type { TokenEntry } from "../../logical/types.ts";
import type { AliasFactors } from "../identity/identity-store.ts";
import type { Entity } from "../identity/types.ts";
import type { TokenStore } from "../../token/token-store.ts";

/** What the token mount needs of the core. */
export interface TokenServices {
  readonly tokens: TokenStore;
  readonly expiration: ExpirationManager;
  /** Why a token is not found, as far as it is known. */
  readonly diagnose: (token: string) => string;
  readonly bounds: () => TtlBounds;
  readonly hasSudo: (entry: TokenEntry, path: string) => boolean;
  readonly policyExists: (name: string) => boolean;
  /** The entity behind an alias; made where there is none. */
  readonly entityOfAlias: (factors: AliasFactors) => Pick<Entity, "id" | "disabled">;
  readonly identityPolicies: (entityId: string) => readonly string[];
}
