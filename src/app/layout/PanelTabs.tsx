import { Suspense, type ComponentType } from "react";
import type { PanelName } from "../panel-names.ts";
import { useApp, useServices } from "../services-context.ts";
import { viewOf, type PanelView } from "../views/registry.ts";
import { shownTab } from "./dock.ts";
import { TabStrip } from "./TabStrip.tsx";

interface PanelTabsProps {
  readonly names: readonly PanelName[];
  /** Buttons at the end of the tabs, for the panel that is shown. */
  readonly Actions?: ComponentType<{ readonly view: PanelView }>;
}

/** Panels behind tabs: one is shown. */
export function PanelTabs({ names, Actions }: PanelTabsProps) {
  const { store } = useServices();
  const panel = useApp((state) => state.panel);
  const shown = shownTab(names, panel);
  const view = shown === undefined ? undefined : viewOf(shown);
  return (
    <>
      <div className="app-bar">
        <TabStrip label="Panels" shown={`tab-${shown}`}>
          {names.map((name) => (
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
              {viewOf(name)?.title}
            </button>
          ))}
        </TabStrip>
        {view === undefined || Actions === undefined ? null : (
          <div className="app-bar-end">
            <Actions view={view} />
          </div>
        )}
      </div>
      {view === undefined ? null : (
        <div className="app-tabpanel" role="tabpanel" id="tabpanel" aria-labelledby={`tab-${view.name}`}>
          <Suspense>
            <view.View />
          </Suspense>
        </div>
      )}
    </>
  );
}
