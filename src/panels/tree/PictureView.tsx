import { memo, useId, useMemo, useRef, useState } from "react";
import { dayAndTime } from "../shared/format.ts";
import { kindOf } from "../shared/kind.ts";
import { useSize } from "../shared/use-size.ts";
import type { TokenChange, TokenView, World } from "../world.ts";
import { layOutPicture } from "./picture.ts";
import type { Picture, PlacedVessel } from "./picture.ts";
import { layOutRack } from "./rack.ts";
import { LARGE_VESSELS, selectForest, selectGenerations, vesselLabel, vesselName } from "./select.ts";
import type { TreeNode } from "./select.ts";
import { onTreeKey } from "./use-tree-keys.ts";
import { Vessel } from "./Vessel.tsx";

export interface PictureViewProps {
  readonly world: Pick<World, "tokens" | "identity" | "heldIn">;
  readonly keys: ReadonlySet<string>;
  readonly changes: ReadonlyMap<string, TokenChange>;
  readonly pickedKey: string | undefined;
  readonly onPick: ((token: TokenView) => void) | undefined;
}

const FIRST_SIZE = { width: 468, height: 198 };
/** Smaller than this, the large vessels give way to the glyphs. */
const SMALLEST_SCALE = 0.62;
const LARGEST_SCALE = 1.75;

/** The forest as glassware. */
export function PictureView({ world, keys, changes, pickedKey, onPick }: PictureViewProps) {
  const { tokens, identity, heldIn } = world;
  const box = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(box, FIRST_SIZE);
  const { picture, scale } = useMemo(() => {
    const forest = selectForest(tokens, ({ key }) => keys.has(key));
    return fit(forest, (node) => labelOf(node, { identity, heldIn }, keys.size), keys.size, width, height);
  }, [tokens, keys, identity, heldIn, width, height]);
  const generations = useMemo(() => selectGenerations(tokens, changes), [tokens, changes]);
  const idBase = useId();
  const [activeKey, setActiveKey] = useState<string>();
  const nodes = picture.vessels.map(({ node }) => node);
  const active = picture.vessels.findIndex(({ node }) => node.token.key === activeKey);
  return (
    <div
      ref={box}
      className="tr-box"
      role="tree"
      aria-label="Tokens: children hang from their parent, orphans stand"
      aria-orientation="horizontal"
      tabIndex={0}
      aria-activedescendant={active < 0 ? undefined : `${idBase}-${active}`}
      onKeyDown={(event) =>
        onTreeKey(event, {
          nodes,
          activeKey,
          form: "picture",
          expanded: ({ children }) => (children.length > 0 ? true : undefined),
          moveTo: ({ token }) => {
            setActiveKey(token.key);
            document
              .getElementById(`${idBase}-${nodes.findIndex((node) => node.token.key === token.key)}`)
              ?.scrollIntoView({ block: "nearest" });
          },
          fold: () => {},
          pick: ({ token }) => onPick?.(token),
        })
      }
    >
      <svg
        className="tr-picture"
        role="presentation"
        width={Math.max(picture.width * scale, width)}
        height={picture.height * scale}
        viewBox={`0 0 ${Math.max(picture.width, width / scale)} ${picture.height}`}
        focusable="false"
      >
        <defs>
          <pattern id={`${idBase}-stipple`} width="4" height="4" patternUnits="userSpaceOnUse">
            <circle cx="1" cy="1" r=".8" className="tr-dot" />
            <circle cx="3" cy="3" r=".8" className="tr-dot" />
          </pattern>
        </defs>
        <Lines picture={picture} />
        {picture.vessels.map((vessel, index) => {
          const { key } = vessel.node.token;
          return (
            <Item
              key={key}
              id={`${idBase}-${index}`}
              vessel={vessel}
              name={vesselName(vessel.node, tokens, world)}
              label={vessel.labelY === undefined ? "" : labelOf(vessel.node, world, keys.size)}
              you={key === identity.tokenKey}
              active={index === active}
              picked={key === pickedKey}
              change={changes.get(key)}
              generation={generations.get(key) ?? 0}
              stipple={`url(#${idBase}-stipple)`}
              onPick={(token) => {
                setActiveKey(token.key);
                onPick?.(token);
              }}
            />
          );
        })}
      </svg>
    </div>
  );
}

/** Broken glass is named in full while there is little of it. */
const FEW = 12;

function labelOf({ token }: TreeNode, world: Pick<World, "identity" | "heldIn">, vessels: number): string {
  const label = vesselLabel(token, world);
  return token.state !== "live" && vessels <= FEW ? `${label}, ${token.state}` : label;
}

/** The large picture where it can be read at this size, else the rack. */
function fit(
  forest: readonly TreeNode[],
  label: (node: TreeNode) => string,
  vessels: number,
  width: number,
  height: number,
): { readonly picture: Picture; readonly scale: number } {
  if (vessels <= LARGE_VESSELS) {
    const { width: needed, height: tall } = layOutPicture(forest, label, 0);
    if (width / needed >= SMALLEST_SCALE) {
      const scale = Math.min(LARGEST_SCALE, width / needed, Math.max(height / tall, SMALLEST_SCALE));
      return { picture: layOutPicture(forest, label, width / scale), scale };
    }
  }
  return { picture: layOutRack(forest, width), scale: 1 };
}

function Lines({ picture }: { readonly picture: Picture }) {
  return (
    <g aria-hidden="true">
      {picture.lines.map(({ key, kind, path }) => (
        <path key={key} className={`tr-line tr-${kind}`} d={path} />
      ))}
    </g>
  );
}

interface ItemProps {
  readonly id: string;
  readonly vessel: PlacedVessel;
  readonly name: string;
  readonly label: string;
  readonly you: boolean;
  readonly active: boolean;
  readonly picked: boolean;
  readonly change: TokenChange | undefined;
  readonly generation: number;
  readonly stipple: string;
  readonly onPick: (token: TokenView) => void;
}

const Item = memo(ItemView, (before, after) =>
  // The handler is another closure each time, but always does the same.
  Object.keys(after).every((name) => name === "onPick" || sameProp(before, after, name)),
);

function sameProp(before: ItemProps, after: ItemProps, name: string): boolean {
  const [one, other] = [Reflect.get(before, name), Reflect.get(after, name)];
  if (name !== "vessel") return one === other;
  const [a, b] = [before.vessel, after.vessel];
  return a.node.token === b.node.token && a.form === b.form && a.x === b.x && a.y === b.y && a.labelY === b.labelY;
}

function ItemView({ id, vessel, name, label, you, active, picked, change, generation, stipple, onPick }: ItemProps) {
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
    you ? "is-you" : "",
    `is-${form}`,
  ];
  return (
    <g
      id={id}
      role="treeitem"
      aria-label={name}
      aria-level={node.level}
      aria-selected={picked}
      aria-expanded={node.children.length > 0 ? true : undefined}
      className={classes.filter(Boolean).join(" ")}
      style={{ "--tr-generation": generation }}
      onClick={() => onPick(token)}
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
