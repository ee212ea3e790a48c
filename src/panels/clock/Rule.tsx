import { memo, useCallback, useDeferredValue, useMemo } from "react";
import type { ReactNode } from "react";
import { GlyphShape } from "../glyphs/Glyph.tsx";
import type { World } from "../world.ts";
import { Cursor } from "./Cursor.tsx";
import { useAtNow } from "./now.tsx";
import { selectBraces, selectCounts, selectPast } from "./past.ts";
import type { Past, PastTick, RuleGroup } from "./past.ts";
import { NOW_HALF_PX, ruleSummary, selectEnds, selectNextToEnd, selectScale } from "./select.ts";
import type { Mark, RuleFrame } from "./select.ts";
import type { TimeActions } from "./time-actions.ts";

export interface RuleProps {
  readonly world: Pick<World, "tokens" | "lines" | "clock" | "steps" | "undone">;
  readonly frame: RuleFrame;
  readonly groups: readonly RuleGroup[];
  /** The moment that is looked at. */
  readonly looking: number | undefined;
  readonly time: TimeActions;
}

/** The rule's own heights, from its top: the mock's bar is 96 high. */
const AXIS_Y = 58;
const LABEL_Y = 82;
const GLYPH_Y = 21;
/** The future is drawn again when time has gone on by this much. */
const REDRAW_SECONDS = 5;
const ROOT_INSET_PX = 28;
const COUNT_INSET_PX = 22;

/** The slide rule of time. */
export function Rule({ world, frame, groups, looking, time }: RuleProps) {
  const { tokens, lines, clock, steps, undone } = world;
  const past = useMemo(
    () => selectPast({ lines, tokens, nowMs: clock.nowMs, steps, undone, looking }, frame),
    [lines, tokens, clock.nowMs, steps, undone, looking, frame],
  );
  const settled = useDeferredValue(tokens);
  const next = useMemo(() => selectNextToEnd(settled), [settled]);
  const nowX = past.hereX ?? frame.nowPx;
  const summary = ruleSummary(lines.length, next, clock.nowMs);
  return (
    <div className="ck-rule">
      <p className="pn-sr">{summary}</p>
      <svg width={frame.widthPx} height="96" aria-hidden="true" focusable="false">
        <path className="ck-axis" d={`M0 ${AXIS_Y}H${Math.max(0, frame.widthPx - 34)}`} />
        <PastMarks past={past} groups={groups} frame={frame} />
        <Scale frame={frame} />
        <Ends next={next} frame={frame} />
        {tokens.counts.root > 0 ? (
          <GlyphAt
            kind="root"
            foot={false}
            x={frame.widthPx - ROOT_INSET_PX}
            y={AXIS_Y - 10}
            title="root never expires"
          />
        ) : null}
        {past.hereX === undefined ? null : <Lens x={frame.nowPx} label="" isLens={false} />}
        <Lens x={nowX} label={isNear(past.lookX, nowX) ? "" : "now"} isLens={past.lookX === undefined} />
        {past.lookX === undefined ? null : <Lens x={past.lookX} label="then" isLens />}
      </svg>
      <Cursor world={world} past={past} frame={frame} looking={looking} time={time} />
    </div>
  );
}

/** The words under two cursors would run into each other. */
function isNear(x: number | undefined, otherX: number): boolean {
  return x !== undefined && Math.abs(x - otherX) < 2 * NOW_HALF_PX;
}

interface PastMarksProps {
  readonly past: Past;
  readonly groups: readonly RuleGroup[];
  readonly frame: RuleFrame;
}

function Tick({ tick, count }: { readonly tick: PastTick; readonly count: string | undefined }) {
  const { x, ghost, wrote, refused, mark } = tick;
  return (
    <g>
      <path
        className={`ck-tick${wrote ? " is-tall" : ""}${ghost ? " is-ghost" : ""}`}
        d={`M${x} ${AXIS_Y}V${AXIS_Y - (wrote ? 14 : 8)}`}
      />
      {mark ? <GlyphAt kind={mark.kind} foot={mark.foot} x={x - 8} y={GLYPH_Y} /> : null}
      {count === undefined ? null : (
        <text className="ck-text" x={x} y={GLYPH_Y - 4} textAnchor="middle">
          {count}
        </text>
      )}
      {refused ? (
        <path
          className={`ck-refused${ghost ? " is-ghost" : ""}`}
          d={`M${x - 3} ${AXIS_Y - (wrote ? 24 : 18)}l6 6m0-6l-6 6`}
        />
      ) : null}
    </g>
  );
}

