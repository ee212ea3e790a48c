import { useMemo, useRef } from "react";
import { fullDate, timeOfDay } from "../shared/format.ts";
import { useSize } from "../shared/use-size.ts";
import type { ClockAction, ClockView, World } from "../world.ts";
import { ClockProvider, useAtNow } from "./now.tsx";
import type { RuleGroup } from "./past.ts";
import { Rule } from "./Rule.tsx";
import { StepList } from "./StepList.tsx";
import type { TimeActions } from "./time-actions.ts";
import { Jumps, Speed, UndoRedo } from "./Transport.tsx";
import "../shared/panel.css";
import "./clock.css";

export interface ClockBarProps {
  /** The world as it is, also while another moment is looked at. */
  readonly world: World;
  /** The moment that is looked at: the face shows its time, and the rule's cursor stands there. */
  readonly looking: number | undefined;
  readonly onClock: (action: ClockAction) => void;
  readonly time: TimeActions;
  /** Width of the part with the clock face, so that its edge meets the guide. CSS length; 17.25rem if absent. */
  readonly faceWidth?: string;
  /** Where "now" stands, in CSS pixels from the left edge of the rule: the score between terminal and panels. */
  readonly nowAtPx?: number;
  /** Lab steps over the lines that they took, for the braces under the past. */
  readonly groups?: readonly RuleGroup[];
  /** The moments as a list under the rule. */
  readonly listed?: boolean;
}

const FIRST_SIZE = { width: 1163, height: 96 };
/** Where now stands when the layout does not say. */
const NOW_SHARE = 0.6;
const NO_GROUPS: readonly RuleGroup[] = [];

/** The bar of time: the virtual clock, what moves it, and the rule from the first command to the last expiry. */
export function ClockBar(props: ClockBarProps) {
  const { world, looking, onClock, time, faceWidth, nowAtPx, groups = NO_GROUPS, listed = false } = props;
  const box = useRef<HTMLDivElement>(null);
  const { width } = useSize(box, FIRST_SIZE);
  const nowPx =
    nowAtPx !== undefined && nowAtPx > 80 && nowAtPx < width - 120 ? nowAtPx : Math.round(width * NOW_SHARE);
  const frame = useMemo(() => ({ widthPx: width, nowPx }), [width, nowPx]);
  const { clock } = world;
  return (
    <section
      className="pn ck"
      aria-label="Time"
      style={faceWidth === undefined ? undefined : { "--ck-face": faceWidth }}
    >
      <div className="ck-grid">
        <div className="ck-face">
          <div className="ck-row">
            <Face clock={clock} isThen={looking !== undefined} />
            <UndoRedo world={world} onTravel={time.onTravel} />
          </div>
          <ClockProvider clock={clock}>
            <div className="ck-row">
              <Speed clock={clock} onClock={onClock} />
            </div>
            <div className="ck-row">
              <Jumps clock={clock} onClock={onClock} />
            </div>
          </ClockProvider>
        </div>
        <div ref={box} className="ck-box">
          <ClockProvider clock={clock}>
            <Rule world={world} frame={frame} groups={groups} looking={looking} time={time} />
          </ClockProvider>
        </div>
      </div>
      {listed ? <StepList world={world} looking={looking} onLook={time.onLook} /> : null}
    </section>
  );
}

function Face({ clock, isThen }: { readonly clock: ClockView; readonly isThen: boolean }) {
  const time = useAtNow(timeOfDay);
  const date = useAtNow(fullDate);
  const how = isThen ? "then" : clock.rate === 0 ? "paused" : clock.rate === 1 ? "running" : `×${clock.rate}`;
  return (
    <div className="ck-time">
      <time>{time}</time>
      <span>
        {date}
        <br />
        {`UTC, ${how}`}
      </span>
    </div>
  );
}
