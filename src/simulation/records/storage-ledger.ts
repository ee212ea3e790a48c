import type { RequestTrace, StorageOperation, TokenView } from "../../vault/index.ts";
import { BoundedLog, type LogItem, type LogSnapshot } from "./bounded-log.ts";

/** What tokens of one type cost: how many were issued, and how many keys the requests that issued them wrote. */
export interface TypeCost {
  readonly tokens: number;
  readonly writes: number;
}

/** The running meter. */
export interface StorageMeter {
  readonly service: TypeCost;
  readonly batch: TypeCost;
}

/** A token that was issued, and the keys that the request wrote that issued it. */
export interface IssuedToken {
  readonly key: string;
  readonly written: readonly string[];
}

/** What one line did to storage. */
export interface LineStorage extends LogItem {
  readonly text: string;
  readonly requests: number;
  readonly read: number;
  readonly listed: number;
  readonly written: number;
  readonly deleted: number;
  readonly meter: StorageMeter;
  /** In order, as many as are kept; the counts are of all. */
  readonly operations: readonly StorageOperation[];
}

const LINES_KEPT = 500;
/** More than a panel has room for. */
const ISSUED_KEPT = 64;
const OPERATIONS_A_LINE = 400;
const CHARACTERS_KEPT = 8 * 1024 * 1024;
const LINE_CHARACTERS = 400;

const NO_COST: TypeCost = { tokens: 0, writes: 0 };
const NOTHING_METERED: StorageMeter = { service: NO_COST, batch: NO_COST };

export interface StorageLedgerSnapshot {
  readonly meter: StorageMeter;
  readonly latest: readonly IssuedToken[];
  readonly lines: LogSnapshot<LineStorage>;
}

type Open = { -readonly [K in keyof LineStorage]: LineStorage[K] } & { operations: StorageOperation[] };

/** What each line read, wrote and deleted, and what tokens cost so far. */
export class StorageLedger {
  /** An item's number is its line's index. */
  readonly lines = new BoundedLog<LineStorage>({ items: LINES_KEPT, characters: CHARACTERS_KEPT });
  private metered: StorageMeter = NOTHING_METERED;
  private open: Open = openLine(0, "");
  /** The tokens that the request now in the server has issued. */
  private issued: TokenView[] = [];
  /** The last of them are kept. */
  private latest: IssuedToken[] = [];

  get meter(): StorageMeter {
    return this.metered;
  }

  /** The latest tokens that were issued, oldest first. */
  get latestIssued(): readonly IssuedToken[] {
    return this.latest.slice(-ISSUED_KEPT);
  }

  /** The line that runs, where it has asked anything of the server. */
  get running(): LineStorage | undefined {
    return this.open.requests > 0 ? this.open : undefined;
  }

  begin(text: string): void {
    this.open = openLine(this.lines.end, text.slice(0, LINE_CHARACTERS));
    this.issued = [];
  }

  end(atMs: number): void {
    const { open } = this;
    const characters = open.operations.reduce((sum, { key }) => sum + key.length, open.text.length);
    this.lines.append({ ...open, mark: this.lines.nextMark(atMs), characters });
    this.open = openLine(this.lines.end, "");
  }

  issue(token: TokenView): void {
    this.issued.push(token);
  }

  add({ storage }: RequestTrace): void {
    const { open } = this;
    open.requests++;
    let written = 0;
    for (const operation of storage) {
      if (operation.kind === "put") written++;
      else if (operation.kind === "get") open.read++;
      else if (operation.kind === "list") open.listed++;
      else open.deleted++;
      if (open.operations.length < OPERATIONS_A_LINE) open.operations.push(operation);
    }
    open.written += written;
    if (this.issued.length > 0) {
      const keys = storage.flatMap(({ kind, key }) => (kind === "put" ? [key] : []));
      for (const { key } of this.issued) this.latest.push({ key, written: keys });
      if (this.latest.length > 2 * ISSUED_KEPT) this.latest = this.latest.slice(-ISSUED_KEPT);
      const cost = costOf(this.issued, written);
      this.metered = plus(this.metered, cost);
      open.meter = plus(open.meter, cost);
      this.issued = [];
    }
  }

  /** Storage is empty again, and so is the meter; what lines did stays told. */
  restartServer(): void {
    this.metered = NOTHING_METERED;
    this.latest = [];
    this.issued = [];
  }

  snapshot(): StorageLedgerSnapshot {
    return { meter: this.metered, latest: this.latestIssued, lines: this.lines.snapshot() };
  }

  restore({ meter, latest, lines }: StorageLedgerSnapshot): void {
    this.metered = meter;
    this.latest = [...latest];
    this.lines.restore(lines);
    this.open = openLine(lines.end, "");
    this.issued = [];
  }
}

function openLine(number: number, text: string): Open {
  return {
    number,
    mark: "",
    characters: 0,
    text,
    requests: 0,
    read: 0,
    listed: 0,
    written: 0,
    deleted: 0,
    meter: NOTHING_METERED,
    operations: [],
  };
}

/** A request that issued tokens of both types (one that wraps the other) wrote for the one that is stored. */
function costOf(issued: readonly TokenView[], written: number): StorageMeter {
  const service = issued.filter(({ type }) => type === "service").length;
  return {
    service: { tokens: service, writes: service > 0 ? written : 0 },
    batch: { tokens: issued.length - service, writes: service > 0 ? 0 : written },
  };
}

function plus(a: StorageMeter, b: StorageMeter): StorageMeter {
  const sum = (type: TokenView["type"]): TypeCost => ({
    tokens: a[type].tokens + b[type].tokens,
    writes: a[type].writes + b[type].writes,
  });
  return { service: sum("service"), batch: sum("batch") };
}
