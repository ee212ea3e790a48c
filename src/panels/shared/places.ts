/**
 * Lists of places in `TokenBook.list` that follow it from one state to the next, in time that goes with what changed and not with how
 * much there is.
 */
import type { TokenList } from "../world.ts";
import { BlockBuilder, type BlockList, type Edit } from "./block-list.ts";

export type Places = BlockList<number>;
export type PlaceOrder = (one: number, other: number) => number;

/** In the order of first sight. */
export const byPlace: PlaceOrder = (one, other) => one - other;

/** How the list of before became the one after. */
export interface Step {
  /** Where each place of before is after, -1 where it is gone; undefined where nothing moved, and only the end may be cut off. */
  readonly moved: Int32Array | undefined;
  /** Places, as of after, whose token is new or another object; ascending. */
  readonly changed: readonly number[];
  /** How many tokens there are after. */
  readonly size: number;
  /** No token of before is gone. */
  readonly keepsAll: boolean;
}

/** Tokens keep their order: between two states some are gone, some have changed, and some were added at the end. */
export function stepBetween(before: TokenList, after: TokenList): Step {
  const changed: number[] = [];
  let start = 0;
  let oldStart = 0;
  for (const [number, block] of after.blocks.entries()) {
    const old = before.blocks[number];
    if (old !== block || oldStart !== start) {
      for (const [at, token] of block.entries()) {
        const known = before.at(start + at);
        if (known === token) continue;
        if (known !== undefined && known.key !== token.key) return stepWithMoves(before, after);
        changed.push(start + at);
      }
    }
    start += block.length;
    oldStart += old?.length ?? 0;
  }
  return { moved: undefined, changed, size: after.length, keepsAll: before.length <= after.length };
}

/** The same, where tokens are gone from between others. */
function stepWithMoves(before: TokenList, after: TokenList): Step {
  const changed: number[] = [];
  const moved = new Int32Array(before.length);
  const [olds, news] = [[...before], [...after]];
  let at = 0;
  for (const [place, old] of olds.entries()) {
    const now = news[at];
    if (old !== now && old.key !== now?.key) {
      moved[place] = -1;
      continue;
    }
    moved[place] = at;
    if (old !== now) changed.push(at);
    at++;
  }
  for (; at < news.length; at++) changed.push(at);
  return { moved, changed, size: after.length, keepsAll: false };
}

/** A list of places, and what it was ordered by: before a step, and after it. */
export interface Ordered {
  readonly places: Places;
  readonly before: PlaceOrder;
  readonly after: PlaceOrder;
}

/** The places after a step: those whose token changed are taken out, and `added`, of those, put in where they are in order now. */
export function followPlaces({ places, before, after }: Ordered, step: Step, added: readonly number[]): Places {
  const kept = step.keepsAll ? withoutChanged(places, step, before) : remaining(places, step);
  if (added.length === 0) return kept;
  const edits = new Map<number, number[]>();
  for (const place of added.toSorted(after)) {
    const at = kept.search((each) => after(each, place) < 0);
    const here = edits.get(at);
    if (here) here.push(place);
    else edits.set(at, [place]);
  }
  return kept.edited([...edits].map(([at, items]) => ({ at, isGone: false, added: items })));
}

/** Each is where the order of before has it. */
function withoutChanged(places: Places, { changed }: Step, before: PlaceOrder): Places {
  const edits: Edit<number>[] = [];
  for (const place of changed) {
    const at = places.search((each) => before(each, place) < 0);
    if (places.at(at) === place) edits.push({ at, isGone: true, added: [] });
  }
  return edits.length === 0 ? places : places.edited(edits.sort((one, other) => one.at - other.at));
}

/** Those that are left and did not change, where they are now. */
function remaining(places: Places, { moved, changed, size }: Step): Places {
  const isChanged = new Set(changed);
  const left = new BlockBuilder<number>();
  for (const place of places) {
    const now = moved === undefined ? place : (moved[place] ?? -1);
    if (now >= 0 && now < size && !isChanged.has(now)) left.push(now);
  }
  return left.list();
}
