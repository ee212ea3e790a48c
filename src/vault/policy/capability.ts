import type { Capability } from "../../lib/index.ts";
import type { Operation } from "../logical/types.ts";

/** What an operation asks of a rule; undefined for help, which asks nothing, and for a header alone, which none grants. */
export function capabilityOf(operation: Operation): Capability | undefined {
  switch (operation) {
    case "help":
    case "header":
      return undefined;
    case "renew":
    case "revoke":
      return "update";
    default:
      return operation;
  }
}
