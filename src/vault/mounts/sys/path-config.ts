/** Settings of the server that a dev server leaves as they are. */
import type { PathDeclaration } from "../../framework/types.ts";
import { listResponse, refusal, response } from "../../logical/outcomes.ts";

export function configPaths(): PathDeclaration[] {
  return [
    {
      path: "config/cors",
      operations: { read: () => response({ enabled: false }) },
      absent: ["update", "delete"],
      synopsis: "Says which other origins may ask from a browser.",
    },
    {
      path: "config/auditing/request-headers",
      operations: { read: () => response({ headers: {} }) },
      synopsis: "Lists the request headers that audit devices write down.",
    },
    {
      path: "config/ui/headers/?",
      operations: { list: () => listResponse([]) },
      synopsis: "Lists the headers that the user interface is sent with.",
    },
    ...["license/status", "namespaces/?"].map((path): PathDeclaration => ({
      path,
      operations: { [path === "license/status" ? "read" : "list"]: () => refusal("enterprise-only feature", 404) },
      synopsis: "A part of the Enterprise edition.",
    })),
    {
      path: "experiments",
      operations: { read: () => response({ available: ["events.alpha1", "core.audit.events.alpha1"], enabled: [] }) },
      synopsis: "Lists what is tried out.",
    },
  ];
}
