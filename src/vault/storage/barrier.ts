/**
 * The encrypted store of a server, as an ordered map. Values are immutable objects, so a snapshot is a
 * copy-on-write clone whatever the size, and nothing is encoded on the way in or out.
 *
 * The parts that grow with the number of tokens are shelves of their own: their keys are short there, so they are
 * quick to compare and nothing has to be joined to find one. To everybody else it is one store of whole keys.
 */
import { compareText } from "../../lib/index.ts";
import type { StorageOperation } from "../inspect/types.ts";
import { placeOf, shelfPrefixes } from "./place.ts";
import { PrefixView, type PlacedStore } from "./prefix-view.ts";
import { Shelf } from "./shelf.ts";
import type { StorageValue, StorageView } from "./types.ts";

/** How often each operation was asked of the barrier since the server began. */
export interface StorageCounts {
  readonly get: number;
  readonly put: number;
  readonly delete: number;
  readonly list: number;
}

/** The whole of a barrier at one moment: O(1) to take, safe to keep for ever. */
export interface BarrierSnapshot {
  readonly shelves: readonly Shelf[];
  readonly counts: StorageCounts;
  readonly sealed: number;
}

export class Barrier implements PlacedStore {
  private shelves: readonly Shelf[] = [...shelfPrefixes, ""].map((prefix) => new Shelf(prefix));
  private counted = { get: 0, put: 0, delete: 0, list: 0 };
  /** Batch tokens, which its key seals and which it does not keep. */
  private sealed = 0;
  private recording: StorageOperation[] | undefined;

  get counts(): StorageCounts {
    return { ...this.counted };
  }

  /** How often its key was used to encrypt: for each value put, and for each batch token. */
  get encryptions(): number {
    return this.counted.put + this.sealed;
  }

  countSealed(): void {
    this.sealed++;
  }

  get size(): number {
    return this.shelves.reduce((sum, shelf) => sum + shelf.size, 0);
  }

  get(key: string): StorageValue | undefined {
    const place = placeOf(key);
    return this.getAt(place.shelf, place.prefix);
  }

  put(key: string, value: StorageValue): void {
    const place = placeOf(key);
    this.putAt(place.shelf, place.prefix, value);
  }

  delete(key: string): void {
    const place = placeOf(key);
    this.deleteAt(place.shelf, place.prefix);
  }

  getAt(shelf: number, name: string): StorageValue | undefined {
    this.counted.get++;
    const from = this.shelf(shelf);
    this.recording?.push({ kind: "get", key: from.prefix + name });
    return from.get(name);
  }

  putAt(shelf: number, name: string, value: StorageValue): void {
    this.counted.put++;
    const to = this.shelf(shelf);
    this.recording?.push({ kind: "put", key: to.prefix + name });
    to.put(name, value);
  }

  deleteAt(shelf: number, name: string): void {
    this.counted.delete++;
    const from = this.shelf(shelf);
    this.recording?.push({ kind: "delete", key: from.prefix + name });
    from.delete(name);
  }

  list(prefix: string): string[] {
    this.counted.list++;
    this.recording?.push({ kind: "list", key: prefix });
    const place = placeOf(prefix);
    const names = this.shelf(place.shelf).level(place.prefix);
    const shelvesBelow = this.shelves.filter(
      (shelf) => shelf.prefix !== "" && shelf.prefix !== prefix && shelf.prefix.startsWith(prefix) && shelf.size > 0,
    );
    if (shelvesBelow.length === 0) return names;
    const levels = shelvesBelow.map((shelf) =>
      shelf.prefix.slice(prefix.length, shelf.prefix.indexOf("/", prefix.length) + 1),
    );
    return [...new Set([...names, ...levels])].sort();
  }

  /** Every key below `prefix`, in order. One counted list. */
  keysBelow(prefix: string): string[] {
    this.counted.list++;
    this.recording?.push({ kind: "list", key: prefix });
    return this.peek(prefix).map(([key]) => key);
  }

  /** What is read meanwhile is read for whoever watches the server: it is not counted. */
  uncounted<Value>(read: () => Value): Value {
    const before = this.counted;
    this.counted = { ...before };
    try {
      return read();
    } finally {
      this.counted = before;
    }
  }

  /** Reads for whoever watches the server (panels, the state hash): not part of its work, so not counted. */
  peek(prefix: string): [string, StorageValue][] {
    const found: [string, StorageValue][] = [];
    const place = placeOf(prefix);
    for (const [index, shelf] of this.shelves.entries()) {
      if (index !== place.shelf && !(shelf.prefix !== "" && shelf.prefix.startsWith(prefix))) continue;
      const below = index === place.shelf ? place.prefix : "";
      for (const [name, value] of shelf.below(below)) found.push([shelf.prefix + name, value]);
    }
    return found.length > 0 && this.shelf(place.shelf).prefix === "" ? found.sort(byKey) : found;
  }

  /** One level below a prefix, for whoever watches: each name, and how many keys it is or has below it. */
  peekLevel(prefix: string): Map<string, number> {
    const names = new Map<string, number>();
    const add = (rest: string, keys: number) => {
      const name = rest.slice(0, rest.indexOf("/") + 1) || rest;
      names.set(name, (names.get(name) ?? 0) + keys);
    };
    const place = placeOf(prefix);
    for (const [index, shelf] of this.shelves.entries()) {
      if (index === place.shelf) {
        for (const [name] of shelf.below(place.prefix)) add(name.slice(place.prefix.length), 1);
      } else if (shelf.size > 0 && shelf.prefix.length > prefix.length && shelf.prefix.startsWith(prefix)) {
        add(shelf.prefix.slice(prefix.length), shelf.size);
      }
    }
    return new Map([...names].sort(([left], [right]) => compareText(left, right)));
  }

  peekOne(key: string): StorageValue | undefined {
    const place = placeOf(key);
    return this.shelf(place.shelf).get(place.prefix);
  }

  view(prefix: string): StorageView {
    return new PrefixView(this, prefix);
  }

  /** Collects the operations done from now until the next call; `undefined` stops. */
  record(into: StorageOperation[] | undefined): void {
    this.recording = into;
  }

  snapshot(): BarrierSnapshot {
    return { shelves: this.shelves.map((shelf) => shelf.clone()), counts: this.counts, sealed: this.sealed };
  }

  restore(snapshot: BarrierSnapshot): void {
    this.shelves = snapshot.shelves.map((shelf) => shelf.clone());
    this.counted = { ...snapshot.counts };
    this.sealed = snapshot.sealed;
  }

  private shelf(index: number): Shelf {
    const shelf = this.shelves[index];
    if (shelf === undefined) throw new Error(`there is no shelf ${index}`);
    return shelf;
  }
}

function byKey(left: readonly [string, StorageValue], right: readonly [string, StorageValue]): number {
  return left[0] < right[0] ? -1 : 1;
}
