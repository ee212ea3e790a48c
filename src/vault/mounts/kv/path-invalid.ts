import type { PathDeclaration } from "../../framework/types.ts";
import type { MountRequest, Operation, Outcome } from "../../logical/types.ts";
import { respondWithStatus } from "./respond-with-status.ts";

const subcommands: Readonly<Partial<Record<Operation, string>>> = {
  create: "put",
  update: "put",
  patch: "patch",
  read: "get",
  list: "list",
  delete: "delete",
};
const roots: ReadonlySet<string> = new Set(["metadata", "data", "delete", "undelete", "destroy"]);

/** Whatever no other path takes. */
export const invalidPath: PathDeclaration = {
  path: "*rest",
  operations: {
    update: answerInvalidPath,
    patch: answerInvalidPath,
    read: answerInvalidPath,
    delete: answerInvalidPath,
    list: answerInvalidPath,
  },
  takesArbitraryInput: true,
  synopsis: "Says that a versioned store has nothing at such a path.",
};

export function answerInvalidPath(request: MountRequest): Outcome {
  const warning = roots.has(request.path)
    ? "Non-listing operations on the root of a K/V v2 mount are not supported."
    : `Invalid path for a versioned K/V secrets engine. See the API docs for the appropriate API endpoints to use. If using the Vault CLI, use 'vault kv ${subcommands[request.operation] ?? ""}' for this operation.`;
  return respondWithStatus(request, 404, { warnings: [warning] });
}