const PastMarks = memo(function PastMarks({ past, groups, frame }: PastMarksProps) {
  const { ticks, breaks, earlier, later, moreUndone } = past;
  const counts = selectCounts(ticks);
  const more = later > 0 ? `${later} later` : moreUndone > 0 ? `${moreUndone} more undone` : "";
  return (
    <>
      {earlier > 0 ? <text className="ck-text" x="6" y={LABEL_Y}>{`${earlier} earlier`}</text> : null}
      {more === "" ? null : (
        <text className="ck-text" x={frame.nowPx - COUNT_INSET_PX} y={LABEL_Y} textAnchor="end">
          {more}
        </text>
      )}
      {ticks.map((tick) => (
        <Tick key={`${tick.line.index}${tick.ghost ? " undone" : ""}`} tick={tick} count={counts.get(tick)} />
      ))}
      {breaks.map(({ x, label }) => (
        <g key={x}>
          <text className="ck-text is-strong" x={x} y={AXIS_Y - 12} textAnchor="middle">
            {label}
          </text>
          <path className="ck-refused" d={`M${x - 6} ${AXIS_Y + 5}l5-10M${x + 1} ${AXIS_Y + 5}l5-10`} />
        </g>
      ))}
      {selectBraces(past, groups, frame).map(({ key, from, to, label, current }) => (
        <g key={key}>
          <path className="ck-brace" d={`M${from} ${AXIS_Y + 6}v4H${to}v-4`} />
          <text
            className={current ? "ck-text is-strong" : "ck-text"}
            x={(from + to) / 2}
            y={LABEL_Y}
            textAnchor="middle"
          >
            {label}
          </text>
        </g>
      ))}
    </>
  );
});

const Scale = memo(function Scale({ frame }: { readonly frame: RuleFrame }) {
  return (
    <>
      {selectScale(frame).map(({ x, label }) => (
        <g key={`${x}${label ?? ""}`}>
          <path className="ck-minor" d={`M${x} ${AXIS_Y}v${label ? 6 : 3}`} />
          {label ? (
            <text className="ck-text" x={x} y={LABEL_Y} textAnchor="middle">
              {label}
            </text>
          ) : null}
        </g>
      ))}
    </>
  );
});

function Ends({
  next,
  frame,
}: {
  readonly next: ReturnType<typeof selectNextToEnd>;
  readonly frame: RuleFrame;
}): ReactNode {
  const step = useAtNow(useCallback((nowMs: number) => Math.floor(nowMs / 1000 / REDRAW_SECONDS), []));
  return useMemo(
    () =>
      selectEnds(next, step * REDRAW_SECONDS * 1000, frame).map(({ key, x, marks, more, isCut, title }) => (
        <g key={key}>
          <title>{title}</title>
          <path className="ck-tick is-tall" d={`M${x} ${AXIS_Y}V${AXIS_Y - 14}`} />
          {marks.map(({ key: markKey, kind, foot, x: markX }) => (
            <GlyphAt key={markKey} kind={kind} foot={foot} x={markX} y={GLYPH_Y} />
          ))}
          {more > 0 ? (
            <text
              className="ck-text"
              x={x}
              y={GLYPH_Y - 4}
              textAnchor="middle"
            >{`and ${more}${isCut ? "+" : ""} more`}</text>
          ) : null}
        </g>
      )),
    [next, step, frame],
  );
}

interface LensProps {
  readonly x: number;
  readonly label: string;
  /** The cursor's glass; without it there is only its hair. */
  readonly isLens: boolean;
}

function Lens({ x, label, isLens }: LensProps) {
  return (
    <g>
      {isLens ? (
        <>
          <rect className="ck-label-back" x={x - 16} y={LABEL_Y - 11} width="32" height="15" />
          <rect className="ck-cursor" x={x - 16} y="-7" width="32" height="98" rx="4" />
        </>
      ) : null}
      <path className={isLens ? "ck-hair" : "ck-hair is-plain"} d={`M${x} -7V70M${x} 86V91`} />
      <text className="ck-text is-strong" x={x} y={LABEL_Y} textAnchor="middle">
        {label}
      </text>
    </g>
  );
}

interface GlyphAtProps extends Pick<Mark, "kind" | "foot"> {
  readonly x: number;
  readonly y: number;
  readonly title?: string;
}

function GlyphAt({ kind, foot, x, y, title }: GlyphAtProps) {
  return (
    <g className={`ck-glyph k-${kind}`} transform={`translate(${x} ${y})`}>
      {title ? <title>{title}</title> : null}
      <GlyphShape body={kind} foot={foot} />
    </g>
  );
}
