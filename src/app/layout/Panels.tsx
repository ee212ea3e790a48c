import { Suspense, useRef } from "react";
import { useApp, useServices } from "../services-context.ts";
import { PANEL_VIEWS } from "../views/registry.ts";
import { onTabKey } from "./on-tab-key.ts";

/** The panels, one at a time, and their tabs. */
export function Panels() {
  const { store } = useServices();
  const panel = useApp((state) => state.panel);
  const tabs = useRef<HTMLDivElement>(null);
  const { name: shown, View } = PANEL_VIEWS.find(({ name }) => name === panel) ?? PANEL_VIEWS[0];
  return (
    <>
      <div
        ref={tabs}
        className="app-bar app-tabs"
        role="tablist"
        tabIndex={-1}
        aria-label="Panels"
        onKeyDown={(event) => onTabKey(event, tabs.current)}
      >
        {PANEL_VIEWS.map(({ name, title }) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            className="app-tab"
            aria-selected={shown === name}
            aria-controls="tabpanel"
            tabIndex={shown === name ? 0 : -1}
            onClick={() => store.setState({ panel: name })}
          >
            {title}
          </button>
        ))}
      </div>
      <div className="app-tabpanel" role="tabpanel" id="tabpanel" aria-labelledby={`tab-${shown}`}>
        <Suspense>
          <View />
        </Suspense>
      </div>
    </>
  );
}
