/**
 * How the panes stand: with room for all; with narrower panels; with the guide folded to a rail and one panel at a time; in the one
 * column of a phone.
 */
export type PaneMode = "wide" | "close" | "tabs" | "phone";

/** Widths in rem, so that a larger type asks for more room. */
const WIDE_REM = 90;
const CLOSE_REM = 75;
const TABS_REM = 52;

export function paneMode(widthRem: number): PaneMode {
  if (widthRem >= WIDE_REM) return "wide";
  if (widthRem >= CLOSE_REM) return "close";
  return widthRem >= TABS_REM ? "tabs" : "phone";
}

/** Whether panels can stand below each other, or are all behind tabs. */
export function hasDocks(mode: PaneMode): boolean {
  return mode === "wide" || mode === "close";
}

/** First width of the panels, in CSS pixels. */
export const SIDE_PX: Readonly<Record<Exclude<PaneMode, "phone">, number>> = { wide: 468, close: 400, tabs: 372 };
/** First width of the guide, and of the clock's face below it. */
export const GUIDE_PX = 276;

/** Where the panels stand that are all behind tabs. */
export type SidePlace = "beside" | "below";
/** Where a person wants them: "auto" is beside the terminal, and below it where the window is taller than wide. */
export type WantedPlace = "auto" | SidePlace;

export function sidePlace(wanted: WantedPlace, isTall: boolean): SidePlace {
  if (wanted !== "auto") return wanted;
  return isTall ? "below" : "beside";
}
