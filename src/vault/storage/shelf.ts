import { compareText, createOrderedMap, type OrderedMap } from "../../lib/index.ts";
import type { StorageValue } from "./types.ts";

/** The keys of one part of the barrier, without the prefix that they share. */
export class Shelf {
  readonly prefix: string;
  private entries: OrderedMap<string, StorageValue>;

  constructor(prefix: string, entries: OrderedMap<string, StorageValue> = createOrderedMap(compareText)) {
    this.prefix = prefix;
    this.entries = entries;
  }

  get size(): number {
    return this.entries.size;
  }

  get(name: string): StorageValue | undefined {
    return this.entries.get(name);
  }

  put(name: string, value: StorageValue): void {
    this.entries.set(name, value);
  }

  delete(name: string): void {
    this.entries.delete(name);
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
}
