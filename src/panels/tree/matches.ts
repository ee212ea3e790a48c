/** The tokens that a search in the tree finds, by place. */
import { stepBetween, unchangedPlaces, withPlaces, type Places } from "../shared/places.ts";
import { holdsWords } from "../shared/search.ts";
import type { Work } from "../shared/turns.ts";
import type { Recipe } from "../shared/use-followed.ts";
import type { TokenView, World } from "../world.ts";

export interface Matches {
  readonly list: readonly TokenView[];
  readonly places: Places;
}

export const NO_MATCHES: Matches = { list: [], places: [] };
const FOLLOW_LIMIT = 3000;
const LOOK_EVERY = 200;

/** `words`: none find nothing. */
export function matchesOf(words: readonly string[], heldIn: World["heldIn"]): Recipe<Matches> {
  const matches = (token: TokenView | undefined) => token !== undefined && holdsWords(token, words, heldIn);
  return {
    *build({ list }): Work<Matches> {
      if (words.length === 0) return NO_MATCHES;
      const places: number[] = [];
      for (const [place, token] of list.entries()) {
        if (matches(token)) places.push(place);
        if (place % LOOK_EVERY === 0) yield;
      }
      return { list, places };
    },
    follow(before, { list }) {
      if (words.length === 0 || list === before.list) return before;
      const step = stepBetween(before.list, list);
      if (step.changed.length > FOLLOW_LIMIT) return undefined;
      const added = step.changed.filter((place) => matches(list[place]));
      return { list, places: withPlaces(unchangedPlaces(before.places, step), added, (a, b) => a - b) };
    },
  };
}
