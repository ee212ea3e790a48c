/**
 * What a panel may ask of the world as it stands, beside the deltas that it is sent. A question changes nothing: it is no request to
 * the server, and the journal knows nothing of it.
 */
import { compareStates } from "./difference.ts";
import type { MomentDifference } from "./difference.ts";
import type { WorldState } from "./moments.ts";
import type { WorldDelta } from "./protocol.ts";
import type { ServerPlace } from "./server-place.ts";
import { auditAnswers, type AuditInspections } from "./inspections/audit.ts";
import { policyAnswers, type PolicyInspections } from "./inspections/policies.ts";
import { storageAnswers, type StorageInspections } from "./inspections/storage.ts";
import { tokenAnswers, type TokenInspections } from "./inspections/token.ts";
import { wireAnswers, type WireInspections } from "./inspections/wire.ts";
import type { Records } from "./records/records.ts";
import type { InspectedServer } from "./server.ts";
import type { WorldModel } from "./world-model.ts";

/** Each question by name, and its answer. Plain data: both cross between threads. */
export interface Inspections
  extends WireInspections, StorageInspections, AuditInspections, PolicyInspections, TokenInspections {
  /** Keys of the server's storage below a prefix, in order, and how many there are in all. */
  readonly "storage-keys": {
    readonly question: { readonly prefix: string };
    readonly answer: { readonly keys: readonly string[]; readonly total: number };
  };
  /** What makes all that panels show now into what they would show of a moment; no world where that is no longer kept. */
  readonly moment: {
    readonly question: { readonly moment: number };
    readonly answer: { readonly world: WorldDelta | undefined };
  };
  /** What two moments differ in; no difference where one of them is no longer kept. */
  readonly difference: {
    readonly question: { readonly from: MomentName; readonly to: MomentName };
    readonly answer: { readonly difference: MomentDifference | undefined };
  };
  /** What the same journal makes anywhere, in a browser and on Node, while the clock stands still. */
  readonly fingerprint: { readonly question: object; readonly answer: Fingerprint };
}

/** `state` is of the servers' storage, their randomness and the clock; `printed` of all output since the beginning. */
export interface Fingerprint {
  readonly state: string;
  readonly printed: number;
}

/** A moment by its number, or the world as it stands. */
export type MomentName = number | "now";

export type InspectionName = keyof Inspections;
type Asked<Name extends InspectionName> = { readonly about: Name } & Inspections[Name]["question"];
/** Distributes over the names, so that a question of any one name is one of them all. */
export type Question<Name extends InspectionName = InspectionName> = Name extends InspectionName ? Asked<Name> : never;
export type Answer<Name extends InspectionName = InspectionName> = Inspections[Name]["answer"];

/** More keys than this are counted and not listed. */
export const STORAGE_KEYS_LISTED = 5000;

export interface InspectedParts {
  readonly server: InspectedServer;
  readonly place: Pick<ServerPlace, "compare">;
  /** What the page knows, at the same moment as the server. */
  readonly world: WorldModel;
  readonly moments: {
    /** The world at a moment; undefined where that is no longer kept. */
    stateAt(moment: MomentName): WorldState | undefined;
    /** What makes the world that the page knows into that one. */
    worldAt(moment: number, terminals: readonly number[]): WorldDelta | undefined;
  };
  /** Those that are open. */
  readonly terminals: readonly number[];
  readonly records: Records;
  fingerprint(): Fingerprint;
}

const answers: {
  readonly [Name in InspectionName]: (question: Asked<Name>, parts: InspectedParts) => Answer<Name>;
} = {
  ...wireAnswers,
  ...storageAnswers,
  ...auditAnswers,
  ...policyAnswers,
  ...tokenAnswers,
  "storage-keys": ({ prefix }, { server }) => {
    const keys = server.storageKeys(prefix);
    return { keys: keys.slice(0, STORAGE_KEYS_LISTED), total: keys.length };
  },
  moment: ({ moment }, { moments, terminals }) => ({ world: moments.worldAt(moment, terminals) }),
  difference: ({ from, to }, { place, moments }) => {
    const [first, second] = [moments.stateAt(from), moments.stateAt(to)];
    return { difference: first && second && compareStates(place, first, second) };
  },
  fingerprint: (_question, parts) => parts.fingerprint(),
};

/** Answers a question at once. */
export function inspect<Name extends InspectionName>(question: Asked<Name>, parts: InspectedParts): Answer<Name> {
  return answers[question.about](question, parts);
}
