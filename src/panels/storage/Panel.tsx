import type { ReactNode } from "react";
import "../shared/panel.css";
import "./storage.css";

const TABS = [
  { name: "cost", title: "Cost" },
  { name: "keys", title: "Keys" },
  { name: "commands", title: "By command" },
] as const;
export type StorageTab = (typeof TABS)[number]["name"];

export interface StoragePanelProps {
  readonly tab: StorageTab;
  readonly onTab: (tab: StorageTab) => void;
  /** Buttons at the right end of the panel head (enlarge, close). */
  readonly actions?: ReactNode;
  /** What the tab shows. */
  readonly children: ReactNode;
}

/** The server's storage: what tokens cost it, which keys there are, and what each command did to them. */
export function StoragePanel({ tab, onTab, actions, children }: StoragePanelProps) {
  return (
    <section className="pn st" aria-label="Storage">
      <div className="pn-bar">
        <h2>Storage</h2>
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
