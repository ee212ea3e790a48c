import { useMemo, useState } from "react";
import type { ReactNode } from "react";
import { counted } from "../shared/format.ts";
import { useRecentChanges } from "../shared/recent.ts";
import type { TokenView, World } from "../world.ts";
import { ListView } from "./ListView.tsx";
import { PictureView } from "./PictureView.tsx";
import { selectPictured } from "./select.ts";
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
  const { tokens, identity, heldIn } = world;
  const slice = useMemo(() => ({ tokens, identity, heldIn }), [tokens, identity, heldIn]);
  const pictured = useMemo(() => selectPictured(tokens), [tokens]);
  const changes = useRecentChanges(tokens);
  const drawn = form === "picture" ? pictured : undefined;
  return (
    <section className="pn tr" aria-label="Tree">
      <div className="pn-bar">
        <h2>Tree</h2>
        <p>{noteOf(form, pictured)}</p>
        <span className="pn-end">
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
      {tokens.list.length === 0 ? (
        <p className="pn-empty">No token has been seen yet.</p>
      ) : drawn ? (
        <PictureView world={slice} keys={drawn.keys} changes={changes} pickedKey={pickedKey} onPick={onPick} />
      ) : (
        <ListView world={slice} changes={changes} pickedKey={pickedKey} onPick={onPick} />
      )}
    </section>
  );
}

function noteOf(form: "picture" | "list", pictured: ReturnType<typeof selectPictured>): string {
  if (form === "list") return "children under their parent";
  if (!pictured) return "too many to draw, so listed";
  if (pictured.swept > 0) return `children hang, orphans stand; ${counted(pictured.swept, "older one")} swept away`;
  return "children hang, orphans stand";
}
