import { useSyncExternalStore } from "react";
import { paneMode, type PaneMode } from "./mode.ts";

/** The stand of the panes that the window has room for. */
export function usePaneMode(): PaneMode {
  return useSyncExternalStore(subscribe, () => paneMode(innerWidth / remPx()));
}

function remPx(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}

function subscribe(changed: () => void): () => void {
  addEventListener("resize", changed);
  return () => removeEventListener("resize", changed);
}
