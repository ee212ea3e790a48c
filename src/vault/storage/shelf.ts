import { compareText, createOrderedMap, eachDifference, type OrderedMap } from "../../lib/index.ts";
import type { StorageValue } from "./types.ts";

/** Read one by one, at random, by every request: a search in order would touch far more memory than one by hash. */
const indexedPrefixes: ReadonlySet<string> = new Set(["sys/token/id/", "sys/expire/id/"]);
/** Written when a token is made, and not read again until somebody asks for an accessor. */
const writtenAheadPrefixes: ReadonlySet<string> = new Set(["sys/token/accessor/"]);
/** The same, but one folder (a token's children, a token's leases) is asked for by itself, at each revocation. */
const folderedPrefixes: ReadonlySet<string> = new Set(["sys/token/parent/", "sys/expire/token/"]);

/** Fewer writes than these are put in order as soon as one of them is taken back. */
const fewWrites = 64;

/** Writes that have no order yet, as they came. A value of undefined takes a name away. */
class Unordered {
  private readonly names: string[] = [];
  private readonly values: (StorageValue | undefined)[] = [];
  private removals = 0;

  get length(): number {
    return this.names.length;
  }

  get hasRemovals(): boolean {
    return this.removals > 0;
  }

  /** So many that they are mostly noise. */
  get isWorn(): boolean {
    return this.removals * 2 > this.names.length;
  }

  add(name: string, value: StorageValue | undefined): void {
    this.names.push(name);
    this.values.push(value);
    if (value === undefined) this.removals++;
  }

  moveTo(entries: OrderedMap<string, StorageValue>): void {
    const { names, values } = this;
    // The sort is stable: of what was written twice the later comes last, and stays.
    const order = names.map((_, index) => index).sort((a, b) => compareText(names[a] ?? "", names[b] ?? ""));
    for (const index of order) {
      const value = values[index];
      if (value === undefined) entries.delete(names[index] ?? "");
      else entries.set(names[index] ?? "", value);
    }
  }
}

/**
 * The keys of one part of the barrier, without the prefix that they share.
 * Order costs, few who write need it, and many writes at once are ordered for less: so what is written waits until
 * somebody asks for names in order, and then waits on where it is of another folder than the one that is asked for.
 */
export class Shelf {
  readonly prefix: string;
  /** In order, and copied on write: what snapshots are made of. What is unordered it has not seen yet. */
  private readonly entries: OrderedMap<string, StorageValue>;
  /** By hash. After a restore it is empty, and filled again by what is read. */
  private readonly index: Map<string, StorageValue> | undefined;
  private readonly indexHoldsAll: boolean;
  /** By folder; "" where the shelf has none. Undefined where what is written is put in order at once. */
  private readonly unordered: Map<string, Unordered> | undefined;
  private readonly isFoldered: boolean;

  constructor(prefix: string, entries?: OrderedMap<string, StorageValue>) {
    this.prefix = prefix;
    this.entries = entries ?? createOrderedMap(compareText);
    this.index = indexedPrefixes.has(prefix) ? new Map() : undefined;
    this.indexHoldsAll = this.index !== undefined && entries === undefined;
    this.isFoldered = folderedPrefixes.has(prefix);
    const waits = this.isFoldered || this.index !== undefined || writtenAheadPrefixes.has(prefix);
    this.unordered = waits ? new Map() : undefined;
  }

  get size(): number {
    return this.orderedBelow("").size;
  }

  get(name: string): StorageValue | undefined {
    const { index } = this;
    if (index === undefined) return this.orderedBelow(name).get(name);
    const known = index.get(name);
    if (known !== undefined || this.indexHoldsAll) return known;
    const isSettled = this.unordered?.get("")?.hasRemovals !== true;
    const found = (isSettled ? this.entries : this.orderedBelow(name)).get(name);
    if (found !== undefined) index.set(name, found);
    return found;
  }

  put(name: string, value: StorageValue): void {
    if (this.unordered === undefined) {
      this.entries.set(name, value);
      return;
    }
    const folder = this.folderOf(name);
    let waiting = this.unordered.get(folder);
    if (waiting === undefined) this.unordered.set(folder, (waiting = new Unordered()));
    waiting.add(name, value);
    if (this.index === undefined) return;
    this.index.set(name, value);
    // Far more names than are known: some were put again and again.
    if (waiting.length > 2 * this.index.size + fewWrites) this.order(folder, waiting);
  }

  delete(name: string): void {
    this.index?.delete(name);
    const folder = this.folderOf(name);
    const waiting = this.unordered?.get(folder);
    if (waiting !== undefined && waiting.length >= fewWrites) {
      waiting.add(name, undefined);
      if (waiting.isWorn) this.order(folder, waiting);
      return;
    }
    if (waiting !== undefined) this.order(folder, waiting);
    this.entries.delete(name);
  }

  /** What a name or a prefix is below of; "" where it could be below any. */
  private folderOf(name: string): string {
    return this.isFoldered ? name.slice(0, name.indexOf("/") + 1) : "";
  }

  private order(folder: string, waiting: Unordered): void {
    this.unordered?.delete(folder);
    waiting.moveTo(this.entries);
  }

  /** The entries, of which those below a prefix (or of one name) are complete and in order. */
  private orderedBelow(prefix: string): OrderedMap<string, StorageValue> {
    if (this.unordered === undefined || this.unordered.size === 0) return this.entries;
    const folder = this.folderOf(prefix);
    for (const [each, waiting] of folder === "" ? this.unordered : [[folder, this.unordered.get(folder)] as const])
      if (waiting !== undefined) this.order(each, waiting);
    return this.entries;
  }

  *below(prefix: string): IterableIterator<[string, StorageValue]> {
    for (const entry of this.orderedBelow(prefix).entries(prefix)) {
      if (!entry[0].startsWith(prefix)) return;
      yield entry;
    }
  }

  /** The names one level below a prefix. A deeper level is stepped over in one seek, however much it holds. */
  level(prefix: string): string[] {
    const names: string[] = [];
    const entries = this.orderedBelow(prefix);
    let from: string | undefined = prefix;
    while (from !== undefined) {
      const start: string = from;
      from = undefined;
      for (const key of entries.keys(start)) {
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
    return new Shelf(this.prefix, this.orderedBelow("").clone());
  }

  /** Each name whose value is another on a later copy of this shelf. Both are snapshots, that nobody writes to. */
  eachDifference(
    later: Shelf,
    report: (key: string, before: StorageValue | undefined, after: StorageValue | undefined) => void,
  ): void {
    eachDifference(this.entries, later.entries, (name, before, after) => report(this.prefix + name, before, after));
  }
}
