import { ArrowDownToLine } from "lucide-react";
import { useId, useLayoutEffect, useMemo, useRef } from "react";
import type { MouseEvent, ReactNode } from "react";
import { grouped } from "./format.ts";
import { onListKey } from "./on-list-key.ts";
import { useFollow } from "./use-follow.ts";
import { useMeasures } from "./use-measures.ts";
import { useRows } from "./use-rows.ts";
import { useSize } from "./use-size.ts";
import "./panel.css";
import "./record-list.css";

export interface RecordListProps {
  readonly label: string;
  readonly count: number;
  /** Which rows are heads: they are not gone to. Ascending. */
  readonly heads: readonly number[];
  /** The row that is looked at; -1 for none. */
  readonly activeIndex: number;
  readonly onPick: (index: number | undefined) => void;
  readonly render: (place: RecordPlace) => ReactNode;
  /** How many there are, or that none match. */
  readonly said: string;
  /** How many more there were, which are no longer kept. */
  readonly gone: number;
}

/** Where a row stands, for `RecordRow` and `HeadRow`. */
export interface RecordPlace {
  readonly id: string;
  readonly index: number;
  readonly isPicked: boolean;
}

const FIRST_SIZE = { width: 468, height: 300 };

/** What went past, row by row, however many: one stop for Tab, following the newest until one scrolls up. */
export function RecordList({ label, count, heads, activeIndex, onPick, render, said, gone }: RecordListProps) {
  const scroller = useRef<HTMLTableElement>(null);
  const { height } = useSize(scroller, FIRST_SIZE);
  const { rowPx } = useMeasures();
  const { items, totalPx, abovePx, scrollToIndex } = useRows(scroller, { count, rowPx, headPx: rowPx, heads });
  const { following, follow } = useFollow(scroller, totalPx);
  const headSet = useMemo(() => new Set(heads), [heads]);
  const idBase = useId();
  // The one that is looked at stays in sight when the list shrinks to make room for it.
  const shownRow = useRef({ scrollToIndex });
  useLayoutEffect(() => {
    shownRow.current = { scrollToIndex };
  });
  useLayoutEffect(() => {
    if (activeIndex >= 0 && height > 0) shownRow.current.scrollToIndex(activeIndex);
  }, [activeIndex, height]);
  const isItem = (index: number) => index >= 0 && index < count && !headSet.has(index);
  const pick = (index: number) => {
    if (!isItem(index)) return;
    if (index < count - 1) follow(false);
    onPick(index);
  };
  const onClick = ({ target }: MouseEvent) => {
    if (!(target instanceof Element)) return;
    pick(Number(target.closest("[data-index]")?.getAttribute("data-index") ?? -1));
  };
  const isDrawn = items.some(({ index }) => index === activeIndex);
  return (
    <div className="rl-box">
      <table
        ref={scroller}
        className="rl-list pn-scroll"
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={count}
        aria-activedescendant={isDrawn ? `${idBase}-${activeIndex}` : undefined}
        style={{ "--row-table": `${rowPx}px` }}
        onClick={onClick}
        onKeyDown={(event) =>
          onListKey(event, {
            activeIndex,
            count,
            pageRows: Math.max(1, Math.floor(height / rowPx) - 1),
            isItem,
            moveTo: pick,
            close: () => onPick(undefined),
          })
        }
      >
        <tbody className="rl-rows pn-rows" style={{ height: totalPx, paddingTop: abovePx }}>
          {items.map(({ index }) => render({ id: `${idBase}-${index}`, index, isPicked: index === activeIndex }))}
        </tbody>
      </table>
      <p className="rl-foot">
        <output>{said}</output>
        {gone > 0 ? <span>{`${grouped(gone)} older ones are no longer kept`}</span> : null}
        <button
          type="button"
          className="pn-btn rl-follow"
          aria-pressed={following}
          title={following ? "Stays with the newest; scrolling up stops that" : "Go to the newest and stay there"}
          onClick={() => follow(!following)}
        >
          <ArrowDownToLine size={14} strokeWidth={1.5} aria-hidden="true" />
          Follow
        </button>
      </p>
    </div>
  );
}

export interface RecordRowProps {
  readonly place: RecordPlace;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A row that can be looked at. Keys and clicks come to the list. */
export function RecordRow({ place: { id, index, isPicked }, className = "", children }: RecordRowProps) {
  return (
    <tr
      id={id}
      aria-rowindex={index + 1}
      aria-selected={isPicked}
      tabIndex={-1}
      className={`pn-row rl-row${isPicked ? " is-active is-picked" : ""} ${className}`}
      data-index={index}
    >
      {children}
    </tr>
  );
}

/** A row that says what those below it belong to. */
export function HeadRow({ place: { index }, children }: Omit<RecordRowProps, "className">) {
  return (
    <tr className="rl-head" aria-rowindex={index + 1}>
      {children}
    </tr>
  );
}
