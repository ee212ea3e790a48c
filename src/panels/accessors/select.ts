/** What `vault list auth/token/accessors` would answer, beside the live tokens that it cannot name. */
import { BlockBuilder, BlockList } from "../shared/block-list.ts";
import { byPlace, followPlaces, stepBetween, type PlaceOrder, type Places } from "../shared/places.ts";
import { finish, sorted, type Work } from "../shared/turns.ts";
import type { TokenBook, TokenList, TokenView } from "../world.ts";

export interface AccessorsShown {
  /** The tokens that the places are of. */
  readonly list: TokenList;
  /** Live tokens that have an accessor, in the order of the list that Vault prints. */
  readonly named: Places;
  /** Live tokens without one. */
  readonly nameless: Places;
}

type ListName = "named" | "nameless";

export type AccessorRow =
  | { readonly kind: "head"; readonly list: ListName; readonly count: number }
  | { readonly kind: "token"; readonly list: ListName; readonly token: TokenView; readonly place: number };

export const NO_ACCESSORS: AccessorsShown = {
  list: BlockList.from([]),
  named: BlockList.from([]),
  nameless: BlockList.from([]),
};
/** More changed tokens than this at once are better gone through in turns. */
const FOLLOW_LIMIT = 3000;

export function selectAccessors(tokens: TokenBook): AccessorsShown {
  return finish(buildAccessors(tokens));
}

export function* buildAccessors({ list }: TokenBook): Work<AccessorsShown> {
  const all: Record<ListName, BlockBuilder<number>> = { named: new BlockBuilder(), nameless: new BlockBuilder() };
  let place = 0;
  for (const block of list.blocks) {
    for (const token of block) {
      const name = listOf(token);
      if (name !== undefined) all[name].push(place);
      place++;
    }
    yield;
  }
  return { list, named: yield* sorted(all.named.list(), byAccessor(list)), nameless: all.nameless.list() };
}

/** The lists of before, brought to the tokens as they are; undefined where too many have changed. */
export function followAccessors(before: AccessorsShown, { list }: TokenBook): AccessorsShown | undefined {
  if (list === before.list) return before;
  const step = stepBetween(before.list, list);
  if (step.changed.length > FOLLOW_LIMIT) return undefined;
  const added: Record<ListName, number[]> = { named: [], nameless: [] };
  for (const place of step.changed) {
    const name = listOf(list.at(place));
    if (name !== undefined) added[name].push(place);
  }
  const named = { places: before.named, before: byAccessor(before.list), after: byAccessor(list) };
  const nameless = { places: before.nameless, before: byPlace, after: byPlace };
  return {
    list,
    named: followPlaces(named, step, added.named),
    nameless: followPlaces(nameless, step, added.nameless),
  };
}

function listOf(token: TokenView | undefined): ListName | undefined {
  if (token?.state !== "live") return undefined;
  return token.accessor === undefined ? "nameless" : "named";
}

function byAccessor(list: TokenList): PlaceOrder {
  return (a, b) => {
    const [one = "", other = ""] = [list.at(a)?.accessor, list.at(b)?.accessor];
    if (one === other) return a - b;
    return one < other ? -1 : 1;
  };
}

/** Heads and tokens in one sequence. Both heads are always there: that one list is empty is worth seeing. */
export function accessorRowCount({ named, nameless }: AccessorsShown): number {
  return named.length + nameless.length + 2;
}

export function accessorRowAt({ list, named, nameless }: AccessorsShown, index: number): AccessorRow | undefined {
  if (index === 0) return { kind: "head", list: "named", count: named.length };
  if (index === named.length + 1) return { kind: "head", list: "nameless", count: nameless.length };
  const isNamed = index <= named.length;
  const place = (isNamed ? named.at(index - 1) : nameless.at(index - named.length - 2)) ?? -1;
  const token = list.at(place);
  return token && { kind: "token", list: isNamed ? "named" : "nameless", token, place };
}
