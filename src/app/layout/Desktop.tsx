import type { ReactNode, RefCallback } from "react";
import { Group, Panel, Separator, useDefaultLayout } from "react-resizable-panels";
import { IdentityStrip } from "../../panels/index.ts";
import { useApp } from "../services-context.ts";
import { Head } from "../header/Head.tsx";
import { GuideRail } from "./GuideRail.tsx";
import { GuideSlot } from "./GuideSlot.tsx";
import { GUIDE_PX, hasDocks, SIDE_PX, type PaneMode } from "./mode.ts";
import { DockedSide, EnlargedPanel, TabbedSide } from "./Side.tsx";
import { TerminalPane } from "./TerminalPane.tsx";
import { Time } from "./Time.tsx";
import { useElementBox, type ElementBox } from "./use-element-box.ts";
import { useSidePlace } from "./use-side-place.ts";

/** Of the strip's part on the right, where no panels stand below it. */
const LIFE_WIDTH = "40%";

/** A phone has a layout of its own. */
type DesktopMode = Exclude<PaneMode, "phone">;

/** Guide, terminal and panels side by side; the strip over the two that it qualifies; time below all. */
export function Desktop({ mode }: { readonly mode: DesktopMode }) {
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

function Panes({ mode }: { readonly mode: DesktopMode }) {
  const [guide, guideBox] = useElementBox<HTMLElement>();
  const [side, sideBox] = useElementBox<HTMLDivElement>();
  const guideShown = useApp((state) => state.guideShown);
  const isEnlarged = useApp((state) => state.enlarged !== undefined);
  const place = useSidePlace();
  // Only what stands beside the terminal has an edge to meet.
  const isBeside = hasDocks(mode) || place === "beside";
  const work = <Work {...{ mode, isBeside, side, sideBox: isBeside ? sideBox : undefined }} />;
  return (
    <>
      <div className="app-body">{isEnlarged || !guideShown ? work : <BesideGuide {...{ mode, guide, work }} />}</div>
      <Time faceWidth={guideBox?.width ?? GUIDE_PX} sideBox={isBeside ? sideBox : undefined} />
    </>
  );
}

interface BesideGuideProps {
  readonly mode: DesktopMode;
  readonly guide: RefCallback<HTMLElement>;
  readonly work: ReactNode;
}

function BesideGuide({ mode, guide, work }: BesideGuideProps) {
  if (mode !== "tabs") return <WithGuide {...{ mode, guide, work }} />;
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
  readonly mode: DesktopMode;
  readonly isBeside: boolean;
  readonly side: RefCallback<HTMLDivElement>;
  readonly sideBox: ElementBox | undefined;
}

function Work({ mode, isBeside, side, sideBox }: WorkProps) {
  const world = useApp((state) => state.world);
  return (
    <div className="app-work">
      <div className="app-you" data-pane="identity" tabIndex={-1}>
        <IdentityStrip world={world} lifeWidth={isBeside ? `${sideBox?.width ?? SIDE_PX[mode]}px` : LIFE_WIDTH} />
      </div>
      <WorkPanes key={`${isBeside}`} {...{ mode, isBeside, side }} />
    </div>
  );
}

/** The terminal and the panels beside or below it, or what was enlarged in place of both. */
function WorkPanes({ mode, isBeside, side }: Omit<WorkProps, "sideBox">) {
  const panelsShown = useApp((state) => state.panelsShown);
  const enlarged = useApp((state) => state.enlarged);
  const layout = useDefaultLayout({
    id: `glassvault.inner.${mode}${isBeside ? "" : ".below"}`,
    storage: localStorage,
  });
  if (enlarged !== undefined && enlarged !== "terminal") return <EnlargedPanel name={enlarged} />;
  if (enlarged === "terminal" || !panelsShown) return <TerminalPane />;
  return (
    <Group orientation={isBeside ? "horizontal" : "vertical"} {...layout}>
      <Panel id="terminal-panel" minSize={isBeside ? 280 : 140}>
        <TerminalPane />
      </Panel>
      <Separator className="app-separator" aria-label={`${isBeside ? "Width" : "Height"} of the panels`} />
      <Panel
        id="side"
        defaultSize={isBeside ? SIDE_PX[mode] : "45%"}
        minSize={isBeside ? 260 : 120}
        {...(isBeside && { groupResizeBehavior: "preserve-pixel-size" })}
      >
        <div ref={side} className="app-side-box">
          {hasDocks(mode) ? <DockedSide /> : <TabbedSide />}
        </div>
      </Panel>
    </Group>
  );
}
