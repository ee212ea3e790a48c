import { compareText, createOrderedMap, eachDifference, type OrderedMap } from "../../lib/index.ts";
import type { StorageValue } from "./types.ts";

/** Read one by one, at random, by every request: a search in order would touch far more memory than one by hash. */
const indexedPrefixes: ReadonlySet<string> = new Set(["sys/token/id/", "sys/expire/id/"]);
/** Written when a token is made, and not read again until somebody asks for an accessor or for a token's children. */
const writtenAheadPrefixes: ReadonlySet<string> = new Set(["sys/token/accessor/", "sys/token/parent/"]);

/** The keys of one part of the barrier, without the prefix that they share. */
export class Shelf {
  readonly prefix: string;
  /** In order, and copied on write: what snapshots are made of. What is unordered it has not seen yet. */
  private readonly entries: OrderedMap<string, StorageValue>;
  /** By hash. After a restore it is empty, and filled again by what is read. */
  private readonly index = new Map<string, StorageValue>();
  /** Put since order was last needed. Few who write need it, and many at once are ordered for less. */
  private unordered: { readonly names: string[]; readonly values: StorageValue[] } = { names: [], values: [] };
  private readonly indexed: boolean;
  private readonly writtenAhead: boolean;
  private readonly indexHoldsAll: boolean;

  constructor(prefix: string, entries?: OrderedMap<string, StorageValue>) {
    this.prefix = prefix;
    this.entries = entries ?? createOrderedMap(compareText);
    this.indexed = indexedPrefixes.has(prefix);
    this.writtenAhead = writtenAheadPrefixes.has(prefix);
    this.indexHoldsAll = this.indexed && entries === undefined;
  }

  get size(): number {
    return this.ordered().size;
  }

  get(name: string): StorageValue | undefined {
    if (!this.indexed) return this.ordered().get(name);
    const known = this.index.get(name);
    if (known !== undefined || this.indexHoldsAll) return known;
    const found = this.entries.get(name);
    if (found !== undefined) this.index.set(name, found);
    return found;
  }

  put(name: string, value: StorageValue): void {
    if (this.indexed) this.index.set(name, value);
    else if (!this.writtenAhead) {
      this.entries.set(name, value);
      return;
    }
    this.unordered.names.push(name);
    this.unordered.values.push(value);
    // More names than are known: some were put again and again.
    if (this.indexed && this.unordered.names.length > this.index.size) this.ordered();
  }

  delete(name: string): void {
    this.index.delete(name);
    this.ordered().delete(name);
  }

  private ordered(): OrderedMap<string, StorageValue> {
    const { names, values } = this.unordered;
    if (names.length === 0) return this.entries;
    this.unordered = { names: [], values: [] };
    // The sort is stable: of what was put twice the later comes last, and stays.
    const order = names.map((_, index) => index).sort((a, b) => compareText(names[a] ?? "", names[b] ?? ""));
    for (const index of order) this.entries.set(names[index] ?? "", values[index] ?? "");
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

  /** Each name whose value is another on a later copy of this shelf. Both are snapshots, that nobody writes to. */
  eachDifference(
    later: Shelf,
    report: (key: string, before: StorageValue | undefined, after: StorageValue | undefined) => void,
  ): void {
    eachDifference(this.entries, later.entries, (name, before, after) => report(this.prefix + name, before, after));
  }
}
