import { Copy } from "lucide-react";
import { memo } from "react";
import type { ReactNode } from "react";
import { TokenGlyph } from "../glyphs/Glyph.tsx";
import { shortAccessor, shortToken } from "../shared/format.ts";
import { kindOf } from "../shared/kind.ts";
import { TtlMeter } from "../shared/TtlMeter.tsx";
import type { TokenChange, TokenView } from "../world.ts";
import { cellText } from "./columns.ts";
import type { Column, ColumnId } from "./columns.ts";

export interface TokenRowProps {
  readonly id: string;
  readonly token: TokenView;
  /** Its parent, in a word. */
  readonly parent: string;
  readonly columns: readonly Column[];
  readonly held: string;
  readonly you: boolean;
  readonly active: boolean;
  readonly picked: boolean;
  readonly change: TokenChange | undefined;
  /** Among all rows, heads counted. Clicks are taken by the grid, which finds the row by it. */
  readonly index: number;
}

/** One token. Rendered again when something of its own changes, never by time. */
export const TokenRow = memo(function TokenRow(props: TokenRowProps) {
  const { id, token, columns, you, active, picked, change, index } = props;
  const classes = [
    "tk-row",
    `k-${kindOf(token)}`,
    token.type === "batch" && token.state === "live" ? "is-away" : "",
    token.state === "live" ? "" : "is-gone",
    you ? "is-you" : "",
    active ? "is-active" : "",
    picked ? "is-picked" : "",
    change && change !== "changed" ? `pn-lens is-${change}` : "",
  ];
  // Keys and clicks come to the grid, which holds the focus and names this row as its active descendant.
  return (
    <tr
      id={id}
      aria-rowindex={index + 2}
      data-index={index}
      aria-selected={picked}
      tabIndex={-1}
      className={classes.filter(Boolean).join(" ")}
    >
      {columns.map(({ id: column }) => (
        <td key={column} className={`tk-cell tk-${column}`}>
          <Cell column={column} {...props} />
        </td>
      ))}
    </tr>
  );
});

function Cell({ column, token, parent, held, you }: TokenRowProps & { readonly column: ColumnId }): ReactNode {
  switch (column) {
    case "kind":
      return <TokenGlyph token={token} />;
    case "token":
      return (
        <>
          <span className="tk-text">{shortToken(token.token)}</span>
          <button
            type="button"
            className="tk-copy"
            tabIndex={-1}
            aria-label={`Copy token ${shortToken(token.token)}`}
            title="Copy the token (c)"
          >
            <Copy size={13} strokeWidth={1.5} aria-hidden="true" />
          </button>
        </>
      );
    case "held":
      return (
        <>
          {held ? <span className="tk-text">{held}</span> : <span className="pn-sr">no variable</span>}
          {you ? <span className="pn-tag">you</span> : null}
        </>
      );
    case "accessor":
      return token.accessor === undefined ? (
        <span className="pn-dim">none</span>
      ) : (
        <span className="tk-text" title={token.accessor}>
          {shortAccessor(token.accessor)}
        </span>
      );
    case "ttl":
      return <TtlMeter token={token} />;
    default: {
      const text = column === "parent" ? parent : cellText(column, token);
      return text ? <span title={text}>{text}</span> : null;
    }
  }
}
