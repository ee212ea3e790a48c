/**
 * Runs `action`, and what it asks to be done in the next animation frame, at once. xterm.js draws in the next frame; the answer to a
 * key press is one small row, and is on the page before the browser takes up anything else.
 */
export function drawingAtOnce(window: Window, action: () => void): void {
  const asked: FrameRequestCallback[] = [];
  // A number that no real frame has, and that xterm.js does not take for "none".
  const request = (callback: FrameRequestCallback): number => -asked.push(callback);
  replacing(window, "requestAnimationFrame", request, action);
  for (const callback of asked) callback(performance.now());
}

/**
 * Runs `write`, and the timer without a delay that it sets, at once. xterm.js reads what it is given in a timer of its own, and a chain
 * of them is slowed by the browser; a few rows are read sooner than a timer fires.
 */
export function readingAtOnce(window: Window, write: () => void): void {
  const asked: (() => void)[] = [];
  const set = window.setTimeout.bind(window);
  const ask = (callback: TimerHandler, delayMs?: number, ...rest: unknown[]): number => {
    if (delayMs !== undefined || typeof callback !== "function") return set(callback, delayMs, ...rest);
    asked.push(() => void callback());
    return 0;
  };
  replacing(window, "setTimeout", ask, write);
  for (const callback of asked) callback();
}

/** Runs `action` while a function of the window is another one. */
function replacing(window: Window, name: string, value: unknown, action: () => void): void {
  // An own property hides the prototype's method; what was there before is put back.
  const before = Object.getOwnPropertyDescriptor(window, name);
  Object.defineProperty(window, name, { configurable: true, writable: true, value });
  try {
    action();
  } finally {
    if (before === undefined) Reflect.deleteProperty(window, name);
    else Object.defineProperty(window, name, before);
  }
}
