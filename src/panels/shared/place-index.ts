/**
 * Where each token stands, by its key. Numbers alone: of every text that a `Map` is asked to keep a browser keeps a second account, which
 * it goes through while all else waits whenever it collects what is no longer needed.
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
  private used = 0;

  private constructor(places: number) {
    let length = LEAST_SLOTS;
    while (length < places * SLOTS_A_PLACE) length *= 2;
    this.slots = new Int32Array(length);
  }

  static of(list: BlockList<Keyed>, more = 0): PlaceIndex {
    const index = new PlaceIndex(list.length + more);
    let place = 0;
    for (const block of list.blocks) for (const { key } of block) index.add(key, place++);
    return index;
  }

  /** The same index where it has room for so many more, else a larger one. */
  withRoom(list: BlockList<Keyed>, more: number): PlaceIndex {
    const isRoomy = (this.used + more) * 2 <= this.slots.length;
    return isRoomy ? this : PlaceIndex.of(list, more);
  }

  add(key: string, place: number): void {
    let slot = this.slotOf(key);
    while (this.slots[slot] !== 0) slot = this.next(slot);
    this.slots[slot] = place + 1;
    this.used++;
  }

  /** -1 where it stands nowhere. */
  find(key: string, at: At): number {
    let slot = this.slotOf(key);
    for (let entry = this.slots[slot]; entry; entry = this.slots[slot]) {
      if (at(entry - 1)?.key === key) return entry - 1;
      slot = this.next(slot);
    }
    return -1;
  }

  private next(slot: number): number {
    return (slot + 1) & (this.slots.length - 1);
  }

  /** FNV-1a of the key's end, which is what keys differ by. */
  private slotOf(key: string): number {
    let hash = 0x811c9dc5;
    for (let at = Math.max(0, key.length - HASHED_CHARACTERS); at < key.length; at++)
      hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
    return (hash ^ (hash >>> 15)) & (this.slots.length - 1);
  }
}

const HASHED_CHARACTERS = 16;
