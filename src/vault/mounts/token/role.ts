import type { StorageValue, StorageView } from "../../storage/types.ts";

/** A role that tokens are made with, as kept below `roles/`. Spans are seconds. */
export interface TokenRole {
  readonly name: string;
  readonly allowedPolicies: readonly string[];
  readonly disallowedPolicies: readonly string[];
  readonly allowedPoliciesGlob: readonly string[];
  readonly disallowedPoliciesGlob: readonly string[];
  readonly orphan: boolean;
  /** The deprecated names are kept beside the new ones: each reads back as it was written. */
  readonly periodSeconds: number;
  readonly explicitMaxTtlSeconds: number;
  readonly boundCidrs: readonly string[];
  readonly pathSuffix: string;
  readonly renewable: boolean;
  readonly allowedEntityAliases: readonly string[] | null;
  readonly tokenType: "default-service" | "default-batch" | "service" | "batch";
  readonly tokenPeriodSeconds: number;
  readonly tokenExplicitMaxTtlSeconds: number;
  readonly tokenBoundCidrs: readonly string[];
  readonly tokenNoDefaultPolicy: boolean;
  readonly tokenNumUses: number;
}

export function readRole(storage: StorageView, name: string): TokenRole | undefined {
  const stored = storage.get(`roles/${name}`);
  return isRole(stored) ? stored : undefined;
}

/** Only the token mount writes below its roles. */
function isRole(value: StorageValue | undefined): value is TokenRole {
  return typeof value === "object" && "tokenNumUses" in value;
}
