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
  /** Of the tokens of before so many, the first, are there after too. */
  readonly kept: number;
  /** No token of before is gone. */
  readonly keepsAll: boolean;
  /** Places, as of after, whose token is new or another object; ascending. */
  readonly changed: readonly number[];
}

/** Tokens keep their order: between two states some at the end are gone, some have changed, and some were added at the end. */
export function stepBetween(before: TokenList, after: TokenList): Step {
  const changed: number[] = [];
  let kept = Math.min(before.length, after.length);
  let start = 0;
  let oldStart = 0;
  for (const [number, block] of after.blocks.entries()) {
    const old = before.blocks[number];
    if (old !== block || oldStart !== start || start >= kept) {
      for (const [at, token] of block.entries()) {
        const place = start + at;
        const known = before.at(place);
        if (known === token && place < kept) continue;
        if (known?.key !== token.key) kept = Math.min(kept, place);
        changed.push(place);
      }
    }
    start += block.length;
    oldStart += old?.length ?? 0;
  }
  return { kept, keepsAll: kept === before.length, changed };
}

/** A list of places, and what it was ordered by: before a step, and after it. */
export interface Ordered {
  readonly places: Places;
  readonly before: PlaceOrder;
  readonly after: PlaceOrder;
}

/** The places after a step: those whose token changed are taken out, and `added`, of those, put in where they are in order now. */
export function followPlaces({ places, before, after }: Ordered, step: Step, added: readonly number[]): Places {
  const kept = step.keepsAll || before === byPlace ? withoutChanged(places, step, before) : remaining(places, step);
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

/** Each is where the order of before has it; where tokens are gone that is the order of first sight, and theirs come last. */
function withoutChanged(all: Places, { changed, kept, keepsAll }: Step, before: PlaceOrder): Places {
  const places = keepsAll ? all : all.first(all.search((each) => each < kept));
  const edits: Edit<number>[] = [];
  for (const place of changed) {
    if (place >= kept) break;
    const at = places.search((each) => before(each, place) < 0);
    if (places.at(at) === place) edits.push({ at, isGone: true, added: [] });
  }
  return places.edited(edits.sort((one, other) => one.at - other.at));
}

/** Those that are left and did not change. */
function remaining(places: Places, { changed, kept }: Step): Places {
  const isChanged = new Set(changed);
  const left = new BlockBuilder<number>();
  for (const place of places) if (place < kept && !isChanged.has(place)) left.push(place);
  return left.list();
}
