import { lazy, Suspense, useMemo } from "react";
import { stepGroups } from "../guide/guide-state.ts";
import { useApp, useServices } from "../services-context.ts";
import { liveWorld } from "../store.ts";
import { useTimeActions } from "../use-time-actions.ts";
import type { ElementBox } from "./use-element-box.ts";

const ClockBar = lazy(async () => ({ default: (await import("../../panels/index.ts")).ClockBar }));

interface TimeProps {
  readonly faceWidth: number;
  /** Where the panels stand: "now" is on their edge. */
  readonly sideBox?: ElementBox | undefined;
}

/** The bar of time, under all panes. */
export function Time({ faceWidth, sideBox }: TimeProps) {
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
