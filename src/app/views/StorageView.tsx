import { StoragePanel } from "../../panels/index.ts";
import { useApp } from "../services-context.ts";
import type { PanelViewProps } from "./registry.ts";

export default function StorageView({ actions }: PanelViewProps) {
  const world = useApp((state) => state.world);
  return <StoragePanel world={world} actions={actions} />;
}
