/**
 * Where each token stands, by its key. Numbers alone: every text that a `Map`, a `Set` or an object is asked for V8 puts into its table of
 * texts, which it goes through while all else waits whenever it collects what is no longer needed. So what is asked of every token is
 * asked by its place.
 */
import type { BlockList } from "./block-list.ts";

interface Keyed {
  readonly key: string;
}

/** Who stands at a place. */
type At = (place: number) => Keyed | undefined;

const LEAST_SLOTS = 64;
/** So many slots for each place: then few share one. */
const SLOTS_A_PLACE = 4;

/** One index serves many lists: what it says is checked against who stands at the place, in the list that is asked about. */
export class PlaceIndex {
  /** A place and one, or 0. What shares a slot stands in the next that is free. */
  private readonly slots: Int32Array;
  /** Of the key in each slot: what differs here need not be read. */
  private readonly hashes: Int32Array;
  private used = 0;

  private constructor(places: number) {
    let length = LEAST_SLOTS;
    while (length < places * SLOTS_A_PLACE) length *= 2;
    this.slots = new Int32Array(length);
    this.hashes = new Int32Array(length);
  }

  static of(list: BlockList<Keyed>): PlaceIndex {
    const index = new PlaceIndex(list.length);
    let place = 0;
    for (const block of list.blocks) for (const { key } of block) index.add(key, place++);
    return index;
  }

  /** The same index where it has room for so many more places, else a larger one that says the same of the first `places`. */
  withRoom(places: number, more: number): PlaceIndex {
    if ((this.used + more) * 2 <= this.slots.length) return this;
    const larger = new PlaceIndex(places + more);
    for (let slot = 0; slot < this.slots.length; slot++) {
      const entry = this.slots[slot] ?? 0;
      if (entry > 0 && entry <= places) larger.put(this.hashes[slot] ?? 0, entry);
    }
    return larger;
  }

  add(key: string, place: number): void {
    this.put(hashOf(key), place + 1);
  }

  /** -1 where it stands nowhere. */
  find(key: string, at: At): number {
    const hash = hashOf(key);
    let slot = hash & this.mask;
    for (let entry = this.slots[slot]; entry; entry = this.slots[slot]) {
      if (this.hashes[slot] === hash && at(entry - 1)?.key === key) return entry - 1;
      slot = (slot + 1) & this.mask;
    }
    return -1;
  }

  private get mask(): number {
    return this.slots.length - 1;
  }

  private put(hash: number, entry: number): void {
    let slot = hash & this.mask;
    while (this.slots[slot] !== 0) slot = (slot + 1) & this.mask;
    this.slots[slot] = entry;
    this.hashes[slot] = hash;
    this.used++;
  }
}

const HASHED_CHARACTERS = 16;

/** FNV-1a of the key's end, which is what keys differ by. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = Math.max(0, key.length - HASHED_CHARACTERS); at < key.length; at++)
    hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return hash ^ (hash >>> 15);
}
