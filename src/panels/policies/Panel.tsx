import type { ReactNode } from "react";
import "../shared/panel.css";
import "./policies.css";

const TABS = [
  { name: "text", title: "Text" },
  { name: "grants", title: "Who can do what" },
] as const;
export type PoliciesTab = (typeof TABS)[number]["name"];

export interface PoliciesPanelProps {
  readonly tab: PoliciesTab;
  readonly onTab: (tab: PoliciesTab) => void;
  /** Buttons at the right end of the panel head (enlarge, close). */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** Policies: their texts, and what they let the tokens there are do. */
export function PoliciesPanel({ tab, onTab, actions, children }: PoliciesPanelProps) {
  return (
    <section className="pn po" aria-label="Policies">
      <div className="pn-bar">
        <h2>Policies</h2>
        <span className="pn-end">
          <fieldset className="pn-seg" aria-label="Show">
            {TABS.map(({ name, title }) => (
              <button key={name} type="button" aria-pressed={tab === name} onClick={() => onTab(name)}>
                {title}
              </button>
            ))}
          </fieldset>
          {actions}
        </span>
      </div>
      {children}
    </section>
  );
}
