import { ChevronDown, ChevronRight } from "lucide-react";
import { useDeferredValue, useEffect, useId, useMemo, useRef, useState } from "react";
import type { MouseEvent } from "react";
import { TokenGlyph } from "../glyphs/Glyph.tsx";
import { shortToken } from "../shared/format.ts";
import { TtlMeter } from "../shared/TtlMeter.tsx";
import { rowHeightPx, useRows } from "../shared/use-rows.ts";
import { heldText } from "../tokens/columns.ts";
import type { TokenChange, TokenView, World } from "../world.ts";
import { selectForest, selectListRows, vesselName } from "./select.ts";
import { onTreeKey } from "./use-tree-keys.ts";

export interface ListViewProps {
  readonly world: Pick<World, "tokens" | "identity" | "heldIn">;
  readonly changes: ReadonlyMap<string, TokenChange>;
  readonly pickedKey: string | undefined;
  readonly onPick: ((token: TokenView) => void) | undefined;
  readonly folded: ReadonlySet<string>;
  readonly onFold: (key: string, shut: boolean) => void;
  /** Keys that the search found. */
  readonly found: ReadonlySet<string>;
  /** The one of them to bring into sight. */
  readonly soughtKey: string | undefined;
}

const NO_HEADS: readonly number[] = [];
const INDENT_REM = 1.25;

/** The forest as indented rows: the same tree for many tokens, and for who reads rather than looks. */
export function ListView(props: ListViewProps) {
  const { world, changes, pickedKey, onPick, folded, onFold, found, soughtKey } = props;
  const { identity, heldIn } = world;
  const tokens = useDeferredValue(world.tokens);
  const [activeKey, setActiveKey] = useState<string>();
  const forest = useMemo(() => selectForest(tokens), [tokens]);
  const rows = useMemo(() => selectListRows(forest, folded), [forest, folded]);
  const nodes = useMemo(() => rows.map(({ node }) => node), [rows]);
  const scroller = useRef<HTMLDivElement>(null);
  const rowPx = useMemo(() => rowHeightPx(), []);
  const { items, totalPx, scrollToIndex } = useRows(scroller, {
    count: rows.length,
    rowPx,
    headPx: rowPx,
    heads: NO_HEADS,
  });
  const idBase = useId();
  const activeIndex = nodes.findIndex(({ token }) => token.key === activeKey);
  const lastSought = useRef<string>(undefined);
  useEffect(() => {
    // Only a new find moves the list.
    if (lastSought.current === soughtKey) return;
    lastSought.current = soughtKey;
    const index = nodes.findIndex(({ token }) => token.key === soughtKey);
    if (index >= 0) scrollToIndex(index);
  }, [soughtKey, nodes, scrollToIndex]);
  const onClick = ({ target }: MouseEvent) => {
    if (!(target instanceof Element)) return;
    const row = rows[Number(target.closest("[data-index]")?.getAttribute("data-index") ?? -1)];
    if (!row) return;
    const { token } = row.node;
    if (row.expanded !== undefined && target.closest(".tr-fold")) {
      onFold(token.key, row.expanded);
      return;
    }
    setActiveKey(token.key);
    onPick?.(token);
  };
  return (
    <div
      ref={scroller}
      className="tr-box tr-list"
      role="tree"
      aria-label="Tokens, children under their parent"
      tabIndex={0}
      aria-activedescendant={items.some(({ index }) => index === activeIndex) ? `${idBase}-${activeIndex}` : undefined}
      onClick={onClick}
      onKeyDown={(event) =>
        onTreeKey(event, {
          nodes,
          activeKey,
          form: "list",
          expanded: ({ token, children }) => (children.length > 0 ? !folded.has(token.key) : undefined),
          moveTo: (node) => {
            setActiveKey(node.token.key);
            scrollToIndex(nodes.indexOf(node));
          },
          fold: (node, shut) => onFold(node.token.key, shut),
          pick: ({ token }) => onPick?.(token),
        })
      }
    >
      <div role="presentation" className="tr-rows" style={{ height: totalPx, "--row-table": `${rowPx}px` }}>
        {items.map(({ index, start }) => {
          const row = rows[index];
          if (!row) return null;
          const { node, expanded } = row;
          const { token } = node;
          const change = changes.get(token.key);
          const held = heldText(heldIn, token.key);
          const classes = [
            "tr-row",
            index === activeIndex ? "is-active" : "",
            token.key === pickedKey ? "is-picked" : "",
            found.has(token.key) ? "is-found" : "",
            token.state === "live" ? "" : "is-gone",
            change && change !== "changed" ? "is-fresh" : "",
          ];
          const Chevron = expanded === false ? ChevronRight : ChevronDown;
          return (
            <div
              key={token.key}
              id={`${idBase}-${index}`}
              role="treeitem"
              tabIndex={-1}
              aria-level={node.level}
              aria-posinset={node.place}
              aria-setsize={node.siblings}
              aria-selected={token.key === pickedKey}
              aria-expanded={expanded}
              className={classes.filter(Boolean).join(" ")}
              style={{ transform: `translateY(${start}px)`, "--tr-indent": `${(node.level - 1) * INDENT_REM}rem` }}
              data-index={index}
            >
              <span className="pn-sr">{vesselName(node, tokens, world)}</span>
              <span className="tr-fold" aria-hidden="true">
                {expanded === undefined ? null : <Chevron size={14} strokeWidth={1.5} />}
              </span>
              <TokenGlyph token={token} labelled={false} />
              <span className="tr-row-name pn-mono" aria-hidden="true">
                {shortToken(token.token)}
              </span>
              <span className="pn-mono" aria-hidden="true">
                {held}
              </span>
              {token.key === identity.tokenKey ? (
                <span className="pn-tag" aria-hidden="true">
                  you
                </span>
              ) : null}
              <span className="tr-row-ttl">
                <TtlMeter token={token} />
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
