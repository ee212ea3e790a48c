import { useEffect, useRef, type PointerEvent, type RefObject } from "react";
import { kindOf, type Kind } from "../shared/kind.ts";
import type { TokenView } from "../world.ts";
import type { Picture } from "./picture.ts";

interface MiniMapProps {
  readonly picture: Picture;
  readonly scale: number;
  readonly isFound: (token: TokenView) => boolean;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly heightPx: number;
}

const WIDTH_PX = 44;
/** A glyph on the map is at least so tall. */
const LEAST_MARK_PX = 1.5;

/**
 * The whole picture as a strip, and which part of it is in sight; a press or a drag goes there. For the pointer alone: with the
 * keyboard the tree itself is walked.
 */
export function MiniMap({ picture, scale, isFound, scroller, heightPx }: MiniMapProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const window = useRef<HTMLDivElement>(null);
  const shrunk = heightPx / (picture.height * scale);
  useEffect(() => {
    if (canvas.current) draw(canvas.current, picture, isFound, heightPx);
  }, [picture, isFound, heightPx]);
  useEffect(() => {
    const element = scroller.current;
    const frame = window.current;
    if (element === null || frame === null) return undefined;
    const follow = () => {
      frame.style.transform = `translateY(${element.scrollTop * shrunk}px)`;
      frame.style.height = `${Math.max(8, element.clientHeight * shrunk)}px`;
    };
    follow();
    element.addEventListener("scroll", follow, { passive: true });
    return () => element.removeEventListener("scroll", follow);
  }, [scroller, shrunk]);
  const go = (event: PointerEvent<HTMLDivElement>) => {
    if (event.buttons === 0) return;
    const element = scroller.current;
    const at = event.clientY - event.currentTarget.getBoundingClientRect().top;
    element?.scrollTo({ top: at / shrunk - element.clientHeight / 2 });
  };
  return (
    <div
      className="tr-map"
      aria-hidden="true"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        go(event);
      }}
      onPointerMove={go}
    >
      <canvas ref={canvas} />
      <div ref={window} className="tr-map-window" />
    </div>
  );
}

function draw(canvas: HTMLCanvasElement, picture: Picture, isFound: MiniMapProps["isFound"], heightPx: number): void {
  const ratio = devicePixelRatio || 1;
  canvas.width = WIDTH_PX * ratio;
  canvas.height = heightPx * ratio;
  const context = canvas.getContext("2d");
  if (context === null) return;
  context.scale(ratio, ratio);
  const [across, down] = [WIDTH_PX / picture.width, heightPx / picture.height];
  const style = getComputedStyle(canvas);
  const colours = new Map<Kind | "found", string>();
  const colourOf = (kind: Kind | "found"): string => {
    const known = colours.get(kind);
    if (known !== undefined) return known;
    // The property may be a light-dark(), which a canvas cannot read: the browser works it out.
    canvas.style.color = kind === "found" ? "var(--ink)" : `var(--${kind})`;
    const { color } = style;
    colours.set(kind, color);
    return color;
  };
  for (const { node, x, y } of picture.vessels) {
    const isMarked = isFound(node.token);
    context.fillStyle = colourOf(isMarked ? "found" : kindOf(node.token));
    const size = Math.max(LEAST_MARK_PX, 14 * down);
    if (isMarked) context.fillRect(0, y * down - 1, WIDTH_PX, size + 1);
    else context.fillRect(x * across, y * down, Math.max(LEAST_MARK_PX, 14 * across), size);
  }
}
