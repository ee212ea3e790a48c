import type { ReactNode, RefCallback } from "react";
import { Group, Panel, Separator, useDefaultLayout } from "react-resizable-panels";
import { IdentityStrip } from "../../panels/index.ts";
import { useApp } from "../services-context.ts";
import { Head } from "../header/Head.tsx";
import { GuideRail } from "./GuideRail.tsx";
import { GuideSlot } from "./GuideSlot.tsx";
import { GUIDE_PX, SIDE_PX, type PaneMode } from "./mode.ts";
import { EnlargedPanel, Side } from "./Side.tsx";
import { TerminalPane } from "./TerminalPane.tsx";
import { Time } from "./Time.tsx";
import { useElementBox, type ElementBox } from "./use-element-box.ts";
import { usePaneMode } from "./use-pane-mode.ts";

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
  const [guide, guideBox] = useElementBox<HTMLElement>();
  const [side, sideBox] = useElementBox<HTMLDivElement>();
  const guideShown = useApp((state) => state.guideShown);
  const isEnlarged = useApp((state) => state.enlarged !== undefined);
  const work = <Work mode={mode} side={side} sideBox={sideBox} />;
  return (
    <>
      <div className="app-body">{isEnlarged || !guideShown ? work : <BesideGuide {...{ mode, guide, work }} />}</div>
      <Time faceWidth={guideBox?.width ?? GUIDE_PX} sideBox={sideBox} />
    </>
  );
}

interface BesideGuideProps {
  readonly mode: PaneMode;
  readonly guide: RefCallback<HTMLElement>;
  readonly work: ReactNode;
}

function BesideGuide({ mode, guide, work }: BesideGuideProps) {
  if (mode !== "rail") return <WithGuide {...{ mode, guide, work }} />;
  return (
    <div className="app-railed">
      <GuideRail />
      {work}
    </div>
  );
}

function WithGuide({ mode, guide, work }: BesideGuideProps) {
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
        {work}
      </Panel>
    </Group>
  );
}

interface WorkProps {
  readonly mode: PaneMode;
  readonly side: RefCallback<HTMLDivElement>;
  readonly sideBox: ElementBox | undefined;
}

function Work({ mode, side, sideBox }: WorkProps) {
  const world = useApp((state) => state.world);
  return (
    <div className="app-work">
      <div className="app-you" data-pane="identity" tabIndex={-1}>
        <IdentityStrip world={world} lifeWidth={`${sideBox?.width ?? SIDE_PX[mode]}px`} />
      </div>
      <WorkPanes mode={mode} side={side} />
    </div>
  );
}

/** The terminal and the panels beside it, or what was enlarged in place of both. */
function WorkPanes({ mode, side }: Pick<WorkProps, "mode" | "side">) {
  const panelsShown = useApp((state) => state.panelsShown);
  const enlarged = useApp((state) => state.enlarged);
  const layout = useDefaultLayout({ id: `glassvault.inner.${mode}`, storage: localStorage });
  if (enlarged !== undefined && enlarged !== "terminal") return <EnlargedPanel name={enlarged} />;
  if (enlarged === "terminal" || !panelsShown) return <TerminalPane />;
  return (
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
  );
}
