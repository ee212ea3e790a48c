/**
 * What a panel may ask of the world as it stands, beside the deltas that it is sent. A question changes nothing: it is no request to
 * the server, and the journal knows nothing of it.
 */
import type { AccessAnswer, AccessQuestion, TokenInspection } from "../vault/index.ts";
import type { SimulatedServer } from "./server.ts";
import type { WorldModel } from "./world-model.ts";

/** A token that the panel knows by its key. */
interface OfToken {
  readonly key: string;
}

/** Each question by name, and its answer. Plain data: both cross between threads. */
export interface Inspections {
  /** Keys of the server's storage below a prefix, in order, and how many there are in all. */
  readonly "storage-keys": {
    readonly question: { readonly prefix: string };
    readonly answer: { readonly keys: readonly string[]; readonly total: number };
  };
  /** A token taken apart; undefined where no such token was seen. */
  readonly token: { readonly question: OfToken; readonly answer: TokenInspection | undefined };
  /** What a token may do on a path, and which rule decides. */
  readonly access: {
    readonly question: OfToken & Pick<AccessQuestion, "operation" | "path">;
    readonly answer: AccessAnswer | undefined;
  };
}

export type InspectionName = keyof Inspections;
export type Question<Name extends InspectionName = InspectionName> = {
  readonly [Each in Name]: { readonly about: Each } & Inspections[Each]["question"];
}[Name];
export type Answer<Name extends InspectionName = InspectionName> = Inspections[Name]["answer"];

/** More keys than this are counted and not listed. */
export const STORAGE_KEYS_LISTED = 5000;

export interface InspectedParts {
  readonly server: SimulatedServer;
  readonly world: Pick<WorldModel, "tokenAt">;
}

const answers: {
  readonly [Name in InspectionName]: (question: Question<Name>, parts: InspectedParts) => Answer<Name>;
} = {
  "storage-keys": ({ prefix }, { server }) => {
    const keys = server.storageKeys(prefix);
    return { keys: keys.slice(0, STORAGE_KEYS_LISTED), total: keys.length };
  },
  token: ({ key }, { server, world }) => {
    const token = world.tokenAt(key);
    return token && server.inspectToken(token);
  },
  access: ({ key, operation, path }, { server, world }) => {
    const token = world.tokenAt(key);
    return token && server.access({ token: token.token, operation, path });
  },
};

/** Answers a question at once. */
export function inspect<Name extends InspectionName>(question: Question<Name>, parts: InspectedParts): Answer<Name> {
  return answers[question.about](question, parts);
}
