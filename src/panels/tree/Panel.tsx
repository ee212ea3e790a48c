import { useCallback, useMemo, useState } from "react";
import type { ReactNode } from "react";
import { BlockList } from "../shared/block-list.ts";
import { counted, grouped } from "../shared/format.ts";
import { useRecentChanges } from "../shared/recent.ts";
import { holdsWords, wordsOf } from "../shared/search.ts";
import { useFollowed } from "../shared/use-followed.ts";
import type { TokenBook, TokenView, World } from "../world.ts";
import { ListView } from "./ListView.tsx";
import { matchesOf, NO_MATCHES } from "./matches.ts";
import { PictureView } from "./PictureView.tsx";
import { LARGE_VESSELS, NOTHING_FOLDED, selectPictured } from "./select.ts";
import { SearchField, ZoomButtons } from "./Tools.tsx";
import "../shared/panel.css";
import "./tree.css";

export interface TreePanelProps {
  readonly world: World;
  readonly pickedKey?: string | undefined;
  readonly onPick?: (token: TokenView) => void;
  /** Buttons at the right end of the panel head (enlarge, close). */
  readonly actions?: ReactNode;
}

/** Who hangs from whom. A picture while it can be read, a list always. */
export function TreePanel({ world, pickedKey, onPick, actions }: TreePanelProps) {
  const [form, setForm] = useState<"picture" | "list">("picture");
  const [folded, setFolded] = useState(NOTHING_FOLDED);
  const [zoom, setZoom] = useState(1);
  const [search, setSearch] = useState({ text: "", at: 0 });
  const { tokens, identity, heldIn } = world;
  const slice = useMemo(() => ({ tokens, identity, heldIn }), [tokens, identity, heldIn]);
  const pictured = useMemo(() => selectPictured(tokens), [tokens]);
  const changes = useRecentChanges(tokens);
  const drawn = form === "picture" ? pictured : undefined;
  const words = useMemo(() => wordsOf(search.text), [search.text]);
  const recipe = useMemo(() => matchesOf(words, heldIn), [words, heldIn]);
  const all = useFollowed(tokens, recipe) ?? NO_MATCHES;
  const matches = useMemo(
    () => (drawn ? BlockList.from([...all.places].filter((at) => drawn.places.has(at))) : all.places),
    [all, drawn],
  );
  const isFound = useCallback(
    (token: TokenView) => words.length > 0 && holdsWords(token, words, heldIn),
    [words, heldIn],
  );
  const sought = all.list.at(matches.at(search.at % Math.max(1, matches.length)) ?? -1);
  const open = useMemo(() => withoutAncestors(folded, sought, tokens), [folded, sought, tokens]);
  const fold = (key: string, shut: boolean) => {
    const next = new Set(open);
    if (shut) next.add(key);
    else next.delete(key);
    setFolded(next);
  };
  const many = tokens.list.length > LARGE_VESSELS;
  return (
    <section className="pn tr" aria-label="Tree">
      <div className="pn-bar">
        <h2>Tree</h2>
        <p>{noteOf(form, pictured)}</p>
        <span className="pn-end">
          {drawn ? <ZoomButtons zoom={zoom} onZoom={setZoom} /> : null}
          <fieldset className="pn-seg" aria-label="Form of the tree">
            <button type="button" aria-pressed={form === "picture"} onClick={() => setForm("picture")}>
              Picture
            </button>
            <button type="button" aria-pressed={form === "list"} onClick={() => setForm("list")}>
              List
            </button>
          </fieldset>
          {actions}
        </span>
      </div>
      {many ? (
        <SearchField
          text={search.text}
          result={resultOf(words.length, search.at, matches.length)}
          onText={(text) => setSearch({ text, at: 0 })}
          onNext={() => setSearch(({ text, at }) => ({ text, at: at + 1 }))}
        />
      ) : null}
      {tokens.list.length === 0 ? (
        <p className="pn-empty">No token has been seen yet.</p>
      ) : drawn ? (
        <PictureView
          world={slice}
          places={drawn.places}
          soughtKey={sought?.key}
          {...{ changes, pickedKey, onPick, isFound, zoom }}
          folded={open}
          onFold={fold}
        />
      ) : (
        <ListView
          world={slice}
          soughtKey={sought?.key}
          {...{ changes, pickedKey, onPick, isFound }}
          folded={open}
          onFold={fold}
        />
      )}
    </section>
  );
}

/** What was found is not left folded in. */
function withoutAncestors(
  folded: ReadonlySet<string>,
  sought: TokenView | undefined,
  tokens: TokenBook,
): ReadonlySet<string> {
  if (sought === undefined || folded.size === 0) return folded;
  const open = new Set(folded);
  for (let above = sought.parentKey; above !== undefined; above = tokens.get(above)?.parentKey) open.delete(above);
  return open;
}

function resultOf(words: number, at: number, matches: number): string {
  if (words === 0) return "";
  return matches === 0 ? "none" : `${grouped((at % matches) + 1)} of ${grouped(matches)}`;
}

function noteOf(form: "picture" | "list", pictured: ReturnType<typeof selectPictured>): string {
  if (form === "list") return "children under their parent";
  if (!pictured) return "too many to draw, so listed";
  if (pictured.swept > 0) return `children hang, orphans stand; ${counted(pictured.swept, "older one")} swept away`;
  return "children hang, orphans stand";
}
