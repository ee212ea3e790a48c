/** What `vault list auth/token/accessors` would answer, beside the live tokens that it cannot name. */
import { stepBetween, unchangedPlaces, withPlaces, type PlaceOrder, type Places } from "../shared/places.ts";
import { finish, sorted, type Work } from "../shared/turns.ts";
import type { TokenBook, TokenView } from "../world.ts";

export interface AccessorsShown {
  /** The tokens that the places are of. */
  readonly list: readonly TokenView[];
  /** Live tokens that have an accessor, in the order of the list that Vault prints. */
  readonly named: Places;
  /** Live tokens without one. */
  readonly nameless: Places;
}

type ListName = "named" | "nameless";

export type AccessorRow =
  | { readonly kind: "head"; readonly list: ListName; readonly count: number }
  | { readonly kind: "token"; readonly list: ListName; readonly token: TokenView };

export const NO_ACCESSORS: AccessorsShown = { list: [], named: [], nameless: [] };
/** More changed tokens than this at once are better gone through in turns. */
const FOLLOW_LIMIT = 3000;

export function selectAccessors(tokens: TokenBook): AccessorsShown {
  return finish(buildAccessors(tokens));
}

export function* buildAccessors({ list }: TokenBook): Work<AccessorsShown> {
  const { named, nameless } = listed(list, Array.from(list.keys()));
  yield;
  return { list, named: yield* sorted(named, byAccessor(list)), nameless };
}

/** The lists of before, brought to the tokens as they are; undefined where too many have changed. */
export function followAccessors(before: AccessorsShown, { list }: TokenBook): AccessorsShown | undefined {
  if (list === before.list) return before;
  const step = stepBetween(before.list, list);
  if (step.changed.length > FOLLOW_LIMIT) return undefined;
  const added = listed(list, step.changed);
  return {
    list,
    named: withPlaces(unchangedPlaces(before.named, step), added.named, byAccessor(list)),
    nameless: withPlaces(unchangedPlaces(before.nameless, step), added.nameless, (a, b) => a - b),
  };
}

function listed(list: readonly TokenView[], places: Places): Record<ListName, number[]> {
  const found: Record<ListName, number[]> = { named: [], nameless: [] };
  for (const place of places) {
    const token = list[place];
    if (token?.state === "live") found[token.accessor === undefined ? "nameless" : "named"].push(place);
  }
  return found;
}

function byAccessor(list: readonly TokenView[]): PlaceOrder {
  return (a, b) => ((list[a]?.accessor ?? "") < (list[b]?.accessor ?? "") ? -1 : 1);
}

/** Heads and tokens in one sequence. Both heads are always there: that one list is empty is worth seeing. */
export function accessorRowCount({ named, nameless }: AccessorsShown): number {
  return named.length + nameless.length + 2;
}

export function accessorRowAt({ list, named, nameless }: AccessorsShown, index: number): AccessorRow | undefined {
  if (index === 0) return { kind: "head", list: "named", count: named.length };
  if (index === named.length + 1) return { kind: "head", list: "nameless", count: nameless.length };
  const isNamed = index <= named.length;
  const place = isNamed ? named[index - 1] : nameless[index - named.length - 2];
  const token = place === undefined ? undefined : list[place];
  return token && { kind: "token", list: isNamed ? "named" : "nameless", token };
}
