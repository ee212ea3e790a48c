import { TreePanel } from "../../panels/index.ts";
import { useApp } from "../services-context.ts";
import type { PanelViewProps } from "./registry.ts";
import { useTokenActions } from "./use-token-actions.ts";

export default function TreeView({ actions }: PanelViewProps) {
  const world = useApp((state) => state.world);
  const pickedKey = useApp((state) => state.pickedKey);
  const { inspect } = useTokenActions();
  return <TreePanel world={world} pickedKey={pickedKey} onPick={inspect} actions={actions} />;
}
