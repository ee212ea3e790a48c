import { compareText, createOrderedMap, type OrderedMap } from "../../lib/index.ts";
import type { StorageValue } from "./types.ts";

/** Read one by one, at random, by every request: a search in order would touch far more memory than one by hash. */
const indexedPrefixes: ReadonlySet<string> = new Set(["sys/token/id/", "sys/expire/id/"]);

/** The keys of one part of the barrier, without the prefix that they share. */
export class Shelf {
  readonly prefix: string;
  /** In order, and copied on write: what snapshots are made of. What is in `unordered` it has not seen yet. */
  private readonly entries: OrderedMap<string, StorageValue>;
  /** By hash: all that is unordered, and of an indexed shelf what has been read or written. */
  private readonly index = new Map<string, StorageValue>();
  /** Names put since order was last asked for. Few who write ask for it, and many names at once are ordered for less. */
  private unordered: string[] = [];
  private readonly indexed: boolean;
  private indexHoldsAll: boolean;

  constructor(prefix: string, entries?: OrderedMap<string, StorageValue>) {
    this.prefix = prefix;
    this.entries = entries ?? createOrderedMap(compareText);
    this.indexed = indexedPrefixes.has(prefix);
    this.indexHoldsAll = entries === undefined;
  }

  get size(): number {
    return this.ordered().size;
  }

  get(name: string): StorageValue | undefined {
    const known = this.index.get(name);
    if (known !== undefined || this.indexHoldsAll) return known;
    const found = this.entries.get(name);
    if (found !== undefined && this.indexed) this.index.set(name, found);
    return found;
  }

  put(name: string, value: StorageValue): void {
    this.index.set(name, value);
    this.unordered.push(name);
    // More names than there are: some were put again and again, or are gone.
    if (this.unordered.length > this.index.size) this.ordered();
  }

  delete(name: string): void {
    this.index.delete(name);
    this.entries.delete(name);
  }

  private ordered(): OrderedMap<string, StorageValue> {
    if (this.unordered.length === 0) return this.entries;
    for (const name of this.unordered.sort()) {
      const value = this.index.get(name);
      // One that is no longer there was deleted after it was put.
      if (value !== undefined) this.entries.set(name, value);
    }
    this.unordered = [];
    if (!this.indexed) {
      this.index.clear();
      this.indexHoldsAll = false;
    }
    return this.entries;
  }

  *below(prefix: string): IterableIterator<[string, StorageValue]> {
    for (const entry of this.ordered().entries(prefix)) {
      if (!entry[0].startsWith(prefix)) return;
      yield entry;
    }
  }

  /** The names one level below a prefix. A deeper level is stepped over in one seek, however much it holds. */
  level(prefix: string): string[] {
    const names: string[] = [];
    let from: string | undefined = prefix;
    while (from !== undefined) {
      const start: string = from;
      from = undefined;
      for (const key of this.ordered().keys(start)) {
        if (!key.startsWith(prefix)) return names;
        const slash = key.indexOf("/", prefix.length);
        if (slash >= 0) {
          names.push(key.slice(prefix.length, slash + 1));
          // "0" is the character after "/", so this is the first key beyond everything below that name.
          from = `${key.slice(0, slash)}0`;
          break;
        }
        if (key.length > prefix.length) names.push(key.slice(prefix.length));
      }
    }
    return names;
  }

  /** A copy that shares everything until one of the two is written to. */
  clone(): Shelf {
    return new Shelf(this.prefix, this.ordered().clone());
  }
}
