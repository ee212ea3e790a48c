import { lazy, Suspense, useMemo, useRef } from "react";
import { Group, Panel, Separator, useDefaultLayout } from "react-resizable-panels";
import { IdentityStrip } from "../../panels/index.ts";
import { useApp, useServices } from "../App.tsx";
import { stepGroups } from "../guide/guide-state.ts";
import { Head } from "../header/Head.tsx";
import { GuideSlot } from "./GuideSlot.tsx";
import { Side } from "./Side.tsx";
import { TerminalPane } from "./TerminalPane.tsx";
import { useElementBox } from "./use-element-box.ts";
import { useMedia } from "./use-media.ts";

const ClockBar = lazy(async () => ({ default: (await import("../../panels/index.ts")).ClockBar }));

/** Guide, terminal and panels side by side; the strip over the two that it qualifies; time below all. */
export function Desktop() {
  const { host } = useServices();
  const world = useApp((state) => state.world);
  const lab = useApp((state) => state.guide);
  const groups = useMemo(() => stepGroups(lab), [lab]);
  const roomy = useMedia("(width >= 75rem)");
  const guide = useRef<HTMLDivElement>(null);
  const side = useRef<HTMLDivElement>(null);
  const guideBox = useElementBox(guide);
  const sideBox = useElementBox(side);
  const outer = useDefaultLayout({ id: roomy ? "glassvault.outer" : "glassvault.outer.tight", storage: localStorage });
  const inner = useDefaultLayout({ id: roomy ? "glassvault.inner" : "glassvault.inner.tight", storage: localStorage });
  const faceWidth = guideBox?.width ?? 276;
  return (
    <div className="app">
      <a className="skip-link" href="#terminal">
        Skip to the terminal
      </a>
      <Head />
      <div className="app-body">
        <Group key={String(roomy)} orientation="horizontal" {...outer}>
          <Panel
            id="guide"
            defaultSize={roomy ? 276 : 212}
            minSize={180}
            maxSize={480}
            groupResizeBehavior="preserve-pixel-size"
          >
            <aside ref={guide} className="app-pane" aria-label="Guide" data-pane="guide" tabIndex={-1}>
              <GuideSlot form="pane" />
            </aside>
          </Panel>
          <Separator className="app-separator" aria-label="Width of the guide" />
          <Panel id="work" minSize={400}>
            <div className="app-work">
              <section className="app-you" aria-label="Which token am I" data-pane="identity" tabIndex={-1}>
                <IdentityStrip world={world} lifeWidth={`${sideBox?.width ?? 468}px`} />
              </section>
              <Group orientation="horizontal" {...inner}>
                <Panel id="terminal-panel" minSize={280}>
                  <TerminalPane />
                </Panel>
                <Separator className="app-separator" aria-label="Width of the panels" />
                <Panel
                  id="side"
                  defaultSize={roomy ? 468 : 340}
                  minSize={260}
                  groupResizeBehavior="preserve-pixel-size"
                >
                  <div ref={side} className="app-side-box">
                    <Side />
                  </div>
                </Panel>
              </Group>
            </div>
          </Panel>
        </Group>
      </div>
      <footer className="app-time" data-pane="time" tabIndex={-1}>
        <Suspense>
          <ClockBar
            world={world}
            onClock={(action) => host.post({ kind: "clock", action })}
            groups={groups}
            faceWidth={`${faceWidth}px`}
            {...(sideBox && { nowAtPx: sideBox.left - faceWidth - 1 })}
          />
        </Suspense>
      </footer>
    </div>
  );
}
