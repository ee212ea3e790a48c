import { placeOf, type Place } from "./place.ts";
import type { StorageValue, StorageView } from "./types.ts";

/** A store that can be asked by whole key, or by place where that is known. */
export interface PlacedStore {
  get(key: string): StorageValue | undefined;
  put(key: string, value: StorageValue): void;
  delete(key: string): void;
  getAt(shelf: number, name: string): StorageValue | undefined;
  putAt(shelf: number, name: string, value: StorageValue): void;
  deleteAt(shelf: number, name: string): void;
  list(prefix: string): string[];
}

/** A part of the barrier that sees its own keys alone. */
export class PrefixView implements StorageView {
  private readonly barrier: PlacedStore;
  private readonly prefix: string;
  /** Known where the prefix itself decides it: above the shelves each key has to be looked at. */
  private readonly place: Place | undefined;

  constructor(barrier: PlacedStore, prefix: string) {
    this.barrier = barrier;
    this.prefix = prefix;
    const place = placeOf(prefix);
    this.place = place.prefix === prefix ? undefined : place;
  }

  get(key: string): StorageValue | undefined {
    const { place } = this;
    return place === undefined
      ? this.barrier.get(this.prefix + key)
      : this.barrier.getAt(place.shelf, place.prefix + key);
  }

  put(key: string, value: StorageValue): void {
    const { place } = this;
    if (place === undefined) this.barrier.put(this.prefix + key, value);
    else this.barrier.putAt(place.shelf, place.prefix + key, value);
  }

  delete(key: string): void {
    const { place } = this;
    if (place === undefined) this.barrier.delete(this.prefix + key);
    else this.barrier.deleteAt(place.shelf, place.prefix + key);
  }

  list(prefix: string): string[] {
    return this.barrier.list(this.prefix + prefix);
  }

  sub(prefix: string): StorageView {
    return new PrefixView(this.barrier, this.prefix + prefix);
  }
}
