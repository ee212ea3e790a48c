/**
 * A list that never changes, in blocks: one that differs from it in a few places shares all other blocks with it. Were it one array, a
 * copy of it at each change of 100,000 items would have to be given back to the system, for which the page has to wait.
 */

/** A block begins with so many items, and has less than twice as many. */
const BLOCK_ITEMS = 512;

/** What is added stands before the item at `at`, which may go itself. */
export interface Edit<Item> {
  readonly at: number;
  readonly isGone: boolean;
  readonly added: readonly Item[];
}

type Block<Item> = readonly Item[];

export class BlockList<Item> implements Iterable<Item> {
  readonly length: number;
  /** In order; none is empty. */
  readonly blocks: readonly Block<Item>[];
  /** Where each block begins. */
  private readonly starts: readonly number[];

  /** Of blocks that nobody changes any more. */
  constructor(blocks: readonly Block<Item>[]) {
    const starts: number[] = [];
    let length = 0;
    for (const block of blocks) {
      starts.push(length);
      length += block.length;
    }
    this.blocks = blocks;
    this.starts = starts;
    this.length = length;
  }

  static from<Item>(items: Iterable<Item>): BlockList<Item> {
    const builder = new BlockBuilder<Item>();
    for (const item of items) builder.push(item);
    return builder.list();
  }

  at(index: number): Item | undefined {
    const number = this.blockAt(index);
    return this.blocks[number]?.[index - (this.starts[number] ?? 0)];
  }

  *[Symbol.iterator](): Generator<Item> {
    for (const block of this.blocks) yield* block;
  }

  indexOf(item: Item): number {
    for (const [number, block] of this.blocks.entries()) {
      const index = block.indexOf(item);
      if (index >= 0) return (this.starts[number] ?? 0) + index;
    }
    return -1;
  }

  /** The first index whose item does not come before what is sought, in a list that is in that order. */
  search(isBefore: (item: Item) => boolean): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const item = this.at(middle);
      if (item !== undefined && isBefore(item)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The items from an index on. */
  *from(index: number): Generator<Item> {
    for (let at = index; at < this.length;) {
      const number = this.blockAt(at);
      const start = this.starts[number] ?? 0;
      const block = this.blocks[number] ?? [];
      yield* at === start ? block : block.slice(at - start);
      at = start + block.length;
    }
  }

  first(count: number): BlockList<Item> {
    if (count >= this.length) return this;
    const number = this.blockAt(count);
    const rest = this.blocks[number]?.slice(0, count - (this.starts[number] ?? 0)) ?? [];
    return new BlockList([...this.blocks.slice(0, number), ...(rest.length > 0 ? [rest] : [])]);
  }

  /** `edits`: ascending, at most one for each place. Places are of the list as it is. */
  edited(edits: readonly Edit<Item>[]): BlockList<Item> {
    if (edits.length === 0) return this;
    const builder = new BlockBuilder<Item>();
    const blocks = this.blocks.length === 0 ? [[]] : this.blocks;
    let next = 0;
    for (const [number, block] of blocks.entries()) {
      const start = this.starts[number] ?? 0;
      const end = number + 1 < blocks.length ? start + block.length : Infinity;
      const first = next;
      while ((edits[next]?.at ?? Infinity) < end) next++;
      if (first === next) builder.addBlock(block);
      else builder.addEdited(block, start, edits.slice(first, next));
    }
    return builder.list();
  }

  private blockAt(index: number): number {
    const { starts } = this;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Makes a list from its beginning on. */
export class BlockBuilder<Item> {
  private readonly blocks: Block<Item>[] = [];
  private open: Item[] = [];

  push(item: Item): void {
    this.open.push(item);
    if (this.open.length >= 2 * BLOCK_ITEMS) this.blocks.push(this.open.splice(0, BLOCK_ITEMS));
  }

  /** The same block as in another list. */
  addBlock(block: Block<Item>): void {
    this.endBlock();
    this.blocks.push(block);
  }

  /** `start`: where the block begins in the list that the edits are of. */
  addEdited(block: Block<Item>, start: number, edits: readonly Edit<Item>[]): void {
    this.endBlock();
    let from = 0;
    for (const { at, isGone, added } of edits) {
      for (const item of block.slice(from, at - start)) this.push(item);
      for (const item of added) this.push(item);
      from = at - start + (isGone ? 1 : 0);
    }
    for (const item of block.slice(from)) this.push(item);
    this.endBlock();
  }

  list(): BlockList<Item> {
    this.endBlock();
    return new BlockList(this.blocks);
  }

  private endBlock(): void {
    if (this.open.length > 0) this.blocks.push(this.open);
    this.open = [];
  }
}
