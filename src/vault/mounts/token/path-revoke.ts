import type { PathDeclaration } from "../../framework/types.ts";
import type { Notice } from "../../inspect/notice.ts";
import { failure, refusal, response } from "../../logical/outcomes.ts";
import type { Outcome } from "../../logical/types.ts";
import { isOfNoNamespace, noNamespace, whyUnreadable } from "../../token/unreadable-token.ts";
import { missingAccessor, missingToken } from "./missing.ts";
import type { TokenServices } from "./services.ts";

const noRevocation: Notice = { kind: "batch-limit", limit: "revoke" };

export function revokePaths(services: TokenServices): PathDeclaration[] {
  const token = { type: "string", description: "The token to revoke." } as const;
  return [
    {
      path: "revoke-accessor",
      fields: { accessor: { type: "string", description: "The accessor of the token to revoke." } },
      operations: { update: (_request, fields) => revokeByAccessor(services, fields.get("accessor")) },
      synopsis: "Revokes the token that an accessor is of, and all below it.",
    },
    {
      path: "revoke-self",
      operations: { update: (request) => revokeTree(services, request.clientToken) },
      synopsis: "Revokes the token that asks, and all below it.",
    },
    {
      path: "revoke",
      fields: { token },
      operations: { update: (_request, fields) => revokeTree(services, fields.get("token")) },
      synopsis: "Revokes a token and all below it.",
    },
    {
      path: "revoke-orphan",
      fields: { token },
      operations: { update: (_request, fields) => revokeAlone(services, fields.get("token")) },
      synopsis: "Revokes one token; its children become orphans.",
    },
  ];
}

function revokeTree(services: TokenServices, token: string): Outcome {
  if (token === "") return refusal("missing token ID");
  const entry = services.tokens.lookup(token);
  const problem = entry === undefined ? whyUnreadable(token) : undefined;
  if (problem !== undefined) return failure(problem, 500, missingToken(services, token));
  if (entry === undefined) return undefined;
  if (entry.type === "batch") return refusal("batch tokens cannot be revoked", 400, noRevocation);
  services.expiration.revokeToken(entry, "revoked");
  return undefined;
}

function revokeAlone(services: TokenServices, token: string): Outcome {
  if (token === "") return refusal("missing token ID");
  const entry = services.tokens.lookup(token);
  const problem = entry === undefined ? whyUnreadable(token) : undefined;
  if (problem !== undefined)
    return failure(`error when looking up token to revoke: ${problem}`, 500, missingToken(services, token));
  if (entry === undefined) return refusal("token to revoke not found", 400, missingToken(services, token));
  if (entry.type === "batch") return refusal("batch tokens cannot be revoked", 400, noRevocation);
  services.tokens.revokeOrphaning(entry.id);
  return undefined;
}

function revokeByAccessor(services: TokenServices, accessor: string): Outcome {
  if (accessor === "") return failure("missing accessor");
  if (isOfNoNamespace(accessor)) return failure(noNamespace, 500);
  const indexed = services.tokens.records.byAccessor(accessor);
  if (indexed === undefined) {
    return { ...response(undefined, ["No token found with this accessor"]), notices: [missingAccessor] };
  }
  const entry = services.tokens.lookup(indexed.tokenId);
  if (entry === undefined) return refusal("token not found");
  services.expiration.revokeToken(entry, "revoked");
  return undefined;
}
