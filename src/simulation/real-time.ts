/** The world outside, as the simulation's edge sees it: the only place where real time comes from. */
export interface RealTime {
  /** Milliseconds from any beginning; never goes back. */
  nowMs(): number;
  /** Calls back once after a while. Answers how to call it off. */
  after(ms: number, callback: () => void): () => void;
  /** Resolves when other work of the thread (messages above all) has had its turn. */
  turn(): Promise<void>;
}

/** A wait that may be ended before its time. */
export interface Nap {
  readonly over: Promise<void>;
  readonly end: () => void;
}

export function nap(real: RealTime, ms: number): Nap {
  let end = (): void => undefined;
  const over = new Promise<void>((resolve) => {
    const cancel = real.after(ms, resolve);
    end = () => {
      cancel();
      resolve();
    };
  });
  return { over, end };
}

/** Real time of this thread. Made before virtual globals are installed, so that it keeps the real ones. */
export function threadTime(): RealTime {
  const clock = performance;
  const channel = new MessageChannel();
  const waiting: (() => void)[] = [];
  channel.port1.onmessage = () => waiting.shift()?.();
  return {
    nowMs: () => clock.now(),
    after(ms, callback) {
      const timer = setTimeout(callback, Math.min(ms, 2_000_000_000));
      return () => clearTimeout(timer);
    },
    turn: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        channel.port2.postMessage(0);
      }),
  };
}
