import { Play } from "lucide-react";
import { useDeferredValue, useMemo, useRef } from "react";
import { TokenGlyph } from "../glyphs/Glyph.tsx";
import { counted, grouped, shortToken } from "../shared/format.ts";
import { useRecentChanges } from "../shared/recent.ts";
import { useSize } from "../shared/use-size.ts";
import type { IssuedToken, StorageMeter, TokenBook } from "../world.ts";
import { EXPERIMENT, EXPERIMENT_TOKENS, selectMeter } from "./cost.ts";
import { selectStorage, TOKEN_INDEXES } from "./select.ts";
import type { Cell, StorageColumn, StorageShown } from "./select.ts";

export interface StorageCostProps {
  readonly tokens: TokenBook;
  /** What was written for the latest tokens. */
  readonly issued: readonly IssuedToken[];
  readonly meter: StorageMeter;
  /** What the experiment cost, where it was done. */
  readonly experiment: StorageMeter | undefined;
  readonly isRunning: boolean;
  readonly onRun: (command: string) => void;
}

const CELL_WORDS: Readonly<Record<Cell, string>> = { written: "written", deleted: "deleted since", never: "nothing" };
const FIRST_SIZE = { width: 468, height: 120 };
/** The names of the keys and the margins. */
const FIXED_PX = 162;
const COLUMN_PX = 34;

/** What creating each token cost the server in storage, and all of them together. */
export function StorageCost({ tokens: latest, issued, meter, experiment, isRunning, onRun }: StorageCostProps) {
  const box = useRef<HTMLDivElement>(null);
  const { width } = useSize(box, FIRST_SIZE);
  const room = Math.max(2, Math.floor((width - FIXED_PX) / COLUMN_PX));
  const tokens = useDeferredValue(latest);
  const total = meter.service.tokens + meter.batch.tokens;
  const shown = useMemo(() => selectStorage(tokens, { issued, total }, room), [tokens, issued, total, room]);
  return (
    <div ref={box} className="st-box">
      <p className="st-said">
        {shown.columns.length === 0
          ? "No token was created since the start."
          : shown.hasEarlier
            ? `Keys written for the latest ${shown.columns.length} tokens`
            : "Keys written for each token you created"}
      </p>
      {shown.columns.length === 0 ? null : <Cells shown={shown} tokens={tokens} />}
      <Meter meter={meter} />
      <div className="st-try">
        <button type="button" className="text-button st-run" disabled={isRunning} onClick={() => onRun(EXPERIMENT)}>
          <Play size={14} strokeWidth={1.5} aria-hidden="true" />
          {`Issue ${grouped(EXPERIMENT_TOKENS)} of each`}
        </button>
        <output className="st-said" aria-busy={isRunning}>
          {experiment === undefined ? "A loop in the terminal, for you to watch." : <Found experiment={experiment} />}
        </output>
      </div>
    </div>
  );
}

function Found({ experiment: { service, batch } }: { readonly experiment: StorageMeter }) {
  return (
    <>
      <b>{counted(service.tokens, "service token")}</b>
      {`: ${counted(service.writes, "write")}. `}
      <b>{counted(batch.tokens, "batch token")}</b>
      {`: ${counted(batch.writes, "write")}.`}
    </>
  );
}

/** Writes so far, on one scale. */
function Meter({ meter }: { readonly meter: StorageMeter }) {
  const { rows, scale } = selectMeter(meter);
  return (
    <table className="st-meter">
      <caption>
        Writes to issue tokens, so far <span>{`scale to ${grouped(scale)}`}</span>
      </caption>
      <tbody>
        {rows.map(({ type, tokens, writes, share }) => (
          <tr key={type} className={`k-${type}`}>
            <th scope="row">{type}</th>
            <td className="st-meter-bar" aria-hidden="true">
              <span className="st-meter-fill" style={{ transform: `scaleX(${share})` }} />
            </td>
            <td>
              <b>{counted(writes, "write")}</b> {`for ${counted(tokens, "token")}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cells({ shown, tokens }: { readonly shown: StorageShown; readonly tokens: TokenBook }) {
  const changes = useRecentChanges(tokens);
  return (
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
                <CellMark
                  column={column}
                  row={row}
                  fresh={changes.get(tokens.indexOf(column.token.key)) === "created"}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface CellMarkProps {
  readonly column: StorageColumn;
  readonly row: number;
  readonly fresh: boolean;
}

function CellMark({ column, row, fresh }: CellMarkProps) {
  const cell = column.cells[row] ?? "never";
  return (
    <span className={`st-cell is-${cell}${fresh ? " is-fresh" : ""}`} style={{ "--st-row": row }}>
      <span className="pn-sr">{CELL_WORDS[cell]}</span>
    </span>
  );
}
