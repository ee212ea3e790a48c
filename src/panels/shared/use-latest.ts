import { useEffect, useMemo, useRef, useState } from "react";
import { finish, inTurns, nextTask, type Work } from "./turns.ts";

/** Between the end of one making and the beginning of the next, so that a loop of commands leaves the page its time. */
const PAUSE_MS = 100;
/** What takes long is made again after so many times as long. */
const PAUSE_SHARE = 4;

/**
 * What `make` makes; a new function where something else is to be made. Where that is not done at once it is done in turns, what was made
 * before stays meanwhile, and what is wanted in between is passed over but for the latest; undefined before the first.
 */
export function useLatest<Result>(make: () => Work<Result>, isDoneAtOnce: boolean): Result | undefined {
  const now = useMemo(() => (isDoneAtOnce ? finish(make()) : undefined), [make, isDoneAtOnce]);
  const [made, setMade] = useState<Result>();
  const maker = useRef<{ wanted: typeof make | undefined; run: symbol | undefined }>({
    wanted: undefined,
    run: undefined,
  });
  useEffect(() => {
    const { current } = maker;
    current.wanted = isDoneAtOnce ? undefined : make;
    if (current.run !== undefined || isDoneAtOnce) return;
    // Where this is left and taken up again, what was begun before is not gone on with.
    const run = Symbol("run");
    current.run = run;
    const isWanted = () => current.run === run;
    const makeAll = async () => {
      for (let next = current.wanted; next !== undefined; next = current.wanted) {
        current.wanted = undefined;
        // The page that asks is drawn first.
        await nextTask();
        const startMs = performance.now();
        const result = await inTurns(next(), isWanted);
        if (!isWanted()) return;
        setMade(result);
        const pauseMs = Math.max(PAUSE_MS, PAUSE_SHARE * (performance.now() - startMs));
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
      if (isWanted()) current.run = undefined;
    };
    void makeAll();
  }, [make, isDoneAtOnce]);
  useEffect(() => {
    const { current } = maker;
    return () => {
      current.wanted = undefined;
      current.run = undefined;
    };
  }, []);
  const [latest] = useState(rememberingLatest<Result>);
  return latest(now, made);
}

/** Of the two the one that came last: from what is done at once to what is done in turns there is no moment without anything. */
function rememberingLatest<Result>() {
  let last: Result | undefined;
  let known: Result | undefined;
  return (now: Result | undefined, made: Result | undefined): Result | undefined => {
    if (now !== undefined) last = now;
    else if (made !== known) last = made;
    known = made;
    return last;
  };
}
