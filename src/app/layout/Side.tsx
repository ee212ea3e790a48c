import { useRef } from "react";
import { Group, Panel, Separator, useDefaultLayout } from "react-resizable-panels";
import { AccessorsPanel, StoragePanel, TokensPanel, TreePanel, type TokenView } from "../../panels/index.ts";
import { useApp, useServices } from "../services-context.ts";
import type { PanelName } from "../store.ts";
import { onTabKey } from "./on-tab-key.ts";

const TABS: readonly { readonly name: PanelName; readonly title: string }[] = [
  { name: "tokens", title: "Tokens" },
  { name: "accessors", title: "Accessors" },
  { name: "storage", title: "Storage" },
];

/** The panels: one of the tabs above, the tree below. */
export function Side() {
  const { store, terminal } = useServices();
  const world = useApp((state) => state.world);
  const panel = useApp((state) => state.panel);
  const pickedKey = useApp((state) => state.pickedKey);
  const tabs = useRef<HTMLDivElement>(null);
  const layout = useDefaultLayout({ id: "glassvault.side", storage: localStorage });
  const pick = (token: TokenView) => store.setState({ pickedKey: token.key });
  const insert = (text: string) => void navigator.clipboard?.writeText(text).catch(() => terminal()?.insert(text));
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
            {TABS.map(({ name, title }) => (
              <button
                key={name}
                type="button"
                role="tab"
                id={`tab-${name}`}
                className="app-tab"
                aria-selected={panel === name}
                aria-controls="tabpanel"
                tabIndex={panel === name ? 0 : -1}
                onClick={() => store.setState({ panel: name })}
              >
                {title}
              </button>
            ))}
          </div>
          <div className="app-tabpanel" role="tabpanel" id="tabpanel" aria-labelledby={`tab-${panel}`}>
            {panel === "tokens" ? (
              <TokensPanel world={world} pickedKey={pickedKey} onPick={pick} onCopy={insert} />
            ) : null}
            {panel === "accessors" ? <AccessorsPanel world={world} onPick={pick} onCopy={insert} /> : null}
            {panel === "storage" ? <StoragePanel world={world} /> : null}
          </div>
        </section>
      </Panel>
      <Separator className="app-separator" aria-label="Height of the tree" />
      <Panel id="tree" defaultSize="42%" minSize={120}>
        <div className="app-pane" data-pane="tree" tabIndex={-1}>
          <TreePanel world={world} pickedKey={pickedKey} onPick={pick} />
        </div>
      </Panel>
    </Group>
  );
}
