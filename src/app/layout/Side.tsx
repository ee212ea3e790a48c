import { Maximize2, Minimize2, PanelBottom, PanelRight, Rows2, X } from "lucide-react";
import { Fragment, Suspense } from "react";
import { Group, Panel, Separator, useDefaultLayout } from "react-resizable-panels";
import { IconButton } from "../controls/IconButton.tsx";
import type { PanelName } from "../panel-names.ts";
import { useApp, useServices } from "../services-context.ts";
import type { Enlarged } from "../store.ts";
import { PANEL_VIEWS, viewOf, type PanelView } from "../views/registry.ts";
import { dock, tabbed, undock } from "./dock.ts";
import type { SidePlace } from "./mode.ts";
import { PanelTabs } from "./PanelTabs.tsx";
import { useSidePlace } from "./use-side-place.ts";

const NAMES = PANEL_VIEWS.map(({ name }) => name);

/** The panels: one of the tabs above, those that were put there below. */
export function DockedSide() {
  const docked = useApp((state) => state.docked);
  const views = docked.map(viewOf).filter((view) => view !== undefined);
  const panelIds = ["panels", ...views.map(({ name }) => name)];
  const layout = useDefaultLayout({ id: `glassvault.side.${panelIds.join(".")}`, storage: localStorage });
  return (
    <Group key={panelIds.join()} orientation="vertical" {...layout}>
      <Panel id="panels" minSize={120}>
        <Tabbed names={tabbed(NAMES, docked)} Actions={DockActions} />
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

/** The panels where there is room for one at a time: all behind tabs. */
export function TabbedSide() {
  return <Tabbed names={NAMES} Actions={PlaceActions} />;
}

interface TabbedProps {
  readonly names: readonly PanelName[];
  readonly Actions: typeof DockActions;
}

function Tabbed({ names, Actions }: TabbedProps) {
  return (
    <section className="app-pane" aria-label="Panels" data-pane="panels" tabIndex={-1}>
      <PanelTabs names={names} Actions={Actions} />
    </section>
  );
}

function DockActions({ view: { name, title } }: { readonly view: PanelView }) {
  const { store } = useServices();
  return (
    <>
      <IconButton
        Icon={Rows2}
        label={`Put ${title} below`}
        title={`Put ${title} below the tabs`}
        onClick={() => store.setState((state) => dock(state, name))}
      />
      <EnlargeButton name={name} title={title} />
    </>
  );
}

const OTHER_PLACE: Readonly<Record<SidePlace, SidePlace>> = { beside: "below", below: "beside" };
const PLACE_ICONS = { beside: PanelRight, below: PanelBottom } as const;

function PlaceActions({ view: { name, title } }: { readonly view: PanelView }) {
  const { store } = useServices();
  const other = OTHER_PLACE[useSidePlace()];
  return (
    <>
      <IconButton
        Icon={PLACE_ICONS[other]}
        label={`Put the panels ${other} the terminal`}
        onClick={() => store.setState({ sidePlace: other })}
      />
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
        <IconButton
          Icon={X}
          label={`Close ${title}`}
          title="Close: back to the tabs"
          onClick={() => store.setState((state) => undock(state, name))}
        />
      )}
    </>
  );
  return (
    <section className="app-pane" aria-label={title} data-pane={name} tabIndex={-1}>
      {hasHead ? null : (
        <div className="pn-bar">
          <h2>{title}</h2>
          <div className="pn-end">{actions}</div>
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

/** Gives a pane the place of all, and takes it back. */
export function EnlargeButton({ name, title }: { readonly name: Enlarged; readonly title: string }) {
  const { store } = useServices();
  const isEnlarged = useApp((state) => state.enlarged === name);
  return (
    <IconButton
      Icon={isEnlarged ? Minimize2 : Maximize2}
      label={isEnlarged ? `Make ${title} small again` : `Enlarge ${title}`}
      title={isEnlarged ? "Make it small again (Esc)" : `Enlarge ${title}`}
      onClick={() => store.setState({ enlarged: isEnlarged ? undefined : name })}
    />
  );
}
