import { memo } from "react";
import { dayAndTime, grouped } from "../shared/format.ts";
import { kindOf } from "../shared/kind.ts";
import type { TokenChange, TokenView } from "../world.ts";
import type { PlacedVessel } from "./picture.ts";
import { Vessel } from "./Vessel.tsx";

interface ItemProps {
  readonly id: string;
  readonly vessel: PlacedVessel;
  readonly name: string;
  readonly label: string;
  readonly you: boolean;
  readonly active: boolean;
  readonly picked: boolean;
  readonly found: boolean;
  readonly change: TokenChange | undefined;
  readonly generation: number;
  readonly stipple: string;
  readonly onPick: (token: TokenView) => void;
  /** Folds what hangs below, or unfolds it. */
  readonly onFold: (token: TokenView) => void;
}

export const Item = memo(ItemView, (before, after) =>
  // The handlers are other closures each time, but always do the same.
  Object.keys(after).every((name) => name.startsWith("on") || sameProp(before, after, name)),
);

function sameProp(before: ItemProps, after: ItemProps, name: string): boolean {
  const [one, other] = [Reflect.get(before, name), Reflect.get(after, name)];
  if (name !== "vessel") return one === other;
  const [a, b] = [before.vessel, after.vessel];
  const samePlace = a.form === b.form && a.x === b.x && a.y === b.y && a.labelY === b.labelY;
  return samePlace && a.node.token === b.node.token && a.node.foldedIn === b.node.foldedIn;
}

function ItemView(props: ItemProps) {
  const { id, vessel, name, label, you, active, picked, found, change, generation, stipple, onPick, onFold } = props;
  const { node, form, x, y, labelY } = vessel;
  const { token } = node;
  const kind = kindOf(token);
  const fell = change === "revoked" && form === "fallen";
  const classes = [
    "tr-item",
    `k-${kind}`,
    change ? `is-${change}` : "",
    active ? "is-active" : "",
    picked ? "is-picked" : "",
    found ? "is-found" : "",
    you ? "is-you" : "",
    `is-${form}`,
  ];
  return (
    <g
      id={id}
      role="treeitem"
      aria-label={name}
      aria-level={node.level}
      aria-posinset={node.place}
      aria-setsize={node.siblings}
      aria-selected={picked}
      aria-expanded={node.foldedIn > 0 ? false : node.children.length > 0 ? true : undefined}
      className={classes.filter(Boolean).join(" ")}
      style={{ "--tr-generation": generation }}
      onClick={() => onPick(token)}
      onDoubleClick={() => onFold(token)}
    >
      <title>{titleOf(name, token)}</title>
      <g className="tr-place" style={{ transform: `translate(${x}px, ${y}px)` }}>
        <Lens form={form} token={token} />
        {form === "stand" ? <path className="tr-foot" d={`M-14 ${footDrop(vessel)}H14`} /> : null}
        {fell ? (
          <g className="tr-ghost" aria-hidden="true">
            <Vessel token={{ ...token, state: "live" }} form={token.orphan ? "shelf" : "hang"} stipple={stipple} />
          </g>
        ) : null}
        {change === "orphaned" ? <path className="tr-severed" d="M0-14v9M-3-9 3-4" aria-hidden="true" /> : null}
        {node.foldedIn > 0 && form === "glyph" ? (
          <text className="tr-folded" x="21" y="14" aria-hidden="true">
            +{grouped(node.foldedIn)}
          </text>
        ) : null}
        <g className={`tr-vessel${form === "shelf" || form === "fallen" ? " is-grounded" : ""}`}>
          <Vessel token={token} form={form} stipple={stipple} />
        </g>
      </g>
      {labelY === undefined ? null : (
        <text
          className={`tr-label${you ? " is-strong" : ""}${/^[$…]\S*$/.test(label) ? " pn-mono" : ""}`}
          style={{ transform: `translate(${x}px, ${labelY}px)` }}
          textAnchor="middle"
          aria-hidden="true"
        >
          {label}
        </text>
      )}
    </g>
  );
}

/** From the top of a pole down to the shelf, where the foot is. */
function footDrop({ labelY, y }: PlacedVessel): number {
  return (labelY ?? y) - 20 - y;
}

/** What rises around the vessel that has the keyboard, is picked, or has just changed. */
function Lens({ form, token }: Pick<PlacedVessel, "form"> & { readonly token: TokenView }) {
  const size = lensOf(form, token);
  return <rect className="tr-lens" {...size} rx="4" />;
}

function lensOf(form: PlacedVessel["form"], { type }: TokenView) {
  if (form === "glyph") return { x: -2, y: -3, width: 20, height: 25 };
  if (form === "stand") return { x: -19, y: -21, width: 38, height: 42 };
  if (form === "fallen") return { x: -24, y: -32, width: 76, height: 36 };
  const height = type === "batch" ? 71 : 55;
  const wide = type === "batch" ? { x: -18, width: 36 } : { x: -24, width: 56 };
  return form === "hang" ? { ...wide, y: -3, height } : { ...wide, y: -height - 1, height: height + 4 };
}

function titleOf(name: string, token: TokenView): string {
  if (token.ended) return `${name} at ${dayAndTime(token.ended.atMs)}`;
  return token.expiresAtMs === undefined ? `${name}, never expires` : `${name}, ends ${dayAndTime(token.expiresAtMs)}`;
}
