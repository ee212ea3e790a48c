import { Copy } from "lucide-react";
import { memo, useRef, useState } from "react";
import { TokenGlyph } from "../glyphs/Glyph.tsx";
import { counted, grouped, shortToken } from "../shared/format.ts";
import { kindName } from "../shared/kind.ts";
import { useRecentChanges } from "../shared/recent.ts";
import { rememberingSlots } from "../shared/slots.ts";
import { useMeasures } from "../shared/use-measures.ts";
import { useFollowed, type Recipe } from "../shared/use-followed.ts";
import { useRows } from "../shared/use-rows.ts";
import { heldText } from "../tokens/columns.ts";
import type { TokenView, World } from "../world.ts";
import { accessorRowAt, accessorRowCount, buildAccessors, followAccessors, NO_ACCESSORS } from "./select.ts";
import type { AccessorRow, AccessorsShown } from "./select.ts";
import "../shared/panel.css";
import "./accessors.css";

export interface AccessorsPanelProps {
  readonly world: World;
  readonly onPick?: (token: TokenView) => void;
  /** An accessor is to go to the clipboard. Without it the panel writes there itself. */
  readonly onCopy?: (text: string) => void;
}

const HEAD_REM = 2;
const ACCESSORS: Recipe<AccessorsShown> = { build: buildAccessors, follow: followAccessors };

/** The accessors that the server lists, and the tokens that have none. */
export function AccessorsPanel({ world, onPick, onCopy }: AccessorsPanelProps) {
  const { tokens, heldIn, identity } = world;
  const shown = useFollowed(tokens, ACCESSORS) ?? NO_ACCESSORS;
  const changes = useRecentChanges(tokens);
  const scroller = useRef<HTMLDivElement>(null);
  const { remPx, rowPx } = useMeasures();
  const count = accessorRowCount(shown);
  const { items, totalPx, abovePx } = useRows(scroller, {
    count,
    rowPx,
    headPx: HEAD_REM * remPx,
    heads: [0, shown.named.length + 1],
  });
  const [slotsOf] = useState(rememberingSlots);
  const drawn = items.flatMap(({ index }) => {
    const row = accessorRowAt(shown, index);
    return row === undefined ? [] : [{ index, row, key: row.kind === "head" ? row.list : row.place }];
  });
  const slots = slotsOf(drawn.map(({ key }) => key));
  const copy = onCopy ?? copyText;
  return (
    <div className="pn ac">
      <div ref={scroller} className="ac-scroll">
        <ul
          className="ac-rows pn-rows"
          aria-label="Accessors"
          style={{ height: totalPx, paddingTop: abovePx, "--row-table": `${rowPx}px` }}
        >
          {drawn.map(({ index, row, key }) => (
            <li
              key={slots.get(key)}
              aria-setsize={count}
              aria-posinset={index + 1}
              className={`ac-item${row.kind === "token" && changes.has(row.place) ? " pn-lens" : ""}`}
            >
              {row.kind === "head" ? (
                <Head row={row} />
              ) : (
                <Item
                  token={row.token}
                  held={heldText(heldIn, row.token.key)}
                  you={row.token.key === identity.tokenKey}
                  onPick={onPick}
                  onCopy={copy}
                />
              )}
            </li>
          ))}
        </ul>
        {shown === NO_ACCESSORS ? null : shown.nameless.length === 0 ? (
          <p className="pn-empty">
            Every live token has an accessor. <code>vault token create -type=batch</code> makes one without.
          </p>
        ) : (
          <p className="pn-empty">
            {`The server keeps nothing of ${counted(shown.nameless.length, "batch token")}, so there is nothing that an accessor could point at: none can be listed, looked up by accessor, or revoked.`}
          </p>
        )}
      </div>
    </div>
  );
}

function copyText(text: string): void {
  void navigator.clipboard.writeText(text);
}

function Head({ row }: { readonly row: Extract<AccessorRow, { kind: "head" }> }) {
  return (
    <div className="ac-head">
      {row.list === "named" ? <b className="pn-mono">auth/token/accessors</b> : <b>Without an accessor</b>}
      <span>{grouped(row.count)}</span>
      {row.list === "nameless" && row.count > 0 ? <span>none, and that is why</span> : null}
    </div>
  );
}

interface ItemProps {
  readonly token: TokenView;
  readonly held: string;
  readonly you: boolean;
  readonly onPick: ((token: TokenView) => void) | undefined;
  readonly onCopy: (text: string) => void;
}

const Item = memo(function Item({ token, held, you, onPick, onCopy }: ItemProps) {
  const name = held || (token.root ? "" : token.displayName);
  return (
    <div className={`ac-row${you ? " is-you" : ""}`}>
      <button type="button" className="ac-pick" onClick={() => onPick?.(token)} title={kindName(token)}>
        <TokenGlyph token={token} />
        <span className="ac-accessor pn-mono">{token.accessor ?? <span className="pn-dim">none</span>}</span>
        <span className="ac-token pn-mono">{shortToken(token.token)}</span>
        <span className={held ? "ac-held pn-mono" : "ac-held"}>{name}</span>
        {you ? <span className="pn-tag">you</span> : null}
      </button>
      {token.accessor === undefined ? null : (
        <button
          type="button"
          className="pn-btn ac-copy"
          aria-label={`Copy accessor ${token.accessor}`}
          title="Copy the accessor"
          onClick={() => onCopy(token.accessor ?? "")}
        >
          <Copy size={13} strokeWidth={1.5} aria-hidden="true" />
        </button>
      )}
    </div>
  );
});
