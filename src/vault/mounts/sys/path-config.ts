/** Settings of the server that a dev server leaves as they are. */
import type { PathDeclaration } from "../../framework/types.ts";
import { response } from "../../logical/outcomes.ts";

export function configPaths(): PathDeclaration[] {
  return [
    {
      path: "config/cors",
      operations: { read: () => response({ enabled: false }) },
      synopsis: "Says which other origins may ask from a browser.",
    },
    {
      path: "config/auditing/request-headers",
      operations: { read: () => response({ headers: {} }) },
      synopsis: "Lists the request headers that audit devices write down.",
    },
    {
      path: "experiments",
      operations: { read: () => response({ available: ["events.alpha1", "core.audit.events.alpha1"], enabled: [] }) },
      synopsis: "Lists what is tried out.",
    },
    {
      path: "locked-users",
      operations: { read: () => response({ by_namespace: [], total: 0 }) },
      synopsis: "Lists users that are locked out.",
    },
  ];
}
