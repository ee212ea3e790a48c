import type { ReactNode } from "react";
import type { ClockAction, TokenView, World } from "../world.ts";

export interface ClockBarProps {
  readonly world: World;
  readonly onClock: (action: ClockAction) => void;
  /** Width of the part with the clock face, so that its edge meets the guide. CSS length; 17.25rem if absent. */
  readonly faceWidth?: string;
  /** Where "now" stands, in CSS pixels from the left edge of the bar: the score between terminal and panels. */
  readonly nowAtPx?: number;
  /** Buttons before the transport (undo and redo, later). */
  readonly history?: ReactNode;
}

export function ClockBar(_: ClockBarProps) {
  return null;
}
export type Unused = [ReactNode, ClockAction, TokenView, World];
