import { useCallback, useId } from "react";
import { useAtNow } from "../clock/now.tsx";
import { GlyphShape } from "../glyphs/Glyph.tsx";
import { kindOf, shareLeft } from "../shared/kind.ts";
import type { TokenView } from "../world.ts";
import type { VesselForm } from "./picture.ts";

export interface VesselProps {
  readonly token: TokenView;
  readonly form: VesselForm;
  /** Fill of the stipple that means batch. */
  readonly stipple: string;
}

const SHARE_STEPS = 200;

/** How far a standing vessel is raised, so that its foot meets the shelf. */
const STANDING = { service: 53, batch: 69 } as const;

/** A token as glassware in the large form. Its origin is the lip where it hangs, or the shelf where it stands or lies. */
export function Vessel({ token, form, stipple }: VesselProps) {
  if (form === "glyph") return <GlyphShape body={kindOf(token)} foot={token.orphan && token.state === "live"} />;
  if (form === "stand") return <Stand token={token} />;
  if (form === "fallen") return <Fallen />;
  const body = token.type === "batch" ? <Ampoule token={token} stipple={stipple} /> : <Flask token={token} />;
  if (form === "hang") return body;
  return <g transform={`translate(0 ${-STANDING[token.type]})`}>{body}</g>;
}

/** On the end of a pole: the prism of root, or an orphan's own shape. */
function Stand({ token }: { readonly token: TokenView }) {
  return (
    <g transform="translate(-16 -20) scale(2)">
      <GlyphShape body={kindOf(token)} />
    </g>
  );
}

function Fallen() {
  return (
    <>
      <path className="tr-glass" d={BOWL} />
      <path className="tr-rim" d={BOWL} />
      <g transform="translate(36 -7) rotate(80)">
        <path className="tr-rim" d="M-5-9V5L-1 1 2 6 5 2V-9M-8.5-9H8.5" />
      </g>
    </>
  );
}

const BOWL = "M-18.6-22-9.5-14-4-26 3-12 10-23 18.9-20A19 19 0 1 1-18.6-22Z";

function Flask({ token }: { readonly token: TokenView }) {
  const clip = useId();
  return (
    <>
      <clipPath id={clip}>
        <circle cx="0" cy="31" r="17.4" />
      </clipPath>
      <path className="tr-glass" d="M-5 3V13.2A19 19 0 1 0 5 13.2V3Z" />
      <g clipPath={`url(#${clip})`}>
        <Liquid token={token} left={-18} top={13.2} bottom={48.8} />
      </g>
      <path className="tr-rim" d="M-5 4V13.2A19 19 0 1 0 5 13.2V4M-8.5 3.4H8.5" />
      <path className="tr-rim tr-handle" d="M6 7.5C27 3 33 28 18 36" />
      <path className="tr-shine" d="M-12 22a13 13 0 0 0-1.5 14" />
      {token.orphan ? <path className="tr-foot" d="M-15 52H15" /> : null}
    </>
  );
}

function Ampoule({ token, stipple }: { readonly token: TokenView; readonly stipple: string }) {
  const clip = useId();
  return (
    <>
      <clipPath id={clip}>
        <path d="M-9.8 14V54.2a9.8 9.8 0 0 0 19.6 0V14Z" />
      </clipPath>
      <rect className="tr-glass" x="-11.5" y="1" width="23" height="65" rx="11.5" />
      <g clipPath={`url(#${clip})`}>
        <Liquid token={token} left={-14} top={14.5} bottom={64} stipple={stipple} />
      </g>
      <rect className="tr-rim" x="-11.5" y="1" width="23" height="65" rx="11.5" />
      <path className="tr-rim" d="M-11.5 14H11.5" />
      {token.orphan ? <path className="tr-foot" d="M-15 68H15" /> : null}
    </>
  );
}

interface LiquidProps {
  readonly token: TokenView;
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
  readonly stipple?: string;
}

/** What is left of the TTL, as a level. Only its transform moves. */
function Liquid({ token, left, top, bottom, stipple }: LiquidProps) {
  const read = useCallback((nowMs: number) => Math.ceil(shareLeft(token, nowMs) * SHARE_STEPS), [token]);
  const share = useAtNow(read) / SHARE_STEPS;
  const height = bottom - top;
  const empty = token.state === "live" ? (1 - share) * height : height;
  const size = { x: left, y: top, width: -2 * left, height };
  return (
    <g className="tr-level" style={{ transform: `translateY(${empty}px)` }}>
      <g className="tr-pour">
        <rect className="tr-liquid" {...size} />
        {stipple ? <rect {...size} fill={stipple} /> : null}
        {stipple ? <path className="tr-rim" d={`M${left} ${top}H${-left}`} /> : null}
      </g>
    </g>
  );
}
