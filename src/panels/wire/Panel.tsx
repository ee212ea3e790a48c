import { Eye, EyeOff, Search } from "lucide-react";
import { useDeferredValue, useMemo, useState } from "react";
import { counted, grouped, timeOfDay } from "../shared/format.ts";
import { hideTokens } from "../shared/hide-tokens.ts";
import { HeadRow, RecordList, RecordRow, type RecordPlace } from "../shared/RecordList.tsx";
import { TextField } from "../shared/TextField.tsx";
import type { LogGap, WireExchange, WireHead } from "../world.ts";
import { Exchange } from "./Exchange.tsx";
import { needsSearch, NO_FILTER, selectRows, STATUS_CLASSES, statusClass, took } from "./select.ts";
import type { Found, WireFilter, WireRow, WireRows } from "./select.ts";
import "../shared/panel.css";
import "./wire.css";

export interface WirePanelProps {
  /** The exchanges that are kept, oldest first. */
  readonly items: readonly WireHead[];
  /** How many more there were. */
  readonly gone: number;
  /** Those that are no longer kept of lines that made many. */
  readonly gaps: readonly LogGap[];
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
  const { items, gone, gaps, picked, exchange, onPick, onSearch, found, onCopy, startsHidden = false } = props;
  const [filter, setFilter] = useState<WireFilter>(NO_FILTER);
  const [hidden, setHidden] = useState(startsHidden);
  const deferred = useDeferredValue(items);
  const shown = useMemo(() => selectRows(deferred, gaps, filter, found), [deferred, gaps, filter, found]);
  const change = (next: WireFilter) => {
    setFilter(next);
    if (next.text !== filter.text) onSearch(needsSearch(next.text) ? next.text : "");
  };
  return (
    <section className="pn rl wr" aria-label="Wire">
      <Bar filter={filter} onFilter={change} hidden={hidden} onHidden={setHidden} />
      {items.length === 0 ? (
        <p className="pn-empty">
          {gone > 0 ? "The requests that led here are no longer kept." : "Run a command to see its request."}
        </p>
      ) : (
        <div className={picked === undefined ? "rl-body" : "rl-body is-split"}>
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
  const Icon = hidden ? EyeOff : Eye;
  return (
    <search className="rl-bar">
      <TextField
        label="Filter requests"
        placeholder="text, or /path"
        icon={Search}
        text={filter.text}
        onText={(text) => onFilter({ ...filter, text })}
      />
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
  const activeIndex = useMemo(() => indexOf(rows, picked), [rows, picked]);
  return (
    <RecordList
      label="Requests"
      count={rows.length}
      heads={heads}
      activeIndex={activeIndex}
      onPick={(index) => {
        const row = index === undefined ? undefined : rows[index];
        onPick(row?.kind === "exchange" ? row.head.number : undefined);
      }}
      render={(place) => {
        const row = rows[place.index];
        return row === undefined ? null : (
          <Row key={rowKey(row, place.index)} row={row} place={place} hidden={hidden} />
        );
      }}
      said={rows.length === 0 ? "No request matches." : counted(shown.shown, "request")}
      gone={gone}
    />
  );
}

function rowKey(row: WireRow, index: number): string {
  return row.kind === "line" ? `line ${index}` : String(row.head.number);
}

interface RowProps {
  readonly row: WireRow;
  readonly place: RecordPlace;
  readonly hidden: boolean;
}

function Row({ row, place, hidden }: RowProps) {
  const show = (text: string) => (hidden ? hideTokens(text) : text);
  if (row.kind === "line")
    return (
      <HeadRow place={place}>
        <td className="rl-typed">{show(row.text)}</td>
        <td className="rl-aside">
          {row.gone > 0 ? `${grouped(row.gone)} earlier ones not kept, ` : ""}
          {timeOfDay(row.atMs)}
        </td>
      </HeadRow>
    );
  const { head } = row;
  return (
    <RecordRow place={place} className={statusClass(head.status) === "2xx" ? "" : "is-refused"}>
      <td className="wr-status">{head.status}</td>
      <td className="wr-method">{head.method}</td>
      <td className="rl-main" title={show(head.target)}>
        {show(head.target)}
      </td>
      <td className="rl-aside">{took(head.tookMicroseconds)}</td>
    </RecordRow>
  );
}

/** Exchanges are in the order of their numbers, and heads between them have that of the one below. */
function indexOf(rows: readonly WireRow[], number: number | undefined): number {
  if (number === undefined) return -1;
  return rows.findIndex((row) => row.kind === "exchange" && row.head.number === number);
}
