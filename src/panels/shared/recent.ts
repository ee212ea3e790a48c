import { useEffect, useMemo, useState } from "react";
import type { TokenBook, TokenChange } from "../world.ts";

/** Longer than any movement that a change starts. */
const RECENT_FOR_MS = 2400;
const NONE: ReadonlyMap<string, TokenChange> = new Map();
/** More than these are made by a loop. The eye follows none of them, and each movement would cost the page a layer. */
const FLOOD = 12;

/** What the latest delta did to tokens, for as long as it is worth drawing. Nothing when the panel opens. */
export function useRecentChanges(tokens: TokenBook): ReadonlyMap<string, TokenChange> {
  const [settledVersion, setSettledVersion] = useState(tokens.version);
  useEffect(() => {
    const timer = setTimeout(() => setSettledVersion(tokens.version), RECENT_FOR_MS);
    return () => clearTimeout(timer);
  }, [tokens.version]);
  const changes = useMemo(() => withoutFlood(tokens.changes), [tokens.changes]);
  return tokens.version === settledVersion ? NONE : changes;
}

/** A wave of revocations is worth seeing, however high. */
function withoutFlood(changes: ReadonlyMap<string, TokenChange>): ReadonlyMap<string, TokenChange> {
  const created = [...changes.values()].filter((change) => change === "created").length;
  return created > FLOOD ? new Map([...changes].filter(([, change]) => change !== "created")) : changes;
}
