import type { ReactNode } from "react";
import type { ClockAction, TokenView, World } from "../world.ts";

export interface AccessorsPanelProps {
  readonly world: World;
  readonly onPick?: (token: TokenView) => void;
  readonly onCopy?: (text: string) => void;
}

export function AccessorsPanel(_: AccessorsPanelProps) {
  return null;
}
export type Unused = [ReactNode, ClockAction, TokenView, World];
