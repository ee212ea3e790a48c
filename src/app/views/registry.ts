import { lazy, type ComponentType, type ReactNode } from "react";
import type { PanelName } from "../panel-names.ts";
import AccessorsView from "./AccessorsView.tsx";
import StorageView from "./StorageView.tsx";
import TokensView from "./TokensView.tsx";
import TreeView from "./TreeView.tsx";

export interface PanelViewProps {
  /** Buttons for the right end of the panel's head, where it stands below the tabs. */
  readonly actions?: ReactNode;
}

const AuditView = lazy(() => import("./AuditView.tsx"));
const InspectorView = lazy(() => import("./InspectorView.tsx"));
const PoliciesView = lazy(() => import("./PoliciesView.tsx"));
const WireView = lazy(() => import("./WireView.tsx"));

/** One of the panels beside the terminal: its tab, and what it shows of the store. One that few need is loaded when it is first shown (`lazy`). */
export interface PanelView {
  readonly name: PanelName;
  readonly title: string;
  readonly View: ComponentType<PanelViewProps>;
  /** The panel has a head with its title, which takes `actions`. */
  readonly hasHead: boolean;
}

/** The panels, in the order of their tabs. */
export const PANEL_VIEWS: readonly PanelView[] = [
  { name: "tokens", title: "Tokens", View: TokensView, hasHead: false },
  { name: "tree", title: "Tree", View: TreeView, hasHead: true },
  { name: "accessors", title: "Accessors", View: AccessorsView, hasHead: false },
  { name: "inspector", title: "Inspector", View: InspectorView, hasHead: false },
  { name: "policies", title: "Policies", View: PoliciesView, hasHead: true },
  { name: "wire", title: "Wire", View: WireView, hasHead: false },
  { name: "storage", title: "Storage", View: StorageView, hasHead: true },
  { name: "audit", title: "Audit", View: AuditView, hasHead: false },
];

export function viewOf(name: PanelName): PanelView | undefined {
  return PANEL_VIEWS.find((view) => view.name === name);
}
