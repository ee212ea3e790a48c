import { ChevronDown, ChevronRight } from "lucide-react";
import { memo, useCallback, useEffect, useId, useRef, useState } from "react";
import type { MouseEvent } from "react";
import { TokenGlyph } from "../glyphs/Glyph.tsx";
import { shortToken } from "../shared/format.ts";
import { rememberingSlots } from "../shared/slots.ts";
import { TtlMeter } from "../shared/TtlMeter.tsx";
import type { Work } from "../shared/turns.ts";
import { useLatest } from "../shared/use-latest.ts";
import { useMeasures } from "../shared/use-measures.ts";
import { useRows } from "../shared/use-rows.ts";
import { heldText } from "../tokens/columns.ts";
import type { TokenBook, TokenView } from "../world.ts";
import { growKin, growListRows, NO_LIST_ROWS, type Kin, type ListRows, type Scratch } from "./list-rows.ts";
import { placesOf, vesselName } from "./select.ts";
import { onTreeKey } from "./use-tree-keys.ts";
import type { TreeViewProps } from "./view-props.ts";

const NO_HEADS: readonly number[] = [];
const INDENT_REM = 1.25;
/** More tokens than this are listed in turns. */
const LISTED_BEFORE_ALL_ELSE = 2000;

/** The forest as indented rows: the same tree for many tokens, and for who reads rather than looks. */
export function ListView(props: TreeViewProps) {
  const { world, changes, pickedKey, onPick, folded, onFold, isFound, soughtKey } = props;
  const { tokens, identity, heldIn } = world;
  const [activeKey, setActiveKey] = useState<string>();
  const rows = useListRows(tokens, folded);
  const scroller = useRef<HTMLDivElement>(null);
  const { rowPx } = useMeasures();
  const count = rows.places.length;
  const { items, totalPx, abovePx, scrollToIndex } = useRows(scroller, {
    count,
    rowPx,
    headPx: rowPx,
    heads: NO_HEADS,
  });
  const idBase = useId();
  const tokenAt = (index: number) => rows.list.at(rows.places[index] ?? -1);
  const indexOfPlace = (place: number) => (place < 0 ? -1 : rows.places.indexOf(place));
  const indexOfKey = (key: string | undefined) => (key === undefined ? -1 : indexOfPlace(tokens.indexOf(key)));
  const expanded = (index: number) => {
    const token = tokenAt(index);
    const hasChildren = (rows.childCounts[rows.places[index] ?? -1] ?? 0) > 0;
    return token !== undefined && hasChildren ? !folded.has(token.key) : undefined;
  };
  const activeIndex = indexOfKey(activeKey);
  const soughtIndex = indexOfKey(soughtKey);
  const lastSought = useRef<string>(undefined);
  useEffect(() => {
    // Only a new find moves the list.
    if (lastSought.current === soughtKey) return;
    lastSought.current = soughtKey;
    if (soughtIndex >= 0) scrollToIndex(soughtIndex);
  }, [soughtKey, soughtIndex, scrollToIndex]);
  const onClick = ({ target }: MouseEvent) => {
    if (!(target instanceof Element)) return;
    const index = Number(target.closest("[data-index]")?.getAttribute("data-index") ?? -1);
    const token = tokenAt(index);
    if (!token) return;
    const isOpen = expanded(index);
    if (isOpen !== undefined && target.closest(".tr-fold")) {
      onFold(token.key, isOpen);
      return;
    }
    setActiveKey(token.key);
    onPick?.(token);
  };
  const [slotsOf] = useState(rememberingSlots);
  const drawn = items.flatMap(({ index }) => {
    const token = tokenAt(index);
    return token === undefined ? [] : [{ index, token, place: rows.places[index] ?? -1 }];
  });
  const slots = slotsOf(drawn.map(({ place }) => place));
  return (
    <div
      ref={scroller}
      className="tr-box tr-list pn-scroll"
      role="tree"
      aria-label="Tokens, children under their parent"
      tabIndex={0}
      aria-activedescendant={items.some(({ index }) => index === activeIndex) ? `${idBase}-${activeIndex}` : undefined}
      onClick={onClick}
      onKeyDown={(event) =>
        onTreeKey(event, {
          count,
          activeIndex,
          form: "list",
          expanded,
          firstChildOf: (index) => ((rows.levels[index + 1] ?? 0) > (rows.levels[index] ?? 0) ? index + 1 : -1),
          parentOf: (index) => indexOfPlace(rows.parents[rows.places[index] ?? -1] ?? -1),
          moveTo: (index) => {
            setActiveKey(tokenAt(index)?.key);
            scrollToIndex(index);
          },
          fold: (index, shut) => onFold(tokenAt(index)?.key ?? "", shut),
          pick: (index) => {
            const token = tokenAt(index);
            if (token) onPick?.(token);
          },
        })
      }
    >
      <div
        role="presentation"
        className="pn-rows"
        style={{ height: totalPx, paddingTop: abovePx, "--row-table": `${rowPx}px` }}
      >
        {drawn.map(({ index, token, place }) => {
          const change = changes.get(place);
          const parent = rows.parents[place] ?? -1;
          const children = rows.childCounts[place] ?? 0;
          return (
            <ListRow
              key={slots.get(place)}
              id={`${idBase}-${index}`}
              index={index}
              token={token}
              name={vesselName({ token, children, foldedIn: 0 }, tokens, world)}
              held={heldText(heldIn, token.key)}
              level={rows.levels[index] ?? 1}
              nth={rows.nths[place] ?? 1}
              siblings={parent < 0 ? rows.standing : (rows.childCounts[parent] ?? 1)}
              expanded={expanded(index)}
              you={token.key === identity.tokenKey}
              active={index === activeIndex}
              picked={token.key === pickedKey}
              found={isFound(token)}
              fresh={change !== undefined && change !== "changed"}
            />
          );
        })}
      </div>
    </div>
  );
}

