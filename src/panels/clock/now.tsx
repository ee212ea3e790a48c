import { createContext, useContext, useEffect, useMemo, useSyncExternalStore } from "react";
import type { ReactNode } from "react";
import type { ClockView } from "../world.ts";

/** The page's reading of the virtual clock: one timer for everything that counts down. */
interface Ticker {
  readonly subscribe: (listener: () => void) => () => void;
  readonly readMs: () => number;
  set(clock: ClockView): void;
  stop(): void;
}

/** How often a running clock is read on the page, in real milliseconds. Slow clocks only change by the second. */
const TICK_FAST_MS = 250;
const TICK_SLOW_MS = 1000;

const TickerContext = createContext<Ticker | undefined>(undefined);

export interface ClockProviderProps {
  readonly clock: ClockView;
  readonly children: ReactNode;
}

/** Put it around the panels once: it runs the clock between the simulation's messages. */
export function ClockProvider({ clock, children }: ClockProviderProps) {
  const ticker = useMemo(makeTicker, []);
  useEffect(() => ticker.set(clock), [ticker, clock]);
  useEffect(() => () => ticker.stop(), [ticker]);
  return <TickerContext value={ticker}>{children}</TickerContext>;
}

/** The virtual now, in Unix milliseconds. Whoever calls it renders again at each tick: call it in the smallest leaf. */
export function useNowMs(): number {
  const ticker = useContext(TickerContext);
  if (!ticker) throw new Error("useNowMs needs a ClockProvider above it");
  return useSyncExternalStore(ticker.subscribe, ticker.readMs, ticker.readMs);
}

function makeTicker(): Ticker {
  const listeners = new Set<() => void>();
  let clock: ClockView = { nowMs: 0, rate: 0, nextExpiryMs: undefined };
  let takenAtMs = 0;
  let shownMs = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tick = () => {
    timer = undefined;
    const ran = (performance.now() - takenAtMs) * clock.rate;
    const nowMs = Math.floor(clock.nowMs + ran);
    schedule(nowMs);
    show(nowMs);
  };
  const show = (nowMs: number) => {
    if (nowMs === shownMs) return;
    shownMs = nowMs;
    for (const listener of listeners) listener();
  };
  const schedule = (nowMs: number) => {
    clearTimeout(timer);
    timer = undefined;
    if (clock.rate === 0) return;
    // At the student's own pace a tick falls just after the virtual second turns.
    const waitMs = clock.rate === 1 ? TICK_SLOW_MS - (nowMs % TICK_SLOW_MS) + 5 : TICK_FAST_MS;
    timer = setTimeout(tick, waitMs);
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
      schedule(next.nowMs);
      show(next.nowMs);
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
