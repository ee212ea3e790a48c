import type { TtlBounds } from "../../expiration/calculate-ttl.ts";
import type { ExpirationManager } from "../../expiration/expiration-manager.ts";
import type { TokenEntry } from "../../logical/types.ts";
import type { TokenStore } from "../../token/token-store.ts";

/** What the token mount needs of the core. */
export interface TokenServices {
  readonly tokens: TokenStore;
  readonly expiration: ExpirationManager;
  readonly bounds: () => TtlBounds;
  readonly hasSudo: (entry: TokenEntry, path: string) => boolean;
  readonly policyExists: (name: string) => boolean;
  readonly identityPolicies: (entityId: string) => readonly string[];
}
