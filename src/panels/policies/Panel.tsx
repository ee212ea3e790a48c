import { TabbedPanel, type TabbedPanelProps } from "../shared/TabbedPanel.tsx";
import "./policies.css";

const TABS = [
  { name: "text", title: "Text" },
  { name: "grants", title: "Who can do what" },
] as const;
export type PoliciesTab = (typeof TABS)[number]["name"];

export type PoliciesPanelProps = Pick<TabbedPanelProps<PoliciesTab>, "tab" | "onTab" | "actions" | "children">;

/** Policies: their texts, and what they let the tokens there are do. */
export function PoliciesPanel({ tab, onTab, actions, children }: PoliciesPanelProps) {
  return (
    <TabbedPanel title="Policies" className="po" tabs={TABS} tab={tab} onTab={onTab} actions={actions}>
      {children}
    </TabbedPanel>
  );
}
