import type { AccessAnswer, AccessQuestion, TokenInspection } from "../../vault/index.ts";
import type { InspectedServer } from "../server.ts";
import type { WorldModel } from "../world-model.ts";

/** A token that the panel knows by its key. */
interface OfToken {
  readonly key: string;
}

/** Questions about one token. */
export interface TokenInspections {
  /** A token taken apart; undefined where no such token was seen. */
  readonly token: { readonly question: OfToken; readonly answer: TokenInspection | undefined };
  /** What a token may do on a path, and which rule decides. */
  readonly access: {
    readonly question: OfToken & Pick<AccessQuestion, "operation" | "path">;
    readonly answer: AccessAnswer | undefined;
  };
}

type Answers = {
  readonly [Name in keyof TokenInspections]: (
    question: TokenInspections[Name]["question"],
    parts: { readonly server: InspectedServer; readonly world: Pick<WorldModel, "tokenAt"> },
  ) => TokenInspections[Name]["answer"];
};

export const tokenAnswers: Answers = {
  token: ({ key }, { server, world }) => {
    const token = world.tokenAt(key);
    return token && server.inspectToken(token);
  },
  access: ({ key, operation, path }, { server, world }) => {
    const token = world.tokenAt(key);
    return token && server.access({ token: token.token, operation, path });
  },
};
