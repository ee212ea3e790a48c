/** `capabilities`: what a token may do on paths; its own, another's, or the one that an accessor is of. */
import type { Json } from "../../../lib/index.ts";
import type { FieldData, FieldSchema, PathDeclaration } from "../../framework/types.ts";
import { failure, refusal, response } from "../../logical/outcomes.ts";
import type { Outcome, TokenEntry } from "../../logical/types.ts";
import { isOfNoNamespace, noNamespace, whyUnreadable } from "../../token/unreadable-token.ts";
import type { SysServices } from "./services.ts";

const paths: Readonly<Record<string, FieldSchema>> = {
  paths: { type: "commaStringSlice", description: "The paths to ask about." },
  path: { type: "commaStringSlice", description: "The same under its old name.", deprecated: true },
};
const token: FieldSchema = { type: "string", description: "The token to ask about." };

export function capabilityPaths(services: SysServices): PathDeclaration[] {
  return [
    {
      path: "capabilities-accessor",
      fields: { ...paths, accessor: { type: "string", description: "The accessor of the token to ask about." } },
      operations: {
        update: (_request, fields) => {
          const accessor = fields.get<string>("accessor");
          if (accessor === "") return refusal("missing accessor");
          if (isOfNoNamespace(accessor)) return failure(noNamespace, 500);
          const entry = services.tokens.byAccessor(accessor);
          if (entry === "unknown") return failure("invalid accessor");
          return answer(services, entry === "gone" ? undefined : entry, fields);
        },
      },
      synopsis: "Says what the token of an accessor may do.",
    },
    {
      path: "capabilities",
      fields: { ...paths, token },
      operations: {
        update: (_request, fields) => {
          const named = fields.raw["token"];
          if (typeof named !== "string" || named === "") return failure("no token found", 500);
          const entry = services.tokens.lookup(named);
          const problem = entry === undefined ? whyUnreadable(named) : undefined;
          return problem === undefined ? answer(services, entry, fields) : failure(problem, 500);
        },
      },
      synopsis: "Says what a token may do.",
    },
    {
      path: "capabilities-self",
      fields: { ...paths, token },
      operations: { update: (request, fields) => answer(services, request.tokenEntry, fields) },
      synopsis: "Says what the token that asks may do.",
    },
  ];
}

function answer(services: SysServices, entry: TokenEntry | undefined, fields: FieldData): Outcome {
  const named = fields.get<readonly string[]>("paths");
  const asked = named.length > 0 ? named : fields.get<readonly string[]>("path");
  if (asked.length === 0) return refusal("paths must be supplied");
  const data = new Map<string, Json>();
  for (const path of asked) {
    if (path === "") return failure("missing path");
    if (entry === undefined || !services.tokens.hasUsableEntity(entry)) return failure("invalid token");
    data.set(path, services.tokens.capabilities(entry, path));
  }
  if (asked.length === 1) data.set("capabilities", data.get(asked[0] ?? "") ?? null);
  return response(Object.fromEntries(data));
}
