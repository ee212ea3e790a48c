import { ArrowDownToLine, Eye, EyeOff, Search } from "lucide-react";
import { useDeferredValue, useId, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { MouseEvent } from "react";
import { counted, grouped, timeOfDay } from "../shared/format.ts";
import { hideTokens } from "../shared/hide-tokens.ts";
import { onListKey } from "../shared/on-list-key.ts";
import { useFollow } from "../shared/use-follow.ts";
import { rowHeightPx, useRows } from "../shared/use-rows.ts";
import { useSize } from "../shared/use-size.ts";
import type { WireExchange, WireHead } from "../world.ts";
import { Exchange } from "./Exchange.tsx";
import { needsSearch, NO_FILTER, selectRows, STATUS_CLASSES, statusClass, took } from "./select.ts";
import type { Found, WireFilter, WireRow, WireRows } from "./select.ts";
import "../shared/panel.css";
import "./wire.css";

export interface WirePanelProps {
  /** The exchanges that are kept, oldest first. */
  readonly items: readonly WireHead[];
  /** How many there were before them. */
  readonly gone: number;
  /** The one that is looked at, and all of it once it is known. */
  readonly picked: number | undefined;
  readonly exchange: WireExchange | undefined;
  readonly onPick: (number: number | undefined) => void;
  /** A text is looked for in headers and bodies; the answer comes as `found`. */
  readonly onSearch: (text: string) => void;
  readonly found: Found | undefined;
  readonly onCopy: (text: string, what: string) => void;
  /** Tokens begin hidden: for a projector. */
  readonly startsHidden?: boolean;
}

/** Every request and answer between the workstation and the server. */
export function WirePanel(props: WirePanelProps) {
  const { items, gone, picked, exchange, onPick, onSearch, found, onCopy, startsHidden = false } = props;
  const [filter, setFilter] = useState<WireFilter>(NO_FILTER);
  const [hidden, setHidden] = useState(startsHidden);
  const deferred = useDeferredValue(items);
  const shown = useMemo(() => selectRows(deferred, filter, found), [deferred, filter, found]);
  const change = (next: WireFilter) => {
    setFilter(next);
    if (next.text !== filter.text) onSearch(needsSearch(next.text) ? next.text : "");
  };
  return (
    <section className="pn wr" aria-label="Wire">
      <Bar filter={filter} onFilter={change} hidden={hidden} onHidden={setHidden} />
      {items.length === 0 ? (
        <p className="pn-empty">
          {gone > 0 ? "The requests that led here are no longer kept." : "Run a command to see its request."}
        </p>
      ) : (
        <div className={picked === undefined ? "wr-body" : "wr-body is-split"}>
          <List shown={shown} gone={gone} picked={picked} hidden={hidden} onPick={onPick} />
          {picked === undefined ? null : (
            <Exchange exchange={exchange} hidden={hidden} onCopy={onCopy} onClose={() => onPick(undefined)} />
          )}
        </div>
      )}
    </section>
  );
}

interface BarProps {
  readonly filter: WireFilter;
  readonly onFilter: (filter: WireFilter) => void;
  readonly hidden: boolean;
  readonly onHidden: (hidden: boolean) => void;
}

function Bar({ filter, onFilter, hidden, onHidden }: BarProps) {
  const id = useId();
  const Icon = hidden ? EyeOff : Eye;
  return (
    <search className="wr-bar">
      <div className="pn-field">
        <Search size={14} strokeWidth={1.5} aria-hidden="true" />
        <label className="pn-sr" htmlFor={id}>
          Filter requests
        </label>
        <input
          id={id}
          type="text"
          value={filter.text}
          placeholder="text, or /path"
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => onFilter({ ...filter, text: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key === "Escape") onFilter({ ...filter, text: "" });
          }}
        />
      </div>
      <fieldset className="pn-seg" aria-label="Status">
        {STATUS_CLASSES.map((status) => (
          <button
            key={status}
            type="button"
            aria-pressed={filter.status === status}
            onClick={() => onFilter({ ...filter, status: filter.status === status ? undefined : status })}
          >
            {status}
          </button>
        ))}
      </fieldset>
      <button
        type="button"
        className="pn-btn"
        aria-pressed={hidden}
        aria-label="Hide tokens"
        title={hidden ? "Tokens are hidden" : "Hide tokens"}
        onClick={() => onHidden(!hidden)}
      >
        <Icon size={16} strokeWidth={1.5} aria-hidden="true" />
      </button>
    </search>
  );
}

interface ListProps {
  readonly shown: WireRows;
  readonly gone: number;
  readonly picked: number | undefined;
  readonly hidden: boolean;
  readonly onPick: (number: number | undefined) => void;
}

