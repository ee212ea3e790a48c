/** Questions about one token: its parts, and what it may do. */
import type { AccessAnswer, AccessQuestion, TokenInspection } from "../../vault/index.ts";
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
}

interface Parts {
  readonly server: Pick<InspectedServer, "access" | "inspectToken">;
  readonly world: Pick<WorldModel, "tokenAt">;
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
};
