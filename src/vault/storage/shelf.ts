import { compareText, createOrderedMap, eachDifference, type OrderedMap } from "../../lib/index.ts";
import type { StorageValue } from "./types.ts";

/** Read one by one, at random, by every request. */
const indexedPrefixes: ReadonlySet<string> = new Set(["sys/token/id/", "sys/expire/id/"]);

/** The keys of one part of the barrier, without the prefix that they share. */
export class Shelf {
  readonly prefix: string;
  /** In order, and copied on write: what snapshots are made of. */
  private readonly entries: OrderedMap<string, StorageValue>;
  /**
   * The same by hash, for reading one of very many: a search in order touches far more memory. After a restore it is
   * empty, and filled again by what is read.
   */
  private readonly index = new Map<string, StorageValue>();
  private readonly indexed: boolean;
  private indexHoldsAll: boolean;

  constructor(prefix: string, entries?: OrderedMap<string, StorageValue>) {
    this.prefix = prefix;
    this.entries = entries ?? createOrderedMap(compareText);
    this.indexed = indexedPrefixes.has(prefix);
    this.indexHoldsAll = entries === undefined;
  }

  get size(): number {
    return this.entries.size;
  }

  get(name: string): StorageValue | undefined {
    if (!this.indexed) return this.entries.get(name);
    const known = this.index.get(name);
    if (known !== undefined || this.indexHoldsAll) return known;
    const found = this.entries.get(name);
    if (found !== undefined) this.index.set(name, found);
    return found;
  }

  put(name: string, value: StorageValue): void {
    this.entries.set(name, value);
    if (this.indexed) this.index.set(name, value);
  }

  delete(name: string): void {
    this.entries.delete(name);
    this.index.delete(name);
  }

  *below(prefix: string): IterableIterator<[string, StorageValue]> {
    for (const entry of this.entries.entries(prefix)) {
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
      for (const key of this.entries.keys(start)) {
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
    return new Shelf(this.prefix, this.entries.clone());
  }

  /** Each name whose value is another on a later copy of this shelf. Both are snapshots, that nobody writes to. */
  eachDifference(
    later: Shelf,
    report: (key: string, before: StorageValue | undefined, after: StorageValue | undefined) => void,
  ): void {
    eachDifference(this.entries, later.entries, (name, before, after) => report(this.prefix + name, before, after));
  }
}
