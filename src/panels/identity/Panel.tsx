import type { ReactNode } from "react";
import type { ClockAction, TokenView, World } from "../world.ts";

export interface IdentityStripProps {
  readonly world: World;
  /** strip: the bar over terminal and panels. phone: one line, the meter under it. */
  readonly form?: "strip" | "phone";
  /** Width of the TTL pane, so that its edge meets the score between terminal and panels. CSS length; 29.25rem if absent. */
  readonly lifeWidth?: string;
}

export function IdentityStrip(_: IdentityStripProps) {
  return null;
}
export type Unused = [ReactNode, ClockAction, TokenView, World];
