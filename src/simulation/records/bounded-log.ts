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

/** What went past, in order, as much of it as the bounds allow. Going back in time cuts it. */
export class BoundedLog<Item extends LogItem> {
  readonly bounds: LogBounds;
  private items: Item[] = [];
  /** How many of `items`, from the front, are given up already: they go in heaps, not one by one. */
  private given = 0;
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
    return this.count - this.kept;
  }

  append(item: Item): void {
    this.items.push(item);
    this.count++;
    this.characters += item.characters;
    while (this.kept > this.bounds.items || (this.characters > this.bounds.characters && this.kept > 1)) {
      this.characters -= this.items[this.given]?.characters ?? 0;
      this.given++;
    }
    if (this.given > this.kept + 64) {
      this.items = this.items.slice(this.given);
      this.given = 0;
    }
  }

  at(number: number): Item | undefined {
    return number < this.first ? undefined : this.items[this.given + number - this.first];
  }

  /** Everything that is kept, oldest first. */
  all(): readonly Item[] {
    return this.items.slice(this.given);
  }

  /** What a reader does not have yet; all of it where what it has is from another course of things. */
  since(read: ReadSoFar | undefined): LogNews<Item> {
    const { first } = this;
    const known = read === undefined ? undefined : this.at(read.number);
    const from = known !== undefined && known.mark === read?.mark ? known.number + 1 : first;
    return { first, from, items: this.items.slice(this.given + from - first) };
  }

  /** Forgets all but the first `count` items. What was given up before stays so. */
  cut(count: number): void {
    while (this.count > count) {
      this.count--;
      if (this.items.length > this.given) this.characters -= this.items.pop()?.characters ?? 0;
    }
  }

  private get kept(): number {
    return this.items.length - this.given;
  }
}
