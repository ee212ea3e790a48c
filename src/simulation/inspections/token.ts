/** Questions about one token: its parts, and what it may do. */
import type { AccessAnswer, AccessQuestion, TokenInspection } from "../../vault/index.ts";
import type { Records } from "../records/records.ts";
import type { WireExchange } from "../records/wire-log.ts";
import type { InspectedServer } from "../server.ts";
import type { WorldModel } from "../world-model.ts";

/** A token that the panel knows by its key. */
interface OfToken {
  readonly key: string;
}

export interface TokenInspections {
  /** A token taken apart; undefined where no such token was seen. */
  readonly token: { readonly question: OfToken; readonly answer: TokenInspection | undefined };
  /** What a token may do on a path, and which rule decides. */
  readonly access: {
    readonly question: OfToken & Pick<AccessQuestion, "operation" | "path">;
    readonly answer: AccessAnswer | undefined;
  };
  /** Its latest requests, latest first. */
  readonly "token-requests": { readonly question: OfToken; readonly answer: TokenRequests };
}

/** A request of a token's. */
export interface TokenRequest {
  readonly id: string;
  readonly atMs: number;
  readonly operation: string;
  readonly path: string;
  readonly status: number;
}

export interface TokenRequests {
  readonly requests: readonly TokenRequest[];
  /** How many requests of all tokens are kept, where older ones are not. */
  readonly kept: number | undefined;
}

const REQUESTS_TOLD = 8;

interface Parts {
  readonly server: Pick<InspectedServer, "access" | "inspectToken">;
  readonly world: Pick<WorldModel, "tokenAt">;
  readonly records: Records;
}

export const tokenAnswers = {
  token: ({ key }: OfToken, { server, world }: Parts): TokenInspection | undefined => {
    const token = world.tokenAt(key);
    return token && server.inspectToken(token);
  },
  access: (
    { key, operation, path }: TokenInspections["access"]["question"],
    { server, world }: Parts,
  ): AccessAnswer | undefined => {
    const token = world.tokenAt(key);
    return token && server.access({ token: token.token, operation, path });
  },
  "token-requests": ({ key }: OfToken, { records: { wire } }: Parts): TokenRequests => ({
    requests: wire.latestOf(key, REQUESTS_TOLD).flatMap(tokenRequest),
    kept: wire.log.isWhole ? undefined : wire.log.size,
  }),
};

function tokenRequest({ engine, sentMs, status }: WireExchange): TokenRequest[] {
  return engine ? [{ id: engine.requestId, atMs: sentMs, operation: engine.operation, path: engine.path, status }] : [];
}
