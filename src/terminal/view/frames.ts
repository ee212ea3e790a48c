/**
 * The animation frames that xterm.js asks for. It draws in the next one; what a key press answers, and a prompt with the output before
 * it, is some small rows, and is on the page before the browser takes up anything else.
 */
export class Frames {
  readonly #window: Window;
  #asked: FrameRequestCallback[] = [];
  #frame: number | undefined;

  constructor(window: Window) {
    this.#window = window;
  }

  /** Runs `action`. What it asks to be done in the next frame is done there, unless `drawNow` comes before. */
  during(action: () => void): void {
    const ask = this.#window.requestAnimationFrame.bind(this.#window);
    // A number that no real frame has, and that xterm.js does not take for "none".
    const request = (callback: FrameRequestCallback): number => {
      this.#frame ??= ask(() => this.drawNow());
      return -this.#asked.push(callback);
    };
    replacing(this.#window, "requestAnimationFrame", request, action);
  }

  drawNow(): void {
    const asked = this.#asked;
    this.forget();
    for (const callback of asked) callback(this.#window.performance.now());
  }

  forget(): void {
    if (this.#frame !== undefined) this.#window.cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    this.#asked = [];
  }
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