function List({ shown, gone, picked, hidden, onPick }: ListProps) {
  const { rows, heads } = shown;
  const scroller = useRef<HTMLTableElement>(null);
  const { height } = useSize(scroller, { width: 468, height: 300 });
  const rowPx = useMemo(() => rowHeightPx(), []);
  const { items, totalPx, scrollToIndex } = useRows(scroller, { count: rows.length, rowPx, headPx: rowPx, heads });
  const { following, follow } = useFollow(scroller, totalPx);
  const idBase = useId();
  const activeIndex = useMemo(() => indexOf(rows, picked), [rows, picked]);
  // The one that is looked at stays in sight when the list shrinks to make room for it.
  const shownRow = useRef({ scrollToIndex });
  useLayoutEffect(() => {
    shownRow.current = { scrollToIndex };
  });
  useLayoutEffect(() => {
    if (activeIndex >= 0 && height > 0) shownRow.current.scrollToIndex(activeIndex);
  }, [activeIndex, height]);
  const pick = (index: number) => {
    const row = rows[index];
    if (row?.kind !== "exchange") return;
    if (index < rows.length - 1) follow(false);
    onPick(row.head.number);
  };
  const onClick = ({ target }: MouseEvent) => {
    if (!(target instanceof Element)) return;
    pick(Number(target.closest("[data-index]")?.getAttribute("data-index") ?? -1));
  };
  const isDrawn = items.some(({ index }) => index === activeIndex);
  return (
    <div className="wr-list-box">
      <table
        ref={scroller}
        className="wr-list"
        role="grid"
        tabIndex={0}
        aria-label="Requests"
        aria-rowcount={rows.length}
        aria-activedescendant={isDrawn ? `${idBase}-${activeIndex}` : undefined}
        style={{ "--row-table": `${rowPx}px` }}
        onClick={onClick}
        onKeyDown={(event) =>
          onListKey(event, {
            activeIndex,
            count: rows.length,
            pageRows: Math.max(1, Math.floor(height / rowPx) - 1),
            isItem: (index) => rows[index]?.kind === "exchange",
            moveTo: pick,
            close: () => onPick(undefined),
          })
        }
      >
        <tbody className="wr-rows" style={{ height: totalPx }}>
          {items.map(({ index, start }) => {
            const row = rows[index];
            return row === undefined ? null : (
              <Row
                key={row.kind === "line" ? `line ${index}` : row.head.mark}
                id={`${idBase}-${index}`}
                row={row}
                index={index}
                offsetPx={start}
                isPicked={index === activeIndex}
                hidden={hidden}
              />
            );
          })}
        </tbody>
      </table>
      <p className="wr-foot">
        <output>{rows.length === 0 ? "No request matches." : counted(shown.shown, "request")}</output>
        {gone > 0 ? <span>{`${grouped(gone)} before them are no longer kept`}</span> : null}
        <button
          type="button"
          className="pn-btn wr-follow"
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

interface RowProps {
  readonly id: string;
  readonly row: WireRow;
  readonly index: number;
  readonly offsetPx: number;
  readonly isPicked: boolean;
  readonly hidden: boolean;
}

function Row({ id, row, index, offsetPx, isPicked, hidden }: RowProps) {
  const style = { transform: `translateY(${offsetPx}px)` };
  const show = (text: string) => (hidden ? hideTokens(text) : text);
  if (row.kind === "line")
    return (
      <tr className="wr-line" aria-rowindex={index + 1} style={style}>
        <td className="wr-typed">{show(row.text)}</td>
        <td className="wr-took">{timeOfDay(row.atMs)}</td>
      </tr>
    );
  const { head } = row;
  const isRefused = statusClass(head.status) !== "2xx";
  return (
    <tr
      id={id}
      aria-rowindex={index + 1}
      aria-selected={isPicked}
      tabIndex={-1}
      className={`wr-row${isRefused ? " is-refused" : ""}${isPicked ? " is-picked" : ""}`}
      style={style}
      data-index={index}
    >
      <td className="wr-status">{head.status}</td>
      <td className="wr-method">{head.method}</td>
      <td className="wr-target" title={show(head.target)}>
        {show(head.target)}
      </td>
      <td className="wr-took">{took(head.tookMicroseconds)}</td>
    </tr>
  );
}

/** Exchanges are in the order of their numbers, and heads between them have that of the one below. */
function indexOf(rows: readonly WireRow[], number: number | undefined): number {
  if (number === undefined) return -1;
  return rows.findIndex((row) => row.kind === "exchange" && row.head.number === number);
}
