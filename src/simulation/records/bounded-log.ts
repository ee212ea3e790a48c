import { createOrderedMap, type OrderedMap } from "../../lib/index.ts";

/** How much of a log is kept: the oldest goes first. */
export interface LogBounds {
  readonly items: number;
  readonly characters: number;
}

/** Something that a log keeps. Its place is its number, counted from the beginning of the world. */
export interface LogItem {
  readonly number: number;
  /** Differs between worlds that went different ways: what a reader says it has, to be told only what came after. */
  readonly mark: string;
  /** How much it weighs. */
  readonly characters: number;
}

/** What a reader has read: the number and the mark of the last item it has. */
export interface ReadSoFar {
  readonly number: number;
  readonly mark: string;
}

/** What a reader is told. */
export interface LogNews<Item> {
  /** The oldest item that is kept. */
  readonly first: number;
  /** What the reader has up to here stays; what it has beyond, and what is older than `first`, is gone. */
  readonly from: number;
  readonly items: readonly Item[];
}

/** A log at one moment: O(1) to take, and may be gone back to as often as one likes. */
export interface LogSnapshot<Item> {
  readonly items: OrderedMap<number, Item>;
  readonly end: number;
  readonly characters: number;
}

/** What went past, in order, as much of it as the bounds allow. */
export class BoundedLog<Item extends LogItem> {
  readonly bounds: LogBounds;
  private items = createOrderedMap<number, Item>((left, right) => left - right);
  private characters = 0;
  private count = 0;

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

  append(item: Item): void {
    this.items.set(this.count, item);
    this.count++;
    this.characters += item.characters;
    while (this.items.size > this.bounds.items || (this.characters > this.bounds.characters && this.items.size > 1)) {
      const { first } = this;
      this.characters -= this.items.get(first)?.characters ?? 0;
      this.items.delete(first);
    }
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
    const known = read === undefined ? undefined : this.at(read.number);
    const from = known !== undefined && known.mark === read?.mark ? read.number + 1 : first;
    return { first, from, items: this.items.getRange(from, this.count).map(([, item]) => item) };
  }

  snapshot(): LogSnapshot<Item> {
    return { items: this.items.clone(), end: this.count, characters: this.characters };
  }

  restore({ items, end, characters }: LogSnapshot<Item>): void {
    this.items = items.clone();
    this.count = end;
    this.characters = characters;
  }
}
