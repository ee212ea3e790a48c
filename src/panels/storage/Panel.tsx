import { useDeferredValue, useMemo, useRef } from "react";
import type { ReactNode } from "react";
import { TokenGlyph } from "../glyphs/Glyph.tsx";
import { counted, grouped, shortToken } from "../shared/format.ts";
import { useRecentChanges } from "../shared/recent.ts";
import { useSize } from "../shared/use-size.ts";
import type { World } from "../world.ts";
import { selectStorage, TOKEN_INDEXES } from "./select.ts";
import type { Cell, StorageColumn } from "./select.ts";
import "../shared/panel.css";
import "./storage.css";

export interface StoragePanelProps {
  readonly world: World;
  /** Buttons at the right end of the panel head (enlarge, close). */
  readonly actions?: ReactNode;
}

const CELL_WORDS: Readonly<Record<Cell, string>> = { written: "written", deleted: "deleted since", never: "nothing" };
const FIRST_SIZE = { width: 468, height: 120 };
/** The names of the keys, the sums, and the margins. */
const FIXED_PX = 262;
const COLUMN_PX = 34;

/** What creating each token cost the server in storage. */
export function StoragePanel({ world, actions }: StoragePanelProps) {
  const box = useRef<HTMLDivElement>(null);
  const { width } = useSize(box, FIRST_SIZE);
  const room = Math.max(2, Math.floor((width - FIXED_PX) / COLUMN_PX));
  const requests = useDeferredValue(world.requests);
  const tokens = useDeferredValue(world.tokens);
  const shown = useMemo(() => selectStorage({ tokens, requests }, room), [tokens, requests, room]);
  const changes = useRecentChanges(tokens);
  return (
    <section className="pn st" aria-label="Storage">
      <div className="pn-bar">
        <h2>Storage</h2>
        <p>
          {shown.earlier > 0
            ? `keys written for the latest ${shown.columns.length} tokens`
            : "keys written for each token you created"}
        </p>
        <span className="pn-end">{actions}</span>
      </div>
      <div ref={box} className="st-box">
        {shown.columns.length === 0 ? (
          <p className="pn-empty">Nothing written since the start.</p>
        ) : (
          <>
            <table className="st-table">
              <caption className="pn-sr">Storage keys written for each created token</caption>
              <thead>
                <tr>
                  <th scope="col">
                    <span className="pn-sr">Key</span>
                  </th>
                  {shown.columns.map(({ token }) => (
                    <th key={token.key} scope="col" title={shortToken(token.token)}>
                      <TokenGlyph token={token} size="chip" />
                      <span className="pn-sr">{shortToken(token.token)}</span>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {TOKEN_INDEXES.map((index, row) => (
                  <tr key={index}>
                    <th scope="row">{index}</th>
                    {shown.columns.map((column) => (
                      <td key={column.token.key}>
                        <CellMark column={column} row={row} fresh={changes.get(column.token.key) === "created"} />
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
            <div className="st-sums">
              <Sum keys={shown.service.keys} tokens={shown.service.tokens} type="service" />
              <Sum keys={shown.batch.keys} tokens={shown.batch.tokens} type="batch" />
            </div>
          </>
        )}
      </div>
    </section>
  );
}

function CellMark({
  column,
  row,
  fresh,
}: {
  readonly column: StorageColumn;
  readonly row: number;
  readonly fresh: boolean;
}) {
  const cell = column.cells[row] ?? "never";
  return (
    <span className={`st-cell is-${cell}${fresh ? " is-fresh" : ""}`} style={{ "--st-row": row }}>
      <span className="pn-sr">{CELL_WORDS[cell]}</span>
    </span>
  );
}

function Sum({ keys, tokens, type }: { readonly keys: number; readonly tokens: number; readonly type: string }) {
  return (
    <p>
      <b>{counted(keys, "key")}</b>
      {`for ${grouped(tokens)} ${type}`}
    </p>
  );
}
