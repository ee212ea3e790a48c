/**
 * The rows of the tree's list form: the forest from the top, without what is folded in. Numbers in arrays, since there may be 100,000:
 * a row is a place in the list of tokens.
 */
import { BlockList } from "../shared/block-list.ts";
import { stepBetween } from "../shared/places.ts";
import type { Work } from "../shared/turns.ts";
import type { TokenBook, TokenList } from "../world.ts";
import { parentPlace } from "./select.ts";

/** Who hangs from whom, by place; -1 for those that stand. */
export interface Kin {
  readonly list: TokenList;
  readonly parents: Int32Array;
}

export interface ListRows {
  readonly list: TokenList;
  readonly parents: Int32Array;
  /** The place of each row, from the top. */
  readonly places: Int32Array;
  /** By row; 1 for those that stand. */
  readonly levels: Int32Array;
  /** By place: how many children it has; of how many siblings it is which, the first 1. */
  readonly childCounts: Int32Array;
  readonly nths: Int32Array;
  readonly standing: number;
}

const NO_PLACES = new Int32Array(0);
export const NO_LIST_ROWS: ListRows = {
  list: BlockList.from([]),
  parents: NO_PLACES,
  places: NO_PLACES,
  levels: NO_PLACES,
  childCounts: NO_PLACES,
  nths: NO_PLACES,
  standing: 0,
};

/** Orphans stand; so does a token whose parent is not known. `before`: what it was, so that only changes are looked at. */
export function* growKin(tokens: TokenBook, before?: Kin): Work<Kin> {
  const { list } = tokens;
  if (before?.list === list) return before;
  const parents = new Int32Array(list.length);
  if (before) {
    const { kept, changed } = stepBetween(before.list, list);
    parents.set(before.parents.subarray(0, kept));
    for (const place of changed) {
      const token = list.at(place);
      if (token !== undefined) parents[place] = parentPlace(token, tokens);
    }
    return { list, parents };
  }
  let place = 0;
  for (const block of list.blocks) {
    for (const token of block) parents[place++] = parentPlace(token, tokens);
    yield;
  }
  return { list, parents };
}

/** `folded`: places below which nothing is listed. */
export function* growListRows(
  { list, parents }: Kin,
  folded: ReadonlySet<number>,
  scratch: Scratch = { firsts: NO_PLACES, nexts: NO_PLACES },
): Work<ListRows> {
  const { length } = list;
  const family = yield* familyOf(parents, scratch);
  const { firsts, nexts, childCounts } = family;
  const places = new Int32Array(length);
  const levels = new Int32Array(length);
  let count = 0;
  for (const root of yield* standingInOrder(list, parents, childCounts)) {
    let level = 1;
    let place = root;
    // Without recursion: a chain of tokens may be as deep as there are tokens.
    for (;;) {
      places[count] = place;
      levels[count] = level;
      count++;
      if (count % LOOK_EVERY === 0) yield;
      const first = folded.has(place) ? -1 : (firsts[place] ?? -1);
      if (first >= 0) {
        place = first;
        level++;
        continue;
      }
      while (place !== root && nexts[place] === -1) {
        place = parents[place] ?? -1;
        level--;
      }
      if (place === root) break;
      place = nexts[place] ?? -1;
    }
  }
  const shown = { places: places.subarray(0, count), levels: levels.subarray(0, count) };
  return { list, parents, ...shown, childCounts, nths: family.nths, standing: family.standing };
}

/** Tokens that are gone through between two looks at the time. */
const LOOK_EVERY = 4096;

/** Used again for the next listing: so much memory would soon have to be collected. */
export interface Scratch {
  firsts: Int32Array;
  nexts: Int32Array;
}

function* familyOf(parents: Int32Array, scratch: Scratch) {
  const { length } = parents;
  if (scratch.firsts.length < length) {
    scratch.firsts = new Int32Array(2 * length);
    scratch.nexts = new Int32Array(2 * length);
  }
  const firsts = scratch.firsts.subarray(0, length).fill(-1);
  const nexts = scratch.nexts.subarray(0, length).fill(-1);
  const childCounts = new Int32Array(length);
  const nths = new Int32Array(length);
  let standing = 0;
  for (let place = length - 1; place >= 0; place--) {
    if (place % LOOK_EVERY === 0) yield;
    const parent = parents[place] ?? -1;
    if (parent < 0) continue;
    nexts[place] = firsts[parent] ?? -1;
    firsts[parent] = place;
  }
  for (let place = 0; place < length; place++) {
    if (place % LOOK_EVERY === 0) yield;
    const parent = parents[place] ?? -1;
    nths[place] = parent < 0 ? ++standing : (childCounts[parent] = (childCounts[parent] ?? 0) + 1);
  }
  return { firsts, nexts, childCounts, nths, standing };
}

/** Root first, then who has children, then who stands alone, then what lies loose; each in the order of first sight. */
function* standingInOrder(list: TokenList, parents: Int32Array, childCounts: Int32Array): Work<readonly number[]> {
  const ranks: [number[], number[], number[], number[]] = [[], [], [], []];
  let place = 0;
  for (const block of list.blocks) {
    for (const token of block) {
      const at = place++;
      if ((parents[at] ?? -1) >= 0) continue;
      const hasChildren = (childCounts[at] ?? 0) > 0;
      ranks[token.root && token.state === "live" ? 0 : hasChildren ? 1 : token.state === "revoked" ? 3 : 2].push(at);
    }
    yield;
  }
  return ranks.flat();
}
