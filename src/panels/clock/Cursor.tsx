import { useRef, useState } from "react";
import type { KeyboardEvent, PointerEvent } from "react";
import { momentText } from "../shared/moment-text.ts";
import type { Step, World } from "../world.ts";
import type { Past, Stop } from "./past.ts";
import { NOW_HALF_PX } from "./select.ts";
import type { RuleFrame } from "./select.ts";
import type { TimeActions } from "./time-actions.ts";

export interface CursorProps {
  readonly world: Pick<World, "steps" | "undone">;
  readonly past: Past;
  readonly frame: RuleFrame;
  readonly looking: number | undefined;
  readonly time: TimeActions;
}

/** So many steps at once, with Page Up and Page Down. */
const PAGE_STEPS = 10;

/** The rule's cursor: a click or a drag looks at a moment, so do the arrow keys; on now it is out of the way. */
export function Cursor({ world, past, frame, looking, time }: CursorProps) {
  const element = useRef<HTMLLabelElement>(null);
  const [hovered, setHovered] = useState<Stop>();
  const moments = momentsOf(world);
  const shown = looking === undefined ? world.steps.length : moments.findIndex((step) => step?.moment === looking);
  // Keys may come faster than the worlds that they ask for: the next one goes on from the last that was asked for,
  // also where the world of one before it has just come.
  const [asked, setAsked] = useState<{ readonly step: Step | undefined }>();
  const [settled, setSettled] = useState(looking);
  if (settled !== looking) {
    setSettled(looking);
    if (looking === undefined || looking === asked?.step?.moment) setAsked(undefined);
  }
  const wanted = asked === undefined ? -1 : moments.indexOf(asked.step);
  const at = Math.max(0, wanted >= 0 ? wanted : shown);
  const lookAt = (index: number) => {
    if (index === at) return;
    const step = moments[index];
    setAsked({ step });
    time.onLook(step);
  };
  const stopAt = (event: PointerEvent) => {
    const x = event.clientX - (element.current?.getBoundingClientRect().left ?? 0);
    return x > frame.nowPx - NOW_HALF_PX ? undefined : nearest(past.stops, x);
  };
  return (
    <label
      ref={element}
      className="ck-slider"
      title={hovered && titleOf(past, hovered)}
      style={{ width: `${frame.nowPx + NOW_HALF_PX}px` }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        const stop = stopAt(event);
        if (event.shiftKey) return stop && time.onCompare(stop.step);
        event.currentTarget.setPointerCapture(event.pointerId);
        lookAt(moments.indexOf(stop?.step));
      }}
      onPointerMove={(event) => {
        const stop = stopAt(event);
        if (event.currentTarget.hasPointerCapture(event.pointerId)) lookAt(moments.indexOf(stop?.step));
        else if (stop !== hovered) setHovered(stop);
      }}
      onPointerLeave={() => setHovered(undefined)}
    >
      <span className="pn-sr">Look at an earlier moment</span>
      <input
        type="range"
        min={0}
        max={moments.length - 1}
        value={at}
        aria-valuetext={valueText(moments[at], world)}
        onChange={(event) => lookAt(event.target.valueAsNumber)}
        onKeyDown={(event) => {
          const to = keyTarget(event, at, moments.length - 1, world.steps.length);
          if (to === undefined) return;
          event.preventDefault();
          lookAt(to);
        }}
      />
    </label>
  );
}

/** All moments in their order; undefined is now, behind the last step and before what was undone. */
function momentsOf({ steps, undone }: CursorProps["world"]): readonly (Step | undefined)[] {
  return [...steps, undefined, ...undone];
}

function valueText(step: Step | undefined, { undone }: CursorProps["world"]): string {
  if (step === undefined) return "now";
  return undone.includes(step) ? `${momentText(step)}, undone` : momentText(step);
}

function nearest(stops: readonly Stop[], x: number): Stop | undefined {
  let best: Stop | undefined;
  for (const stop of stops) if (best === undefined || Math.abs(stop.x - x) < Math.abs(best.x - x)) best = stop;
  return best;
}

function keyTarget(event: KeyboardEvent, at: number, last: number, now: number): number | undefined {
  if (event.ctrlKey || event.altKey || event.metaKey) return undefined;
  const move = (by: number) => Math.min(last, Math.max(0, at + by));
  switch (event.key) {
    case "ArrowLeft":
    case "ArrowDown":
      return move(-1);
    case "ArrowRight":
    case "ArrowUp":
      return move(1);
    case "PageDown":
      return move(-PAGE_STEPS);
    case "PageUp":
      return move(PAGE_STEPS);
    case "Home":
      return 0;
    case "End":
    case "Escape":
      return now;
    default:
      return undefined;
  }
}

function titleOf(past: Past, { step }: Stop): string {
  const tick = past.ticks.find(({ line }) => line === step.line);
  return tick?.title ?? momentText(step);
}
