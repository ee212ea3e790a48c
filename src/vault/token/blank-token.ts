import type { TokenEntry } from "../logical/types.ts";

/** A token with nothing said about it. */
export function blankToken(): TokenEntry {
  return {
    type: "service",
    id: "",
    externalId: "",
    accessor: "",
    parent: "",
    policies: [],
    path: "",
    metadata: null,
    displayName: "",
    numUses: 0,
    creationTimeSeconds: 0,
    ttlSeconds: 0,
    explicitMaxTtlSeconds: 0,
    periodSeconds: 0,
    role: "",
    entityId: "",
    boundCidrs: [],
    cubbyholeId: "",
  };
}
