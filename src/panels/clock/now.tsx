import { createContext, useCallback, useContext, useEffect, useState, useSyncExternalStore } from "react";
import type { ReactNode } from "react";
import type { ClockView } from "../world.ts";

/** The page's reading of the virtual clock: one timer for everything that counts down. */
interface Ticker {
  readonly subscribe: (listener: () => void) => () => void;
  readonly readMs: () => number;
  readonly set: (clock: ClockView) => void;
  readonly stop: () => void;
}

/** How often a fast clock is read on the page, in real milliseconds; at the student's own pace it is read by the second. */
const TICK_FAST_MS = 250;
const SECOND_MS = 1000;
/** A tick aims just behind the turn of the second, since timers may fire a little early. */
const TICK_AFTER_MS = 5;

const TickerContext = createContext<Ticker | undefined>(undefined);

export interface ClockProviderProps {
  readonly clock: ClockView;
  readonly children: ReactNode;
}

/** Put it around the panels once: it runs the clock between the simulation's messages. */
export function ClockProvider({ clock, children }: ClockProviderProps) {
  const [ticker] = useState(() => makeTicker(clock));
  useEffect(() => {
    ticker.set(clock);
    return ticker.stop;
  }, [ticker, clock]);
  return <TickerContext value={ticker}>{children}</TickerContext>;
}

/** What `read` says of the virtual now, in Unix milliseconds. Renders again only when the answer differs, so answer with a string or a number. */
export function useAtNow<Answer extends string | number | boolean>(read: (nowMs: number) => Answer): Answer {
  const ticker = useContext(TickerContext);
  if (!ticker) throw new Error("useAtNow needs a ClockProvider above it");
  const answer = useCallback(() => read(ticker.readMs()), [read, ticker]);
  return useSyncExternalStore(ticker.subscribe, answer, answer);
}

function makeTicker(first: ClockView): Ticker {
  const listeners = new Set<() => void>();
  let clock = first;
  let takenAtMs = performance.now();
  let shownMs = first.nowMs;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const stop = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  const tick = () => {
    show(Math.floor(clock.nowMs + (performance.now() - takenAtMs) * clock.rate));
  };
  const show = (nowMs: number) => {
    stop();
    if (clock.rate !== 0) {
      timer = setTimeout(tick, clock.rate === 1 ? SECOND_MS - (nowMs % SECOND_MS) + TICK_AFTER_MS : TICK_FAST_MS);
    }
    if (nowMs === shownMs) return;
    shownMs = nowMs;
    for (const listener of listeners) listener();
  };
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    readMs: () => shownMs,
    set(next) {
      clock = next;
      takenAtMs = performance.now();
      show(next.nowMs);
    },
    stop,
  };
}
