/** How the panes stand beside each other: with room for all, with narrower panels, or with the guide folded to a rail. */
export type PaneMode = "wide" | "close" | "rail";

/** Widths in rem, so that a larger type asks for more room. */
const WIDE_REM = 90;
const CLOSE_REM = 75;

export function paneMode(widthRem: number): PaneMode {
  if (widthRem >= WIDE_REM) return "wide";
  return widthRem >= CLOSE_REM ? "close" : "rail";
}

/** First width of the panels, in CSS pixels. */
export const SIDE_PX: Readonly<Record<PaneMode, number>> = { wide: 468, close: 400, rail: 372 };
/** First width of the guide, and of the clock's face below it. */
export const GUIDE_PX = 276;
