import { useCallback, useEffect, useId, useMemo, useRef, useState } from "react";
import { finish, type Work } from "../shared/turns.ts";
import { useLatest } from "../shared/use-latest.ts";
import { useSize } from "../shared/use-size.ts";
import type { TokenBook, World } from "../world.ts";
import { Item } from "./Item.tsx";
import { MiniMap } from "./MiniMap.tsx";
import { layOutPicture } from "./picture.ts";
import type { Picture } from "./picture.ts";
import { hangRack } from "./rack.ts";
import { growForest, LARGE_VESSELS, selectGenerations, vesselLabel, vesselName } from "./select.ts";
import type { TreeNode } from "./select.ts";
import { useBand, type Band } from "./use-band.ts";
import { onTreeKey } from "./use-tree-keys.ts";
import type { TreeViewProps } from "./view-props.ts";

export interface PictureViewProps extends TreeViewProps {
  /** Where the tokens that it draws stand in the list. */
  readonly places: ReadonlySet<number>;
  /** 1: as it fits. */
  readonly zoom: number;
}

const FIRST_SIZE = { width: 468, height: 198 };
/** Smaller than this, the large vessels give way to the glyphs. */
const SMALLEST_SCALE = 0.62;
const LARGEST_SCALE = 1.75;
/** More vessels than this are drawn only where they are in sight, and laid out in turns: the picture may be a moment behind. */
const DRAWN_AT_ONCE = 250;
/** A picture this many times as tall as its window has a map beside it. */
const MAPPED_FROM = 2.5;

/** The forest as glassware. */
export function PictureView(props: PictureViewProps) {
  const { world, places, changes, pickedKey, onPick, folded, onFold, isFound, soughtKey, zoom } = props;
  const { tokens, identity, heldIn } = world;
  const box = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(box, FIRST_SIZE);
  const draw = useCallback(
    () => drawing({ tokens, identity, heldIn }, places, folded, { width, height, zoom }),
    [tokens, places, folded, identity, heldIn, width, height, zoom],
  );
  const { picture, scale } = useLatest(draw, places.size <= DRAWN_AT_ONCE) ?? NOTHING_DRAWN;
  const generations = useMemo(() => selectGenerations(tokens, changes), [tokens, changes]);
  const idBase = useId();
  const [activeKey, setActiveKey] = useState<string>();
  const nodes = useMemo(() => picture.vessels.map(({ node }) => node), [picture]);
  const active = activeKey === undefined ? -1 : nodes.findIndex(({ token }) => token.key === activeKey);
  const isMany = picture.vessels.length > DRAWN_AT_ONCE;
  const band = useBand(box, scale, isMany);
  const inSight = useMemo(
    () => [...picture.vessels.entries()].filter(([, { y }]) => y >= band.top && y <= band.bottom),
    [picture, band],
  );
  const bringIntoSight = (key: string) => {
    const vessel = picture.vessels.find(({ node }) => node.token.key === key);
    if (vessel) scrollTo(box.current, vessel.x * scale, vessel.y * scale);
  };
  const lastSought = useRef<string>(undefined);
  useEffect(() => {
    // Only a new find moves the picture.
    if (lastSought.current === soughtKey) return;
    lastSought.current = soughtKey;
    const vessel = picture.vessels.find(({ node }) => node.token.key === soughtKey);
    if (vessel) scrollTo(box.current, vessel.x * scale, vessel.y * scale);
  }, [soughtKey, picture, scale]);
  return (
    <div className="tr-frame">
      <div
        ref={box}
        className="tr-box pn-scroll"
        role="tree"
        aria-label="Tokens: children hang from their parent, orphans stand"
        aria-orientation="horizontal"
        tabIndex={0}
        aria-activedescendant={active < 0 ? undefined : `${idBase}-${active}`}
        onKeyDown={(event) =>
          onTreeKey(event, {
            count: nodes.length,
            activeIndex: active,
            form: "picture",
            expanded: (index) => {
              const { children = [], foldedIn = 0 } = nodes[index] ?? {};
              return foldedIn > 0 ? false : children.length > 0 ? true : undefined;
            },
            firstChildOf: (index) => {
              const next = nodes[index + 1];
              return next !== undefined && nodes[index]?.children.includes(next) === true ? index + 1 : -1;
            },
            parentOf: (index) => {
              const node = nodes[index];
              return nodes.findIndex(({ children }) => node !== undefined && children.includes(node));
            },
            moveTo: (index) => {
              const key = nodes[index]?.token.key;
              setActiveKey(key);
              if (key !== undefined) bringIntoSight(key);
            },
            fold: (index, shut) => onFold(nodes[index]?.token.key ?? "", shut),
            pick: (index) => {
              const token = nodes[index]?.token;
              if (token) onPick?.(token);
            },
          })
        }
      >
        <svg
          className={`tr-picture${isMany ? " is-many" : ""}`}
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
          <Lines picture={picture} band={band} />
          {inSight.map(([index, vessel]) => {
            const { at, token } = vessel.node;
            const { key } = token;
            return (
              <Item
                key={key}
                id={`${idBase}-${index}`}
                vessel={vessel}
                name={nameOf(vessel.node, tokens, world)}
                label={vessel.labelY === undefined ? "" : labelOf(vessel.node, world, places.size)}
                you={key === identity.tokenKey}
                active={index === active}
                picked={key === pickedKey}
                found={isFound(token)}
                change={changes.get(at)}
                generation={generations.get(at) ?? 0}
                stipple={`url(#${idBase}-stipple)`}
                onPick={(picked) => {
                  setActiveKey(picked.key);
                  onPick?.(picked);
                }}
                onFold={({ key: folding }) => onFold(folding, vessel.node.foldedIn === 0)}
              />
            );
          })}
        </svg>
      </div>
      {picture.height * scale > MAPPED_FROM * height ? (
        <MiniMap picture={picture} scale={scale} isFound={isFound} scroller={box} heightPx={height} />
      ) : null}
    </div>
  );
}

