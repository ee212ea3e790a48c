import type { JournalEntry } from "./protocol.ts";

type Kind = JournalEntry["kind"];
type Of<K extends Kind> = Extract<JournalEntry, { kind: K }>;

/** A journal as it is read again: what the running line finds in it, in order. */
export class ReplayQueue {
  private readonly entries: readonly JournalEntry[];
  private readonly onName: (entry: Of<"name">) => void;
  private at = 0;

  /** `onName`: a terminal was named here. Nothing else is found in the journal for it. */
  constructor(entries: readonly JournalEntry[], onName: (entry: Of<"name">) => void) {
    this.entries = entries;
    this.onName = onName;
  }

  shift(): JournalEntry | undefined {
    const entry = this.next;
    this.at++;
    return entry;
  }

  /** The entry that is to be read. Names that stand before it are told on the way. */
  private get next(): JournalEntry | undefined {
    for (;;) {
      const entry = this.entries[this.at];
      if (entry?.kind !== "name") return entry;
      this.onName(entry);
      this.at++;
    }
  }

  /** How many entries were read. */
  get position(): number {
    return Math.min(this.at, this.entries.length);
  }

  /** The last line has neither ended nor been killed. */
  get endsInLine(): boolean {
    const last = this.entries.findLast(({ kind }) => kind === "line" || kind === "end" || kind === "killed");
    return last?.kind === "line";
  }

  /** Whether the line just taken has no end of its own. */
  lineWasCut(): boolean {
    for (let at = this.at; at < this.entries.length; at++) {
      const kind = this.entries[at]?.kind;
      if (kind === "end") return false;
      if (kind === "killed" || kind === "line") return true;
    }
    return true;
  }

  /** Passes over what is left of the line that ended. */
  skipLine(): void {
    for (;;) {
      const entry = this.next;
      if (entry === undefined || isOutside(entry)) return;
      this.at++;
      if (entry.kind === "end" || entry.kind === "killed") return;
    }
  }

  /** Takes the next entry where it is of one of these kinds. */
  take<K extends Kind>(...kinds: readonly K[]): Of<K> | undefined {
    const entry = this.next;
    if (entry === undefined || !isOf(entry, kinds)) return undefined;
    this.at++;
    return entry;
  }

  /** The question at which the line just taken was stopped while it ran. */
  peekSyncStep(): number | undefined {
    for (let at = this.at; at < this.entries.length; at++) {
      const entry = this.entries[at];
      if (entry?.kind === "end" || entry?.kind === "line") return undefined;
      // One that ended a wait alone left the line to run on.
      if (entry?.kind === "interrupt" && Number.isInteger(entry.step)) return entry.step;
    }
    return undefined;
  }

  /** Takes what was held for a wait that ends at `beforeNs`. */
  takeHeld(beforeNs: bigint | undefined): Of<"clock" | "resize"> | undefined {
    return this.isBefore(beforeNs) ? this.take("clock", "resize") : undefined;
  }

  takeWaitInterrupt(step: number, beforeNs: bigint): Of<"interrupt"> | undefined {
    const entry = this.next;
    if (entry?.kind !== "interrupt" || entry.step !== step || !this.isBefore(beforeNs)) return undefined;
    return this.take("interrupt");
  }

  private isBefore(instantNs: bigint | undefined): boolean {
    const entry = this.next;
    return entry !== undefined && (instantNs === undefined || BigInt(Math.round(entry.atMs)) * 1_000_000n < instantNs);
  }
}

/** What never is part of a line. */
function isOutside({ kind }: JournalEntry): boolean {
  return kind === "line" || kind === "travel" || kind === "terminal";
}

function isOf<K extends Kind>(entry: JournalEntry, kinds: readonly K[]): entry is Of<K> {
  return kinds.some((kind) => kind === entry.kind);
}
