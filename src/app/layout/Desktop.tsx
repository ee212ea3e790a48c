import { lazy, Suspense, useMemo, useRef, type ReactNode, type RefObject } from "react";
import { Group, Panel, Separator, useDefaultLayout } from "react-resizable-panels";
import { IdentityStrip } from "../../panels/index.ts";
import { useApp, useServices } from "../services-context.ts";
import { stepGroups } from "../guide/guide-state.ts";
import { Head } from "../header/Head.tsx";
import { liveWorld } from "../store.ts";
import { useTimeActions } from "../use-time-actions.ts";
import { GuideRail } from "./GuideRail.tsx";
import { GuideSlot } from "./GuideSlot.tsx";
import { GUIDE_PX, SIDE_PX, type PaneMode } from "./mode.ts";
import { Side } from "./Side.tsx";
import { TerminalPane } from "./TerminalPane.tsx";
import { useElementBox, type ElementBox } from "./use-element-box.ts";
import { usePaneMode } from "./use-pane-mode.ts";

const ClockBar = lazy(async () => ({ default: (await import("../../panels/index.ts")).ClockBar }));

/** Guide, terminal and panels side by side; the strip over the two that it qualifies; time below all. */
export function Desktop() {
  const mode = usePaneMode();
  return (
    <div className="app">
      <a className="skip-link" href="#terminal">
        Skip to the terminal
      </a>
      <Head />
      <Panes key={mode} mode={mode} />
    </div>
  );
}

function Panes({ mode }: { readonly mode: PaneMode }) {
  const guide = useRef<HTMLElement>(null);
  const side = useRef<HTMLDivElement>(null);
  const guideBox = useElementBox(guide);
  const sideBox = useElementBox(side);
  const work = <Work mode={mode} side={side} sideBox={sideBox} />;
  return (
    <>
      <div className="app-body">
        {mode === "rail" ? (
          <div className="app-railed">
            <GuideRail />
            {work}
          </div>
        ) : (
          <WithGuide mode={mode} guide={guide}>
            {work}
          </WithGuide>
        )}
      </div>
      <Time faceWidth={guideBox?.width ?? GUIDE_PX} sideBox={sideBox} />
    </>
  );
}

interface WithGuideProps {
  readonly mode: PaneMode;
  readonly guide: RefObject<HTMLElement | null>;
  readonly children: ReactNode;
}

function WithGuide({ mode, guide, children }: WithGuideProps) {
  const layout = useDefaultLayout({ id: `glassvault.outer.${mode}`, storage: localStorage });
  return (
    <Group orientation="horizontal" {...layout}>
      <Panel id="guide" defaultSize={GUIDE_PX} minSize={180} maxSize={480} groupResizeBehavior="preserve-pixel-size">
        <aside ref={guide} className="app-pane" aria-label="Guide" data-pane="guide" tabIndex={-1}>
          <GuideSlot form="pane" />
        </aside>
      </Panel>
      <Separator className="app-separator" aria-label="Width of the guide" />
      <Panel id="work" minSize={400}>
        {children}
      </Panel>
    </Group>
  );
}

interface WorkProps {
  readonly mode: PaneMode;
  readonly side: RefObject<HTMLDivElement | null>;
  readonly sideBox: ElementBox | undefined;
}

function Work({ mode, side, sideBox }: WorkProps) {
  const world = useApp((state) => state.world);
  const layout = useDefaultLayout({ id: `glassvault.inner.${mode}`, storage: localStorage });
  return (
    <div className="app-work">
      <div className="app-you" data-pane="identity" tabIndex={-1}>
        <IdentityStrip world={world} lifeWidth={`${sideBox?.width ?? SIDE_PX[mode]}px`} />
      </div>
      <Group orientation="horizontal" {...layout}>
        <Panel id="terminal-panel" minSize={280}>
          <TerminalPane />
        </Panel>
        <Separator className="app-separator" aria-label="Width of the panels" />
        <Panel id="side" defaultSize={SIDE_PX[mode]} minSize={260} groupResizeBehavior="preserve-pixel-size">
          <div ref={side} className="app-side-box">
            <Side />
          </div>
        </Panel>
      </Group>
    </div>
  );
}

interface TimeProps {
  readonly faceWidth: number;
  readonly sideBox: ElementBox | undefined;
}

function Time({ faceWidth, sideBox }: TimeProps) {
  const { clock } = useServices();
  const world = useApp(liveWorld);
  const look = useApp((state) => state.look);
  const time = useTimeActions();
  const guide = useApp((state) => state.guide);
  const groups = useMemo(() => stepGroups(guide), [guide]);
  return (
    <footer className="app-time" data-pane="time" tabIndex={-1}>
      <Suspense>
        <ClockBar
          world={world}
          looking={look?.moment}
          onClock={clock}
          time={time}
          groups={groups}
          faceWidth={`${faceWidth}px`}
          {...(sideBox && { nowAtPx: sideBox.left - faceWidth - 1 })}
        />
      </Suspense>
    </footer>
  );
}
