import type { Capability } from "../../lib/index.ts";
import type { Operation } from "../logical/types.ts";

export type { Capability } from "../../lib/index.ts";

/** What an operation asks of a rule; undefined for help, which asks nothing. */
export function capabilityOf(operation: Operation): Capability | undefined {
  switch (operation) {
    case "help":
      return undefined;
    case "renew":
    case "revoke":
      return "update";
    default:
      return operation;
  }
}
