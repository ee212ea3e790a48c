import { ArrowDownWideNarrow, ArrowUpNarrowWide, Search } from "lucide-react";
import { useId, useMemo, useRef, useState } from "react";
import { grouped } from "../shared/format.ts";
import { useRecentChanges } from "../shared/recent.ts";
import { useMeasures } from "../shared/use-measures.ts";
import { useSize } from "../shared/use-size.ts";
import { rememberingSlots } from "../shared/slots.ts";
import { useFollowed, type Recipe } from "../shared/use-followed.ts";
import { useRows } from "../shared/use-rows.ts";
import type { MouseEvent } from "react";
import type { TokenView, World } from "../world.ts";
import { Chips, FilterField } from "./Chips.tsx";
import { columnsFor, gridTemplate, heldText, parentText } from "./columns.ts";
import type { Column, ColumnId } from "./columns.ts";
import { TokenRow } from "./Row.tsx";
import { buildTable, concernsHeld, followTable, headIndexes, NO_ROWS, rowAt, rowCount, WHOLE_TABLE } from "./select.ts";
import type { Group, Row, TableRows, TableView } from "./select.ts";
import { onGridKey } from "./use-grid-keys.ts";
import "../shared/panel.css";
import "./tokens.css";

export interface TokensPanelProps {
  readonly world: World;
  /** The token that other panels (the inspector) look at. */
  readonly pickedKey?: string | undefined;
  /** A click on a row, or Enter. */
  readonly onPick?: (token: TokenView) => void;
  /** A token is to go to the clipboard. Without it the panel writes there itself. */
  readonly onCopy?: (text: string) => void;
}

const GROUP_TITLES: Readonly<Record<Group, string>> = {
  server: "On the server",
  batch: "Not stored on the server",
  ended: "Ended",
};
const HEAD_REM = 1.5;
const GROUP_REM = 1.375;
const FIRST_SIZE = { width: 468, height: 300 };

/** The live table of every token: what the server stores, what it does not, and what has ended. */
export function TokensPanel({ world, pickedKey, onPick, onCopy }: TokensPanelProps) {
  const [view, setView] = useState<TableView>(WHOLE_TABLE);
  const [filtering, setFiltering] = useState(false);
  const rows = useTableRows(world, view);
  const toggle = (chip: keyof World["tokens"]["counts"]) => {
    const chips = new Set(view.chips);
    if (!chips.delete(chip)) chips.add(chip);
    setView({ ...view, chips });
  };
  return (
    <div className="pn tk">
      <Chips counts={world.tokens.counts} pressed={view.chips} onToggle={toggle} />
      {filtering ? (
        <FilterField
          text={view.text}
          onText={(text) => setView({ ...view, text })}
          onClose={() => {
            setFiltering(false);
            setView({ ...view, text: "" });
          }}
        />
      ) : null}
      <Grid
        world={world}
        rows={rows}
        view={view}
        pickedKey={pickedKey}
        onPick={onPick}
        onCopy={onCopy}
        onSort={(column) => setView({ ...view, sort: nextSort(view, column) })}
        onFilter={() => setFiltering(true)}
      />
    </div>
  );
}

/** Those of before stay until another view of them is there. */
function useTableRows({ tokens, heldIn }: World, view: TableView): TableRows | undefined {
  const held = concernsHeld(view) ? heldIn : NOTHING_HELD;
  const recipe = useMemo(
    (): Recipe<TableRows> => ({ build: (all) => buildTable(all, held, view), follow: followTable }),
    [held, view],
  );
  return useFollowed(tokens, recipe);
}

const NOTHING_HELD: World["heldIn"] = {};

/** A column sorts up, then down, then no more. */
function nextSort({ sort }: TableView, column: ColumnId): TableView["sort"] {
  if (sort?.column !== column) return { column, descending: false };
  return sort.descending ? undefined : { column, descending: true };
}

interface GridProps {
  readonly world: World;
  /** Undefined until they are there. */
  readonly rows: TableRows | undefined;
  readonly view: TableView;
  readonly pickedKey: string | undefined;
  readonly onPick: ((token: TokenView) => void) | undefined;
  readonly onCopy: ((text: string) => void) | undefined;
  readonly onSort: (column: ColumnId) => void;
  readonly onFilter: () => void;
}

