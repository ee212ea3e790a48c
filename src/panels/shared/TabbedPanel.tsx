import type { ReactNode } from "react";
import "./panel.css";

export interface TabbedPanelProps<Tab extends string> {
  readonly title: string;
  readonly className: string;
  readonly tabs: readonly { readonly name: Tab; readonly title: string }[];
  readonly tab: Tab;
  readonly onTab: (tab: Tab) => void;
  /** Buttons at the right end of the panel head (enlarge, close). */
  readonly actions: ReactNode;
  /** What the tab shows. */
  readonly children: ReactNode;
}

/** A panel that shows one of several things, chosen in its head. */
export function TabbedPanel<Tab extends string>(props: TabbedPanelProps<Tab>) {
  const { title, className, tabs, tab, onTab, actions, children } = props;
  return (
    <section className={`pn ${className}`} aria-label={title}>
      <div className="pn-bar">
        <h2>{title}</h2>
        <span className="pn-end">
          <fieldset className="pn-seg" aria-label="Show">
            {tabs.map((each) => (
              <button key={each.name} type="button" aria-pressed={tab === each.name} onClick={() => onTab(each.name)}>
                {each.title}
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
