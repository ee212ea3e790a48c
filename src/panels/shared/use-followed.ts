import { useEffect, useMemo, useRef, useState } from "react";
import type { TokenBook } from "../world.ts";
import { finish, inTurns, nextTask, type Work } from "./turns.ts";

/** How something that panels show is made from all tokens, and how it follows them. A new object where something else is to be shown. */
export interface Recipe<Shown> {
  readonly build: (tokens: TokenBook) => Work<Shown>;
  /** Undefined where so much has changed that it is better made anew. */
  readonly follow: (shown: Shown, tokens: TokenBook) => Shown | undefined;
}

/** So many tokens are gone through before the first drawing. */
const AT_ONCE = 2000;

/**
 * What a recipe makes of the tokens as they are. It is made in turns, and what was shown before stays, and follows the tokens, until
 * it is there; undefined before the first.
 */
export function useFollowed<Shown>(tokens: TokenBook, recipe: Recipe<Shown>): Shown | undefined {
  const [made, setMade] = useState(() =>
    tokens.list.length <= AT_ONCE ? { recipe, shown: finish(recipe.build(tokens)) } : undefined,
  );
  const [follow] = useState(following<Shown>);
  const { shown, isLost } = useMemo(() => follow(made, tokens), [follow, made, tokens]);
  const latest = useRef(tokens);
  useEffect(() => {
    latest.current = tokens;
  });
  useEffect(() => {
    // What was made may be lost again by the time it is there.
    if (made?.recipe === recipe && !isLost) return undefined;
    let isWanted = true;
    const make = async () => {
      // A pane that comes into sight has many panels begin at once, and is to be drawn first.
      if (latest.current.list.length > AT_ONCE) await nextTask();
      const shown = await inTurns(recipe.build(latest.current), () => isWanted);
      if (shown !== undefined && isWanted) setMade({ recipe, shown });
    };
    void make();
    return () => {
      isWanted = false;
    };
  }, [recipe, made, isLost]);
  return shown;
}

interface Made<Shown> {
  readonly recipe: Recipe<Shown>;
  readonly shown: Shown;
}

/** Each state is made from the one before. */
function following<Shown>() {
  let from: Made<Shown> | undefined;
  let shown: Shown | undefined;
  return (made: Made<Shown> | undefined, tokens: TokenBook): { shown: Shown | undefined; isLost: boolean } => {
    if (made === undefined) return { shown: undefined, isLost: false };
    const before = from === made && shown !== undefined ? shown : made.shown;
    const after = made.recipe.follow(before, tokens);
    from = made;
    shown = after ?? before;
    return { shown, isLost: after === undefined };
  };
}
