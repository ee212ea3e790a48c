import { useEffect, useState } from "react";
import type { TokenBook, TokenChange } from "../world.ts";

/** Longer than any movement that a change starts. */
const RECENT_FOR_MS = 2400;
const NONE: ReadonlyMap<number, TokenChange> = new Map();

/** What the latest delta did to tokens, by place, for as long as it is worth drawing. Nothing when the panel opens. */
export function useRecentChanges(tokens: TokenBook): ReadonlyMap<number, TokenChange> {
  const [settledVersion, setSettledVersion] = useState(tokens.version);
  useEffect(() => {
    const timer = setTimeout(() => setSettledVersion(tokens.version), RECENT_FOR_MS);
    return () => clearTimeout(timer);
  }, [tokens.version]);
  return tokens.version === settledVersion ? NONE : tokens.changes;
}
