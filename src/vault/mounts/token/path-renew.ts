import type { FieldSchema, PathDeclaration } from "../../framework/types.ts";
import { failure, refusal } from "../../logical/outcomes.ts";
import type { MountRequest, Outcome } from "../../logical/types.ts";
import { isOfNoNamespace, noNamespace, whyUnreadable } from "../../token/unreadable-token.ts";
import { readRole } from "./role.ts";
import { missingAccessor, missingToken } from "./missing.ts";
import type { TokenServices } from "./services.ts";

const increment: FieldSchema = { type: "duration", default: 0, description: "How long the token is to live from now." };

export function renewPaths(services: TokenServices): PathDeclaration[] {
  return [
    {
      path: "renew-accessor",
      fields: { accessor: { type: "string", description: "The accessor of the token to renew." }, increment },
      operations: {
        update: (_request, fields) => renewByAccessor(services, fields.get("accessor"), fields.get("increment")),
      },
      synopsis: "Renews the token that an accessor is of.",
    },
    {
      path: "renew-self",
      fields: { token: { type: "string", description: "Not used: it is always the caller's own." }, increment },
      operations: { update: (request, fields) => renew(services, request.clientToken, fields.get("increment")) },
      synopsis: "Renews the token that asks.",
    },
    {
      path: "renew",
      fields: { token: { type: "string", description: "The token to renew." }, increment },
      operations: { update: (_request, fields) => renew(services, fields.get("token"), fields.get("increment")) },
      synopsis: "Renews a token: it begins to count its time anew.",
    },
  ];
}

function renew(services: TokenServices, token: string, incrementSeconds: number): Outcome {
  if (token === "") return refusal("missing token ID");
  const entry = services.tokens.lookup(token);
  const problem = entry === undefined ? whyUnreadable(token) : undefined;
  if (problem !== undefined)
    return failure(`error looking up token to renew: ${problem}`, 500, missingToken(services, token));
  if (entry === undefined) return refusal("token not found", 400, missingToken(services, token));
  if (entry.type === "batch")
    return refusal("batch tokens cannot be renewed", 400, { kind: "batch-limit", limit: "renew" });
  return services.expiration.renewToken(entry, incrementSeconds);
}

function renewByAccessor(services: TokenServices, accessor: string, incrementSeconds: number): Outcome {
  if (accessor === "") return failure("missing accessor");
  if (isOfNoNamespace(accessor)) return failure(noNamespace, 500);
  const indexed = services.tokens.records.byAccessor(accessor);
  if (indexed === undefined) return failure("invalid accessor", 400, missingAccessor);
  const answer = renew(services, indexed.tokenId, incrementSeconds);
  // By the accessor nothing is told of why: only the kind of the error is left.
  if (answer?.ok === false && answer.status === 400) return failure("invalid request");
  if (answer?.ok === true && answer.auth !== undefined) answer.auth.clientToken = "";
  return answer;
}

/** The renewal of a lease that the token mount issued: period and maximum come from the token, or from its role as it is now. */
export function renewTokenLease(services: TokenServices, request: MountRequest): Outcome {
  const auth = request.lease?.auth;
  const entry = services.tokens.lookup(request.clientToken);
  if (auth === undefined) return failure("request auth is nil", 500);
  if (entry === undefined) return failure("no token entry found during lookup", 500);
  if (entry.role === "") {
    const { periodSeconds, explicitMaxTtlSeconds } = entry;
    return { ok: true, auth: { ...auth, periodSeconds, explicitMaxTtlSeconds } };
  }
  const role = readRole(request.storage, entry.role);
  if (role === undefined) {
    return failure(`original token role "${entry.role}" could not be found, not renewing`, 500);
  }
  const { tokenPeriodSeconds: periodSeconds, tokenExplicitMaxTtlSeconds: explicitMaxTtlSeconds } = role;
  return { ok: true, auth: { ...auth, periodSeconds, explicitMaxTtlSeconds } };
}
