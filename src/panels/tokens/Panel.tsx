import type { ReactNode } from "react";
import type { ClockAction, TokenView, World } from "../world.ts";

export interface TokensPanelProps {
  readonly world: World;
  /** The token that other panels (the inspector) look at. */
  readonly pickedKey?: string | undefined;
  /** A click on a row, or Enter. */
  readonly onPick?: (token: TokenView) => void;
  /** A secret or an accessor is to go to the clipboard. */
  readonly onCopy?: (text: string) => void;
}

export function TokensPanel(_: TokensPanelProps) {
  return null;
}
export type Unused = [ReactNode, ClockAction, TokenView, World];
