import type { ReactNode } from "react";
import type { ClockAction, TokenView, World } from "../world.ts";

export interface TreePanelProps {
  readonly world: World;
  readonly pickedKey?: string | undefined;
  readonly onPick?: (token: TokenView) => void;
  /** Buttons at the right end of the panel head (enlarge, close). */
  readonly actions?: ReactNode;
}

export function TreePanel(_: TreePanelProps) {
  return null;
}
export type Unused = [ReactNode, ClockAction, TokenView, World];
