import type { Records } from "../records/records.ts";
import type { IssuedToken, LineStorage, StorageMeter } from "../records/storage-ledger.ts";
import type { InspectedServer } from "../server.ts";

/** A name on one level of storage. */
export interface StorageName {
  /** Ends in `/` where more is below. */
  readonly name: string;
  /** How many keys it is, or has below it. */
  readonly keys: number;
}

export interface StorageLevel {
  readonly names: readonly StorageName[];
  /** How many names there are in all. */
  readonly total: number;
}

/** A line in the list: all but the operations. */
export type LineStorageHead = Omit<LineStorage, "operations">;

/** Questions about the server's storage, and what was done to it. */
export interface StorageInspections {
  /** The levels of the tree that are open, by prefix; the first is "". */
  readonly "storage-levels": {
    readonly question: { readonly open: readonly string[] };
    readonly answer: { readonly levels: Readonly<Record<string, StorageLevel>> };
  };
  /** What tokens cost so far, and since when: what the latest lines cost. */
  readonly "storage-meter": {
    readonly question: object;
    readonly answer: {
      readonly meter: StorageMeter;
      readonly lines: readonly LineStorageHead[];
      /** What was written for the latest tokens, oldest first. */
      readonly issued: readonly IssuedToken[];
    };
  };
  /** The operations of one line, as many as are kept. */
  readonly "storage-line": {
    readonly question: { readonly line: number };
    readonly answer: { readonly line: LineStorage | undefined };
  };
}

/** More names of a level than this are counted and not listed. */
const NAMES_LISTED = 500;
/** The latest lines. */
const LINES_LISTED = 200;

type Answers = {
  readonly [Name in keyof StorageInspections]: (
    question: StorageInspections[Name]["question"],
    parts: { readonly server: InspectedServer; readonly records: Records },
  ) => StorageInspections[Name]["answer"];
};

export const storageAnswers: Answers = {
  "storage-levels": ({ open }, { server }) => ({
    levels: Object.fromEntries(open.map((prefix) => [prefix, levelOf(server.storageLevel(prefix))])),
  }),
  "storage-meter": (_question, { records: { storage } }) => {
    const { running } = storage;
    const lines = storage.lines.all().slice(-LINES_LISTED);
    const heads = [...lines, ...(running ? [running] : [])].map(withoutOperations);
    return { meter: storage.meter, lines: heads, issued: storage.latestIssued };
  },
  "storage-line": ({ line }, { records: { storage } }) => ({
    line: line === storage.running?.number ? storage.running : storage.lines.at(line),
  }),
};

function levelOf(level: ReadonlyMap<string, number>): StorageLevel {
  const names = [...level].slice(0, NAMES_LISTED).map(([name, keys]) => ({ name, keys }));
  return { names, total: level.size };
}

function withoutOperations(line: LineStorage): LineStorageHead {
  const { operations: _, ...head } = line;
  return head;
}
