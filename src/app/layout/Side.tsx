import { Maximize2, Minimize2, Rows2, X } from "lucide-react";
import { Fragment, Suspense } from "react";
import { Group, Panel, Separator, useDefaultLayout } from "react-resizable-panels";
import type { PanelName } from "../panel-names.ts";
import { useApp, useServices } from "../services-context.ts";
import { PANEL_VIEWS, viewOf, type PanelView } from "../views/registry.ts";
import { dock, tabbed, undock } from "./dock.ts";
import { PanelTabs } from "./PanelTabs.tsx";

const NAMES = PANEL_VIEWS.map(({ name }) => name);

/** The panels: one of the tabs above, those that were put there below. */
export function Side() {
  const docked = useApp((state) => state.docked);
  const views = docked.map(viewOf).filter((view) => view !== undefined);
  const panelIds = ["panels", ...views.map(({ name }) => name)];
  const layout = useDefaultLayout({ id: `glassvault.side.${panelIds.join(".")}`, storage: localStorage });
  return (
    <Group key={panelIds.join()} orientation="vertical" {...layout}>
      <Panel id="panels" minSize={120}>
        <section className="app-pane" aria-label="Panels" data-pane="panels" tabIndex={-1}>
          <PanelTabs names={tabbed(NAMES, docked)} Actions={TabActions} />
        </section>
      </Panel>
      {views.map((view) => (
        <Fragment key={view.name}>
          <Separator className="app-separator" aria-label={`Height of the ${view.title.toLowerCase()}`} />
          <Panel id={view.name} defaultSize={views.length === 1 ? "42%" : "30%"} minSize={100}>
            <Docked view={view} />
          </Panel>
        </Fragment>
      ))}
    </Group>
  );
}

function TabActions({ view }: { readonly view: PanelView }) {
  const { store } = useServices();
  const { name, title } = view;
  return (
    <>
      <button
        type="button"
        className="icon-button"
        aria-label={`Put ${title} below`}
        title={`Put ${title} below the tabs`}
        onClick={() => store.setState((state) => dock(state, name))}
      >
        <Rows2 aria-hidden />
      </button>
      <EnlargeButton name={name} title={title} />
    </>
  );
}

/** One panel in the place of all panes. */
export function EnlargedPanel({ name }: { readonly name: PanelName }) {
  const view = viewOf(name);
  return view === undefined ? null : <Docked view={view} />;
}

function Docked({ view }: { readonly view: PanelView }) {
  const { store } = useServices();
  const { name, title, View, hasHead } = view;
  const isEnlarged = useApp((state) => state.enlarged === name);
  const actions = (
    <>
      <EnlargeButton name={name} title={title} />
      {isEnlarged ? null : (
        <button
          type="button"
          className="icon-button"
          aria-label={`Close ${title}`}
          title={`Close: back to the tabs`}
          onClick={() => store.setState((state) => undock(state, name))}
        >
          <X aria-hidden />
        </button>
      )}
    </>
  );
  return (
    <section className="app-pane" aria-label={title} data-pane={name} tabIndex={-1}>
      {hasHead ? null : (
        <div className="app-bar">
          <h2 className="app-bar-title">{title}</h2>
          <div className="app-bar-end">{actions}</div>
        </div>
      )}
      <div className="app-tabpanel">
        <Suspense>
          <View actions={hasHead ? actions : undefined} />
        </Suspense>
      </div>
    </section>
  );
}

function EnlargeButton({ name, title }: { readonly name: PanelName; readonly title: string }) {
  const { store } = useServices();
  const isEnlarged = useApp((state) => state.enlarged === name);
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={isEnlarged ? `Make ${title} small again` : `Enlarge ${title}`}
      title={isEnlarged ? "Make it small again (Esc)" : `Enlarge ${title}`}
      onClick={() => store.setState({ enlarged: isEnlarged ? undefined : name })}
    >
      {isEnlarged ? <Minimize2 aria-hidden /> : <Maximize2 aria-hidden />}
    </button>
  );
}
