import { useSyncExternalStore } from "react";

/** CSS pixels. Both grow with the reader's own text size, and a row of a list under a finger. */
export interface Measures {
  readonly remPx: number;
  readonly rowPx: number;
}

let ruler: HTMLElement | undefined;
let measures: Measures = { remPx: 16, rowPx: 26 };
const listeners = new Set<() => void>();

/** What is measured once, and again when it changes: to ask the page while it is being drawn makes the browser lay it out at once. */
export function useMeasures(): Measures {
  return useSyncExternalStore(subscribe, measured);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function measured(): Measures {
  if (ruler !== undefined) return measures;
  ruler = document.createElement("div");
  ruler.className = "pn-ruler";
  document.body.append(ruler);
  measure(ruler.getBoundingClientRect());
  new ResizeObserver(([entry]) => {
    if (entry === undefined) return;
    measure(entry.contentRect);
    for (const listener of listeners) listener();
  }).observe(ruler);
  return measures;
}

function measure({ width, height }: Pick<DOMRect, "width" | "height">): void {
  if (width === 0 || height === 0) return;
  if (width !== measures.remPx || height !== measures.rowPx) measures = { remPx: width, rowPx: height };
}