function* drawing(
  world: PictureViewProps["world"],
  places: ReadonlySet<number>,
  folded: ReadonlySet<string>,
  room: Room,
): Work<Fitted> {
  const forest = yield* growForest(world.tokens, (place) => places.has(place), folded);
  return yield* fit(forest, (node) => labelOf(node, world, places.size), room);
}

/** Room around what is brought into sight. */
const AROUND_PX = 60;

function scrollTo(scroller: HTMLElement | null, x: number, y: number): void {
  if (scroller === null) return;
  const { scrollTop, scrollLeft, clientHeight, clientWidth } = scroller;
  const top = y < scrollTop || y + AROUND_PX > scrollTop + clientHeight ? y - clientHeight / 2 : scrollTop;
  const left = x < scrollLeft || x + AROUND_PX > scrollLeft + clientWidth ? x - clientWidth / 2 : scrollLeft;
  scroller.scrollTo({ top, left });
}

function nameOf({ token, children, foldedIn }: TreeNode, tokens: TokenBook, world: PictureViewProps["world"]): string {
  return vesselName({ token, children: children.length, foldedIn }, tokens, world);
}

/** Broken glass is named in full while there is little of it. */
const FEW = 12;

function labelOf({ token, foldedIn }: TreeNode, world: Pick<World, "identity" | "heldIn">, vessels: number): string {
  const label = vesselLabel(token, world);
  if (foldedIn > 0) return `${label} +${foldedIn}`;
  return token.state !== "live" && vessels <= FEW ? `${label}, ${token.state}` : label;
}

interface Room {
  readonly width: number;
  readonly height: number;
  readonly zoom: number;
}

interface Fitted {
  readonly picture: Picture;
  readonly scale: number;
}

const NOTHING_DRAWN: Fitted = finish(fit([], () => "", { ...FIRST_SIZE, zoom: 1 }));

/** The large picture where it can be read at this size, else the rack. */
function* fit(
  forest: readonly TreeNode[],
  label: (node: TreeNode) => string,
  { width, height, zoom }: Room,
): Work<Fitted> {
  if (countUpTo(forest, LARGE_VESSELS + 1) <= LARGE_VESSELS) {
    const { width: needed, height: tall } = layOutPicture(forest, label, 0);
    if (width / needed >= SMALLEST_SCALE) {
      const scale = zoom * Math.min(LARGEST_SCALE, width / needed, Math.max(height / tall, SMALLEST_SCALE));
      return { picture: layOutPicture(forest, label, width / scale), scale };
    }
  }
  return { picture: yield* hangRack(forest, width / zoom), scale: zoom };
}

/** How many vessels there are to draw, counted no further than asked. */
function countUpTo(forest: readonly TreeNode[], most: number): number {
  let count = 0;
  const waiting = [...forest];
  for (let node = waiting.pop(); node !== undefined && count < most; node = waiting.pop()) {
    count++;
    waiting.push(...node.children.slice(0, most));
  }
  return count;
}

function Lines({ picture, band }: { readonly picture: Picture; readonly band: Band }) {
  const inSight = useMemo(
    () => picture.lines.filter(({ top = -Infinity, bottom = Infinity }) => bottom >= band.top && top <= band.bottom),
    [picture, band],
  );
  return (
    <g aria-hidden="true">
      {inSight.map(({ key, kind, path }) => (
        <path key={key} className={`tr-line tr-${kind}`} d={path} />
      ))}
    </g>
  );
}
