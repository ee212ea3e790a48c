/**
 * The rows of the tree's list form: the forest from the top, without what is folded in. Numbers in arrays, since there may be 100,000:
 * a row is a place in the list of tokens.
 */
import { stepBetween } from "../shared/places.ts";
import type { TokenBook, TokenView } from "../world.ts";

/** Who hangs from whom, by place; -1 for those that stand. */
export interface Kin {
  readonly list: readonly TokenView[];
  readonly parents: Int32Array;
}

export interface ListRows {
  readonly list: readonly TokenView[];
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
  list: [],
  parents: NO_PLACES,
  places: NO_PLACES,
  levels: NO_PLACES,
  childCounts: NO_PLACES,
  nths: NO_PLACES,
  standing: 0,
};

/** Orphans stand; so does a token whose parent is not known. `before`: what it was, so that only changes are looked at. */
export function selectKin(tokens: TokenBook, before?: Kin): Kin {
  const { list } = tokens;
  if (before?.list === list) return before;
  const parents = new Int32Array(list.length);
  const look = (place: number) => {
    const { orphan = true, parentKey } = list[place] ?? {};
    parents[place] = orphan || parentKey === undefined ? -1 : tokens.indexOf(parentKey);
  };
  const step = before && stepBetween(before.list, list);
  if (before && step && step.moved === undefined) {
    parents.set(before.parents.subarray(0, list.length));
    for (const place of step.changed) look(place);
  } else {
    for (let place = 0; place < list.length; place++) look(place);
  }
  return { list, parents };
}

/** `folded`: places below which nothing is listed. */
export function selectListRows({ list, parents }: Kin, folded: ReadonlySet<number>): ListRows {
  const { length } = list;
  const family = familyOf(parents);
  const { firsts, nexts, childCounts } = family;
  const places = new Int32Array(length);
  const levels = new Int32Array(length);
  let count = 0;
  for (const root of standingInOrder(list, parents, childCounts)) {
    let level = 1;
    let place = root;
    // Without recursion: a chain of tokens may be as deep as there are tokens.
    for (;;) {
      places[count] = place;
      levels[count] = level;
      count++;
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

/** Used again each time: so much memory would soon have to be collected. */
let scratch = { firsts: new Int32Array(0), nexts: new Int32Array(0) };

function familyOf(parents: Int32Array) {
  const { length } = parents;
  if (scratch.firsts.length < length)
    scratch = { firsts: new Int32Array(2 * length), nexts: new Int32Array(2 * length) };
  const firsts = scratch.firsts.subarray(0, length).fill(-1);
  const nexts = scratch.nexts.subarray(0, length).fill(-1);
  const childCounts = new Int32Array(parents.length);
  const nths = new Int32Array(parents.length);
  let standing = 0;
  for (let place = parents.length - 1; place >= 0; place--) {
    const parent = parents[place] ?? -1;
    if (parent < 0) continue;
    nexts[place] = firsts[parent] ?? -1;
    firsts[parent] = place;
  }
  for (const [place, parent] of parents.entries()) {
    nths[place] = parent < 0 ? ++standing : (childCounts[parent] = (childCounts[parent] ?? 0) + 1);
  }
  return { firsts, nexts, childCounts, nths, standing };
}

/** Root first, then who has children, then who stands alone, then what lies loose; each in the order of first sight. */
function standingInOrder(list: readonly TokenView[], parents: Int32Array, childCounts: Int32Array): readonly number[] {
  const ranks: [number[], number[], number[], number[]] = [[], [], [], []];
  for (const [place, token] of list.entries()) {
    if ((parents[place] ?? -1) >= 0) continue;
    const hasChildren = (childCounts[place] ?? 0) > 0;
    ranks[token.root && token.state === "live" ? 0 : hasChildren ? 1 : token.state === "revoked" ? 3 : 2].push(place);
  }
  return ranks.flat();
}
