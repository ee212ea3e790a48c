/**
 * What a panel may ask of the world as it stands, beside the deltas that it is sent. A question changes nothing: it is no request to
 * the server, and the journal knows nothing of it.
 */
import type { SimulatedServer } from "./server.ts";

/** Each question by name, and its answer. Plain data: both cross between threads. */
export interface Inspections {
  /** Keys of the server's storage below a prefix, in order, and how many there are in all. */
  readonly "storage-keys": {
    readonly question: { readonly prefix: string };
    readonly answer: { readonly keys: readonly string[]; readonly total: number };
  };
  /** What the same journal makes anywhere, in a browser and on Node, while the clock stands still. */
  readonly fingerprint: { readonly question: object; readonly answer: Fingerprint };
}

/** `state` is of the servers' storage, their randomness and the clock; `printed` of all output since the beginning. */
export interface Fingerprint {
  readonly state: string;
  readonly printed: number;
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
  fingerprint(): Fingerprint;
}

const answers: {
  readonly [Name in InspectionName]: (question: Question<Name>, parts: InspectedParts) => Answer<Name>;
} = {
  "storage-keys": ({ prefix }, { server }) => {
    const keys = server.storageKeys(prefix);
    return { keys: keys.slice(0, STORAGE_KEYS_LISTED), total: keys.length };
  },
  fingerprint: (_question, parts) => parts.fingerprint(),
};

/** Answers a question at once. */
export function inspect<Name extends InspectionName>(question: Question<Name>, parts: InspectedParts): Answer<Name> {
  return answers[question.about](question, parts);
}