function Grid({ world, rows = NO_ROWS, view, pickedKey, onPick, onCopy, onSort, onFilter }: GridProps) {
  const scroller = useRef<HTMLTableElement>(null);
  const { width, height } = useSize(scroller, FIRST_SIZE);
  const { remPx, rowPx } = useMeasures();
  const columns = useMemo(() => columnsFor(width / remPx), [width, remPx]);
  const count = rowCount(rows);
  const idBase = useId();
  const [activeKey, setActiveKey] = useState<string>();
  const changes = useRecentChanges(world.tokens);
  const { list } = rows.from.tokens;
  const { items, totalPx, abovePx, scrollToIndex } = useRows(
    scroller,
    { count, rowPx, headPx: GROUP_REM * remPx, heads: headIndexes(rows) },
    HEAD_REM * remPx,
  );
  const tokenOf = (row: Row | undefined) => (row?.kind === "token" ? list.at(row.place) : undefined);
  const [slotsOf] = useState(rememberingSlots);
  const drawn = items.map(({ index }) => {
    const row = rowAt(rows, index);
    const token = tokenOf(row);
    return { index, row, token, id: row?.kind === "token" ? row.place : (row?.group ?? "") };
  });
  const slots = slotsOf(drawn.map(({ id }) => id));
  const pick = (token: TokenView) => {
    setActiveKey(token.key);
    onPick?.(token);
  };
  const copy = (token: TokenView) => {
    if (onCopy) onCopy(token.token);
    else void navigator.clipboard.writeText(token.token);
  };
  const onClick = ({ target }: MouseEvent) => {
    if (!(target instanceof Element)) return;
    const index = target.closest("[data-index]")?.getAttribute("data-index");
    const token = index ? tokenOf(rowAt(rows, Number(index))) : undefined;
    if (!token) return;
    if (target.closest(".tk-copy")) copy(token);
    else pick(token);
  };
  const activeIndex = activeKey === undefined ? -1 : indexOfToken(rows, world.tokens.indexOf(activeKey));
  const activeShown = items.some(({ index }) => index === activeIndex);

  return (
    <>
      <table
        ref={scroller}
        className="tk-grid pn-scroll"
        role="grid"
        tabIndex={0}
        aria-label="Tokens"
        aria-rowcount={count + 1}
        aria-colcount={columns.length}
        aria-activedescendant={activeShown ? `${idBase}-${activeIndex}` : undefined}
        style={{ "--tk-columns": gridTemplate(columns), "--row-table": `${rowPx}px` }}
        onClick={onClick}
        onKeyDown={(event) =>
          onGridKey(event, {
            activeIndex,
            count,
            pageRows: Math.max(1, Math.floor(height / rowPx) - 2),
            rowAt: (index) => rowAt(rows, index),
            moveTo: (index) => {
              setActiveKey(tokenOf(rowAt(rows, index))?.key);
              scrollToIndex(index);
            },
            pick: (row) => {
              const token = tokenOf(row);
              if (token) pick(token);
            },
            copy: (row) => {
              const token = tokenOf(row);
              if (token) copy(token);
            },
          })
        }
      >
        <Head columns={columns} view={view} onSort={onSort} onFilter={onFilter} />
        <tbody className="tk-body pn-rows" style={{ height: totalPx, paddingTop: abovePx }}>
          {drawn.map(({ index, row, token, id }) => {
            if (row?.kind === "group")
              return <GroupRow key={row.group} row={row} rowIndex={index + 2} columns={columns.length} />;
            if (!row || !token) return null;
            return (
              <TokenRow
                key={slots.get(id)}
                id={`${idBase}-${index}`}
                token={token}
                parent={parentText(token, world.tokens)}
                columns={columns}
                held={heldText(world.heldIn, token.key)}
                you={token.key === world.identity.tokenKey}
                active={index === activeIndex}
                picked={token.key === pickedKey}
                change={changes.get(row.place)}
                index={index}
              />
            );
          })}
        </tbody>
      </table>
      <Empty world={world} count={count} isReady={rows !== NO_ROWS} isSearched={view.text !== ""} />
    </>
  );
}

interface EmptyProps {
  readonly world: World;
  readonly count: number;
  readonly isReady: boolean;
  /** By words, not by the chips alone. */
  readonly isSearched: boolean;
}

function Empty({ world, count, isReady, isSearched }: EmptyProps) {
  const live = world.tokens.counts.root + world.tokens.counts.service + world.tokens.counts.batch;
  if (!isReady) return null;
  if (count === 0 && world.tokens.list.length > 0)
    return (
      <p className="pn-empty">
        {isSearched
          ? "No token matches. Escape in the filter clears it."
          : "No token is of a kind that is pressed above."}
      </p>
    );
  if (live > 1 || world.tokens.counts.root === 0) return null;
  return (
    <p className="pn-empty">
      Only root is left. <code>vault token create</code> adds one.
    </p>
  );
}

interface GroupRowProps {
  readonly row: Extract<Row, { kind: "group" }>;
  readonly rowIndex: number;
  readonly columns: number;
}

function GroupRow({ row, rowIndex, columns }: GroupRowProps) {
  return (
    <tr aria-rowindex={rowIndex} className={`tk-group${row.group === "batch" ? " k-batch is-away" : ""}`}>
      <td colSpan={columns}>
        <b>{GROUP_TITLES[row.group]}</b> {grouped(row.count)}
      </td>
    </tr>
  );
}

interface HeadProps {
  readonly columns: readonly Column[];
  readonly view: TableView;
  readonly onSort: (column: ColumnId) => void;
  readonly onFilter: () => void;
}

function Head({ columns, view: { sort }, onSort, onFilter }: HeadProps) {
  return (
    <thead className="tk-head">
      <tr className="tk-head-row" aria-rowindex={1}>
        {columns.map(({ id, title, sortable }) => {
          const sorted = sort?.column === id ? (sort.descending ? "descending" : "ascending") : undefined;
          const Arrow = sorted === "descending" ? ArrowDownWideNarrow : ArrowUpNarrowWide;
          return (
            <th key={id} scope="col" aria-sort={sorted ?? "none"} className={`tk-cell tk-th-${id}`}>
              {sortable ? (
                <button type="button" onClick={() => onSort(id)}>
                  {title}
                  {sorted ? <Arrow size={14} strokeWidth={1.5} aria-hidden="true" /> : null}
                </button>
              ) : (
                <span className="pn-sr">{title}</span>
              )}
              {id === "ttl" ? (
                <button
                  type="button"
                  className="pn-btn tk-find"
                  aria-label="Filter tokens"
                  title="Filter tokens"
                  onClick={onFilter}
                >
                  <Search size={14} strokeWidth={1.5} aria-hidden="true" />
                </button>
              ) : null}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

/** Where a token's row is, heads counted; -1 where it is not shown. */
function indexOfToken(rows: TableRows, place: number): number {
  let first = 0;
  for (const places of Object.values(rows.groups)) {
    const index = place < 0 ? -1 : places.indexOf(place);
    if (index >= 0) return first + index + 1;
    first += places.length === 0 ? 0 : places.length + 1;
  }
  return -1;
}
