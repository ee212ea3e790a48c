import { lazy, type ComponentType } from "react";
import type { PanelName } from "../panel-names.ts";
import AccessorsView from "./AccessorsView.tsx";
import StorageView from "./StorageView.tsx";
import TokensView from "./TokensView.tsx";

const AuditView = lazy(() => import("./AuditView.tsx"));
const WireView = lazy(() => import("./WireView.tsx"));

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
  { name: "wire", title: "Wire", View: WireView },
  { name: "storage", title: "Storage", View: StorageView },
  { name: "audit", title: "Audit", View: AuditView },
] as const satisfies readonly PanelView[];
