import type { AppStore } from "../store.ts";
import { paneMode } from "./mode.ts";

/** Keeps the stand of the panes what the window has room for. */
export function followWidth(store: AppStore): void {
  const follow = () => {
    const mode = paneMode(innerWidth / remPx());
    if (mode !== store.getState().mode) store.setState({ mode });
  };
  follow();
  addEventListener("resize", follow);
}

function remPx(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}
