import { Pause, SkipForward } from "lucide-react";
import { useCallback, useMemo, useRef } from "react";
import type { ReactNode } from "react";
import { dayAndTime, fullDate, timeOfDay } from "../shared/format.ts";
import { useSize } from "../shared/use-size.ts";
import type { ClockAction, ClockRate, ClockView, World } from "../world.ts";
import { useAtNow } from "./now.tsx";
import { Rule } from "./Rule.tsx";
import { nextExpiryText } from "./select.ts";
import type { RuleGroup } from "./select.ts";
import "../shared/panel.css";
import "./clock.css";

export interface ClockBarProps {
  readonly world: World;
  readonly onClock: (action: ClockAction) => void;
  /** Width of the part with the clock face, so that its edge meets the guide. CSS length; 17.25rem if absent. */
  readonly faceWidth?: string;
  /** Where "now" stands, in CSS pixels from the left edge of the rule: the score between terminal and panels. */
  readonly nowAtPx?: number;
  /** Lab steps over the lines that they took, for the braces under the past. */
  readonly groups?: readonly RuleGroup[];
  /** Buttons at the start of the transport (undo and redo, later). */
  readonly history?: ReactNode;
}

const RATES: readonly ClockRate[] = [1, 60, 3600];
const HOUR_SECONDS = 3600;
const FIRST_SIZE = { width: 1163, height: 96 };
/** Where now stands when the layout does not say. */
const NOW_SHARE = 0.6;
const NO_GROUPS: readonly RuleGroup[] = [];

/** The bar of time: the virtual clock, what moves it, and the rule from the first command to the last expiry. */
export function ClockBar({ world, onClock, faceWidth, nowAtPx, groups = NO_GROUPS, history }: ClockBarProps) {
  const box = useRef<HTMLDivElement>(null);
  const { width } = useSize(box, FIRST_SIZE);
  const nowPx =
    nowAtPx !== undefined && nowAtPx > 80 && nowAtPx < width - 120 ? nowAtPx : Math.round(width * NOW_SHARE);
  const frame = useMemo(() => ({ widthPx: width, nowPx }), [width, nowPx]);
  const { tokens, lines, clock } = world;
  return (
    <section
      className="pn ck"
      aria-label="Time"
      style={faceWidth === undefined ? undefined : { "--ck-face": faceWidth }}
    >
      <div className="ck-grid">
        <div className="ck-face">
          <Face clock={clock} />
          <Transport clock={clock} onClock={onClock} history={history} />
        </div>
        <div ref={box} className="ck-box">
          <Rule world={{ tokens, lines, clock }} frame={frame} groups={groups} />
        </div>
      </div>
    </section>
  );
}

function Face({ clock }: { readonly clock: ClockView }) {
  const time = useAtNow(timeOfDay);
  const date = useAtNow(fullDate);
  return (
    <div className="ck-time">
      <time>{time}</time>
      <span>
        {date}
        <br />
        {clock.rate === 0 ? "UTC, paused" : clock.rate === 1 ? "UTC, running" : `UTC, ×${clock.rate}`}
      </span>
    </div>
  );
}

interface TransportProps {
  readonly clock: ClockView;
  readonly onClock: (action: ClockAction) => void;
  readonly history: ReactNode;
}

function Transport({ clock, onClock, history }: TransportProps) {
  return (
    <div className="ck-transport">
      {history}
      <fieldset className="pn-seg" aria-label="Speed of the clock">
        <button
          type="button"
          aria-pressed={clock.rate === 0}
          aria-label="Pause the clock"
          title="Pause the clock"
          onClick={() => onClock({ kind: "pause" })}
        >
          <Pause size={13} strokeWidth={1.75} aria-hidden="true" />
        </button>
        {RATES.map((rate) => (
          <button
            key={rate}
            type="button"
            aria-pressed={clock.rate === rate}
            aria-label={rate === 1 ? "×1, run the clock" : `×${rate}, run the clock ${rate} times as fast`}
            title={rate === 1 ? "Run the clock" : `Run the clock ${rate} times as fast`}
            onClick={() => onClock({ kind: "run", rate })}
          >
            {`×${rate}`}
          </button>
        ))}
      </fieldset>
      <button
        type="button"
        className="pn-btn ck-text-btn"
        aria-label="+1 h, move the clock on by 1 hour"
        title="Move the clock on by 1 hour"
        onClick={() => onClock({ kind: "advance", seconds: HOUR_SECONDS })}
      >
        +1 h
      </button>
      <NextExpiry clock={clock} onClock={onClock} />
    </div>
  );
}

function NextExpiry({ clock, onClock }: Omit<TransportProps, "history">) {
  const text = useAtNow(useCallback((nowMs: number) => nextExpiryText(clock, nowMs) ?? "", [clock]));
  const none = clock.nextExpiryMs === undefined;
  const title =
    clock.nextExpiryMs === undefined ? "Nothing is going to expire" : `Next expiry: ${dayAndTime(clock.nextExpiryMs)}`;
  return (
    <button
      type="button"
      className="pn-btn ck-text-btn"
      disabled={none}
      aria-label={none ? "Next expiry: there is none" : `Move the clock to the next expiry, in ${text}`}
      title={title}
      onClick={() => onClock({ kind: "next-expiry" })}
    >
      <SkipForward size={15} strokeWidth={1.5} aria-hidden="true" />
      {none ? "none" : text}
    </button>
  );
}