function useListRows(tokens: TokenBook, folded: ReadonlySet<string>): ListRows {
  const [growListing] = useState(rememberingKin);
  const list = useCallback(() => growListing(tokens, folded), [growListing, tokens, folded]);
  return useLatest(list, tokens.list.length <= LISTED_BEFORE_ALL_ELSE) ?? NO_LIST_ROWS;
}

/** Each listing begins with who hung from whom in the one before. */
function rememberingKin() {
  let kin: Kin | undefined;
  const scratch: Scratch = { firsts: new Int32Array(0), nexts: new Int32Array(0) };
  return function* listing(tokens: TokenBook, folded: ReadonlySet<string>): Work<ListRows> {
    kin = yield* growKin(tokens, kin);
    return yield* growListRows(kin, placesOf(folded, tokens), scratch);
  };
}

interface ListRowProps {
  readonly id: string;
  readonly index: number;
  readonly token: TokenView;
  readonly name: string;
  readonly held: string;
  readonly level: number;
  readonly nth: number;
  readonly siblings: number;
  readonly expanded: boolean | undefined;
  readonly you: boolean;
  readonly active: boolean;
  readonly picked: boolean;
  readonly found: boolean;
  readonly fresh: boolean;
}

/** One token. Keys and clicks come to the tree. */
const ListRow = memo(function ListRow(props: ListRowProps) {
  const { id, index, token, name, held, level, nth, siblings, expanded, you } = props;
  const classes = [
    "pn-row tr-row",
    props.active ? "is-active" : "",
    props.picked ? "is-picked" : "",
    props.found ? "is-found" : "",
    token.state === "live" ? "" : "is-gone",
    props.fresh ? "pn-lens" : "",
  ];
  const Chevron = expanded === false ? ChevronRight : ChevronDown;
  return (
    <div
      id={id}
      role="treeitem"
      tabIndex={-1}
      aria-level={level}
      aria-posinset={nth}
      aria-setsize={siblings}
      aria-selected={props.picked}
      aria-expanded={expanded}
      className={classes.filter(Boolean).join(" ")}
      style={{ "--tr-indent": `${(level - 1) * INDENT_REM}rem` }}
      data-index={index}
    >
      <span className="pn-sr">{name}</span>
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
      {you ? (
        <span className="pn-tag" aria-hidden="true">
          you
        </span>
      ) : null}
      <span className="tr-row-ttl">
        <TtlMeter token={token} />
      </span>
    </div>
  );
});
