/**
 * Runs `action`, and what it asks to be done in the next animation frame, at once. xterm.js draws in the next frame; the answer to a
 * key press is one small row, and is on the page before the browser takes up anything else.
 */
export function drawingAtOnce(window: Window, action: () => void): void {
  const asked: FrameRequestCallback[] = [];
  // A number that no real frame has, and that xterm.js does not take for "none".
  const request = (callback: FrameRequestCallback): number => -asked.push(callback);
  // An own property hides the prototype's method; what was there before is put back.
  const before = Object.getOwnPropertyDescriptor(window, "requestAnimationFrame");
  Object.defineProperty(window, "requestAnimationFrame", { configurable: true, writable: true, value: request });
  try {
    action();
  } finally {
    if (before === undefined) Reflect.deleteProperty(window, "requestAnimationFrame");
    else Object.defineProperty(window, "requestAnimationFrame", before);
  }
  for (const callback of asked) callback(performance.now());
}
