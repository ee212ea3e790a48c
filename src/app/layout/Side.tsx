import { Group, Panel, Separator, useDefaultLayout } from "react-resizable-panels";
import { TreePanel } from "../../panels/index.ts";
import { useApp } from "../services-context.ts";
import { useTokenActions } from "../views/use-token-actions.ts";
import { Panels } from "./Panels.tsx";

/** The panels: one of the tabs above, the tree below. */
export function Side() {
  const world = useApp((state) => state.world);
  const pickedKey = useApp((state) => state.pickedKey);
  const { pick } = useTokenActions();
  const layout = useDefaultLayout({ id: "glassvault.side", storage: localStorage });
  return (
    <Group orientation="vertical" {...layout}>
      <Panel id="panels" minSize={120}>
        <section className="app-pane" aria-label="Panels" data-pane="panels" tabIndex={-1}>
          <Panels />
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
