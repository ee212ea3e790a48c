import { lazy, type ComponentType } from "react";
import type { PanelName } from "../panel-names.ts";
import AccessorsView from "./AccessorsView.tsx";
import StorageView from "./StorageView.tsx";
import TokensView from "./TokensView.tsx";

const InspectorView = lazy(() => import("./InspectorView.tsx"));

/** One of the panels beside the terminal: its tab, and what it shows of the store. One that few need is loaded when it is first shown (`lazy`). */
export interface PanelView {
  readonly name: PanelName;
  readonly title: string;
  readonly View: ComponentType;
}

/** The panels, in the order of their tabs. */
export const PANEL_VIEWS = [
  { name: "tokens", title: "Tokens", View: TokensView },
  { name: "accessors", title: "Accessors", View: AccessorsView },
  { name: "inspector", title: "Inspector", View: InspectorView },
  { name: "storage", title: "Storage", View: StorageView },
] as const satisfies readonly PanelView[];
