import type { ReactNode } from "react";
import type { ClockAction, TokenView, World } from "../world.ts";

export interface StoragePanelProps {
  readonly world: World;
  readonly actions?: ReactNode;
}

export function StoragePanel(_: StoragePanelProps) {
  return null;
}
export type Unused = [ReactNode, ClockAction, TokenView, World];
