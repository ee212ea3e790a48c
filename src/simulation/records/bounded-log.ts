import { createOrderedMap, type OrderedMap } from "../../lib/index.ts";

/** How much of a log is kept: the oldest goes first. */
export interface LogBounds {
  readonly items: number;
  readonly characters: number;
  /** So many of one line: a loop takes the place of its own beginning, and not of all that was before it. */
  readonly itemsOfLine?: number;
}

/** Something that a log keeps. Its place is its number, counted from the beginning of the world. */
export interface LogItem {
  readonly number: number;
  /** Two items of one number with one mark are the same: worlds that went different ways have different marks from there on. */
  readonly mark: string;
  /** How much it weighs. */
  readonly characters: number;
}

/** What a reader has read: the number and the mark of the last item it has. */
export interface ReadSoFar {
  readonly number: number;
  readonly mark: string;
}

/** Numbers from `from` on and before `to`. */
export interface LogGap {
  readonly from: number;
  readonly to: number;
}

/** What a reader is told. */
export interface LogNews<Item> {
  /** The oldest item that is kept. */
  readonly first: number;
  /** What is no longer kept of lines that made much, where later ones of the line are. */
  readonly gaps: readonly LogGap[];
  /** What the reader has up to here stays; what it has beyond, what is older than `first`, and what is in a gap, is gone. */
  readonly from: number;
  readonly items: readonly Item[];
}

/** A log at one moment: O(1) to take, and may be gone back to as often as one likes. */
export interface LogSnapshot<Item> {
  readonly items: OrderedMap<number, Item>;
  readonly end: number;
  readonly characters: number;
  readonly mark: string;
  readonly line: OpenLine | undefined;
  readonly gaps: readonly LogGap[];
}

/** The line that items came from last: where it began, and its oldest that is kept. */
interface OpenLine {
  readonly index: number;
  readonly start: number;
  readonly kept: number;
}

/** What went past, in order, as much of it as the bounds allow. */
export class BoundedLog<Item extends LogItem> {
  readonly bounds: LogBounds;
  private items = createOrderedMap<number, Item>((left, right) => left - right);
  private characters = 0;
  private count = 0;
  /** The mark of what is appended, while nothing goes another way. */
  private mark = "";
  private marks = 0;
  /** The last item that was appended, wherever the log stands now. */
  private tip: ReadSoFar = { number: -1, mark: "" };
  private line: OpenLine | undefined;
  /** Of the lines before. */
  private gaps: readonly LogGap[] = [];

  constructor(bounds: LogBounds) {
    this.bounds = bounds;
  }

  /** The number that the next item gets. */
  get end(): number {
    return this.count;
  }

  get first(): number {
    return this.items.minKey() ?? this.count;
  }

  /** Whether everything is kept that there was. */
  get isWhole(): boolean {
    return this.items.size === this.count;
  }

  get size(): number {
    return this.items.size;
  }

  /** The mark that the next item gets. `at`: an instant, which tells sessions apart. */
  nextMark(at: number | bigint): string {
    const { tip, mark, count } = this;
    const goesOn = tip.mark === mark && tip.number === count - 1;
    if (!goesOn || mark === "") this.mark = `${++this.marks} ${at}`;
    return this.mark;
  }

  /** `line`: the index of the line that made it, where lines are bounded. */
  append(item: Item, line?: number): void {
    const { count } = this;
    if (line !== this.line?.index) {
      this.gaps = this.allGaps();
      this.line = line === undefined ? undefined : { index: line, start: count, kept: count };
    }
    this.items.set(count, item);
    this.count++;
    this.characters += item.characters;
    this.tip = { number: count, mark: item.mark };
    if (this.line && this.count - this.line.kept > (this.bounds.itemsOfLine ?? Infinity)) this.drop(this.line.kept);
    while (this.items.size > this.bounds.items || (this.characters > this.bounds.characters && this.items.size > 1))
      this.drop(this.first);
  }

  at(number: number): Item | undefined {
    return this.items.get(number);
  }

  /** Everything that is kept, oldest first. */
  all(): readonly Item[] {
    return this.items.valuesArray();
  }

  /** What a reader does not have yet; all of it where what it has is from another course of things. */
  since(read: ReadSoFar | undefined): LogNews<Item> {
    const { first } = this;
    const from = read !== undefined && this.markOf(read.number) === read.mark ? read.number + 1 : first;
    const items = this.items.getRange(from, this.count).map(([, item]) => item);
    return { first, gaps: this.allGaps(), from, items };
  }

  snapshot(): LogSnapshot<Item> {
    const { count: end, characters, mark, line, gaps } = this;
    return { items: this.items.clone(), end, characters, mark, line, gaps };
  }

  restore({ items, end, characters, mark, line, gaps }: LogSnapshot<Item>): void {
    this.items = items.clone();
    this.count = end;
    this.characters = characters;
    this.mark = mark;
    this.line = line;
    this.gaps = gaps;
  }

  private drop(number: number): void {
    this.characters -= this.items.get(number)?.characters ?? 0;
    this.items.delete(number);
    if (this.line && number >= this.line.kept) this.line = { ...this.line, kept: number + 1 };
  }

  private allGaps(): readonly LogGap[] {
    const { first, line, gaps } = this;
    const own = line && line.kept > line.start ? [{ from: line.start, to: line.kept }] : [];
    return [...gaps, ...own].filter(({ to }) => to >= first);
  }

  /** Also of one in a gap: the items of one line have one mark. */
  private markOf(number: number): string | undefined {
    const gap = this.allGaps().find(({ from, to }) => number >= from && number < to);
    return this.at(gap?.to ?? number)?.mark;
  }
}
