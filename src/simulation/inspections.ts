/**
 * What a panel may ask of the world as it stands, beside the deltas that it is sent. A question changes nothing: it is no request to
 * the server, and the journal knows nothing of it.
 */
import { auditAnswers, type AuditInspections } from "./inspections/audit.ts";
import { policyAnswers, type PolicyInspections } from "./inspections/policies.ts";
import { storageAnswers, type StorageInspections } from "./inspections/storage.ts";
import { wireAnswers, type WireInspections } from "./inspections/wire.ts";
import type { Records } from "./records/records.ts";
import type { InspectedServer } from "./server.ts";

/** Each question by name, and its answer. Plain data: both cross between threads. */
export interface Inspections extends WireInspections, StorageInspections, AuditInspections, PolicyInspections {
  /** Keys of the server's storage below a prefix, in order, and how many there are in all. */
  readonly "storage-keys": {
    readonly question: { readonly prefix: string };
    readonly answer: { readonly keys: readonly string[]; readonly total: number };
  };
}

export type InspectionName = keyof Inspections;
type Asked<Name extends InspectionName> = { readonly about: Name } & Inspections[Name]["question"];
/** Distributes over the names, so that a question of any one name is one of them all. */
export type Question<Name extends InspectionName = InspectionName> = Name extends InspectionName ? Asked<Name> : never;
export type Answer<Name extends InspectionName = InspectionName> = Inspections[Name]["answer"];

/** More keys than this are counted and not listed. */
export const STORAGE_KEYS_LISTED = 5000;

export interface InspectedParts {
  readonly server: InspectedServer;
  readonly records: Records;
}

const answers: {
  readonly [Name in InspectionName]: (question: Asked<Name>, parts: InspectedParts) => Answer<Name>;
} = {
  ...wireAnswers,
  ...storageAnswers,
  ...auditAnswers,
  ...policyAnswers,
  "storage-keys": ({ prefix }, { server }) => {
    const keys = server.storageKeys(prefix);
    return { keys: keys.slice(0, STORAGE_KEYS_LISTED), total: keys.length };
  },
};

/** Answers a question at once. */
export function inspect<Name extends InspectionName>(question: Asked<Name>, parts: InspectedParts): Answer<Name> {
  return answers[question.about](question, parts);
}
