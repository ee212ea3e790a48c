import { Suspense, useRef } from "react";
import { Group, Panel, Separator, useDefaultLayout } from "react-resizable-panels";
import { TreePanel } from "../../panels/index.ts";
import { useApp, useServices } from "../services-context.ts";
import { PANEL_VIEWS } from "../views/registry.ts";
import { useTokenActions } from "../views/use-token-actions.ts";
import { onTabKey } from "./on-tab-key.ts";

/** The panels: one of the tabs above, the tree below. */
export function Side() {
  const { store } = useServices();
  const world = useApp((state) => state.world);
  const panel = useApp((state) => state.panel);
  const pickedKey = useApp((state) => state.pickedKey);
  const { inspect } = useTokenActions();
  const tabs = useRef<HTMLDivElement>(null);
  const layout = useDefaultLayout({ id: "glassvault.side", storage: localStorage });
  const { name: shown, View } = PANEL_VIEWS.find(({ name }) => name === panel) ?? PANEL_VIEWS[0];
  return (
    <Group orientation="vertical" {...layout}>
      <Panel id="panels" minSize={120}>
        <section className="app-pane" aria-label="Panels" data-pane="panels" tabIndex={-1}>
          <div
            ref={tabs}
            className="app-bar"
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
        </section>
      </Panel>
      <Separator className="app-separator" aria-label="Height of the tree" />
      <Panel id="tree" defaultSize="42%" minSize={120}>
        <div className="app-pane" data-pane="tree" tabIndex={-1}>
          <TreePanel world={world} pickedKey={pickedKey} onPick={inspect} />
        </div>
      </Panel>
    </Group>
  );
}
