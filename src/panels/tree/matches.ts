/** The tokens that a search in the tree finds, by place. */
import { BlockBuilder, BlockList } from "../shared/block-list.ts";
import { byPlace, followPlaces, stepBetween, type Places } from "../shared/places.ts";
import { holdsWords } from "../shared/search.ts";
import type { Work } from "../shared/turns.ts";
import type { Recipe } from "../shared/use-followed.ts";
import type { TokenList, TokenView, World } from "../world.ts";

export interface Matches {
  readonly list: TokenList;
  readonly places: Places;
}

export const NO_MATCHES: Matches = { list: BlockList.from([]), places: BlockList.from([]) };
const FOLLOW_LIMIT = 3000;

/** `words`: none find nothing. */
export function matchesOf(words: readonly string[], heldIn: World["heldIn"]): Recipe<Matches> {
  const matches = (token: TokenView | undefined) => token !== undefined && holdsWords(token, words, heldIn);
  return {
    *build({ list }): Work<Matches> {
      if (words.length === 0) return NO_MATCHES;
      const places = new BlockBuilder<number>();
      let place = 0;
      for (const block of list.blocks) {
        for (const token of block) {
          if (matches(token)) places.push(place);
          place++;
        }
        yield;
      }
      return { list, places: places.list() };
    },
    follow(before, { list }) {
      if (words.length === 0 || list === before.list) return before;
      const step = stepBetween(before.list, list);
      if (step.changed.length > FOLLOW_LIMIT) return undefined;
      const added = step.changed.filter((place) => matches(list.at(place)));
      return { list, places: followPlaces({ places: before.places, before: byPlace, after: byPlace }, step, added) };
    },
  };
}
