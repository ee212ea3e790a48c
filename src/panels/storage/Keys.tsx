import { ChevronDown, ChevronRight } from "lucide-react";
import { useId, useMemo, useRef, useState } from "react";
import type { MouseEvent } from "react";
import { counted, grouped } from "../shared/format.ts";
import { useMeasures } from "../shared/use-measures.ts";
import { useRows } from "../shared/use-rows.ts";
import { isWritten, meaningOf, selectKeys } from "./keys.ts";
import type { KeyRow, Levels } from "./keys.ts";
import { onKeysKey } from "./on-keys-key.ts";

export interface StorageKeysProps {
  readonly levels: Levels;
  readonly open: ReadonlySet<string>;
  readonly onOpen: (open: ReadonlySet<string>) => void;
  /** Keys that the latest command wrote. */
  readonly written: readonly string[];
}

const NO_HEADS: readonly number[] = [];

/** Every key of the server's storage, as a tree. */
export function StorageKeys({ levels, open, onOpen, written }: StorageKeysProps) {
  const rows = useMemo(() => selectKeys(levels, open), [levels, open]);
  const scroller = useRef<HTMLDivElement>(null);
  const { rowPx } = useMeasures();
  const heights = { count: rows.length, rowPx, headPx: rowPx, heads: NO_HEADS };
  const { items, totalPx, abovePx, scrollToIndex } = useRows(scroller, heights);
  const [activeKey, setActiveKey] = useState<string>();
  const idBase = useId();
  const activeIndex = rows.findIndex(({ key }) => key === activeKey);
  const fold = ({ key }: KeyRow, isOpen: boolean) => {
    const next = new Set(open);
    if (isOpen) next.add(key);
    else next.delete(key);
    onOpen(next);
  };
  const onClick = ({ target }: MouseEvent) => {
    if (!(target instanceof Element)) return;
    const row = rows[Number(target.closest("[data-index]")?.getAttribute("data-index") ?? -1)];
    if (!row) return;
    setActiveKey(row.key);
    if (row.expanded !== undefined) fold(row, !row.expanded);
  };
  const total = (levels[""]?.names ?? []).reduce((sum, { keys }) => sum + keys, 0);
  return (
    <div className="st-keys">
      <div
        ref={scroller}
        className="st-tree pn-scroll"
        role="tree"
        tabIndex={0}
        aria-label="Keys"
        aria-activedescendant={
          items.some(({ index }) => index === activeIndex) ? `${idBase}-${activeIndex}` : undefined
        }
        onClick={onClick}
        onKeyDown={(event) =>
          onKeysKey(event, {
            rows,
            activeIndex,
            moveTo: (index) => {
              setActiveKey(rows[index]?.key);
              scrollToIndex(index);
            },
            fold,
          })
        }
      >
        <div
          role="presentation"
          className="pn-rows"
          style={{ height: totalPx, paddingTop: abovePx, "--row-table": `${rowPx}px` }}
        >
          {items.map(({ index }) => {
            const row = rows[index];
            return row === undefined ? null : (
              <KeyRowView
                key={row.key}
                id={`${idBase}-${index}`}
                row={row}
                index={index}
                isActive={index === activeIndex}
                isFresh={isWritten(row.key, written)}
              />
            );
          })}
        </div>
      </div>
      <p className="st-foot">
        <output>{activeKey === undefined ? "" : (meaningOf(activeKey) ?? activeKey)}</output>
        <span>{counted(total, "key")}</span>
      </p>
    </div>
  );
}

interface KeyRowViewProps {
  readonly id: string;
  readonly row: KeyRow;
  readonly index: number;
  readonly isActive: boolean;
  readonly isFresh: boolean;
}

function KeyRowView({ id, row, index, isActive, isFresh }: KeyRowViewProps) {
  const Chevron = row.expanded === true ? ChevronDown : ChevronRight;
  const name = row.more === undefined ? row.name : `${grouped(row.more)} more`;
  return (
    <div
      id={id}
      role="treeitem"
      tabIndex={-1}
      aria-level={row.depth + 1}
      aria-posinset={row.place}
      aria-setsize={row.siblings}
      aria-expanded={row.expanded}
      aria-selected={isActive}
      className={`pn-row st-row${isActive ? " is-active is-picked" : ""}${isFresh ? " is-fresh" : ""}`}
      style={{ "--st-depth": row.depth }}
      title={row.more === undefined ? row.key : undefined}
      data-index={index}
    >
      <span className="st-fold" aria-hidden="true">
        {row.expanded === undefined ? null : <Chevron size={14} strokeWidth={1.5} />}
      </span>
      <span className="st-name">{name}</span>
      {isFresh ? <span className="pn-tag">written</span> : null}
      {row.expanded === undefined ? null : <span className="st-count">{grouped(row.keys)}</span>}
    </div>
  );
}
