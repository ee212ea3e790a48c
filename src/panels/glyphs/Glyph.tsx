import type { TokenView } from "../world.ts";
import { kindName, kindOf } from "../shared/kind.ts";
import "./glyph.css";

export type GlyphBody = "root" | "service" | "batch" | "orphan" | "revoked" | "expired" | "unknown";

export interface GlyphProps {
  readonly body: GlyphBody;
  /** The amethyst foot: an orphan. */
  readonly foot?: boolean;
  /** The text alternative; leave it out where the text beside it says the same. */
  readonly label?: string | undefined;
  /** table 16×20 (the default), chip 14×17, tab 13×16, strip 32×40. */
  readonly size?: "table" | "chip" | "tab" | "strip";
}

export interface TokenGlyphProps {
  readonly token: TokenView;
  /** Whether a screen reader is told the kind. On unless the text beside it says the same. */
  readonly labelled?: boolean;
  readonly size?: GlyphProps["size"];
}

/** A vessel of the legend, drawn in its kind's colour. */
export function Glyph({ body, foot = false, label, size = "table" }: GlyphProps) {
  const name =
    label === undefined ? ({ "aria-hidden": true } as const) : ({ role: "img", "aria-label": label } as const);
  return (
    <svg className={`gl gl-${size} k-${body}`} viewBox="0 0 16 20" focusable="false" {...name}>
      <GlyphShape body={body} foot={foot} />
    </svg>
  );
}

/** The glyph of a token as it is now: its body, and its foot if it has no parent. */
export function TokenGlyph({ token, labelled = true, size = "table" }: TokenGlyphProps) {
  return (
    <Glyph
      body={kindOf(token)}
      foot={token.orphan && token.state === "live"}
      label={labelled ? kindName(token) : undefined}
      size={size}
    />
  );
}

/** The shapes alone, 16×20, for use within a larger drawing; `color` is the kind's colour there. */
export function GlyphShape({ body, foot = false }: { readonly body: GlyphBody; readonly foot?: boolean }) {
  return (
    <>
      {BODIES[body]}
      {foot ? <path className="gl-foot" d="M3 18.6h10" /> : null}
    </>
  );
}

const BODIES: Readonly<Record<GlyphBody, React.ReactNode>> = {
  root: (
    <>
      <path className="gl-pane" d="M8 3.2 14.2 10 8 16.8 1.8 10Z" />
      <path className="gl-half" d="M8 3.2 14.2 10 8 16.8Z" />
      <path className="gl-fill" d="M8 3.2V16.8L1.8 10Z" />
      <path className="gl-thin" d="M8 3.2 14.2 10 8 16.8 1.8 10Z" />
    </>
  ),
  service: (
    <>
      <path className="gl-fill" d="M5 4.2h3.6v3.5a5 5 0 1 1-3.6 0Z" />
      <path className="gl-lip" d="M3.6 3.9h6.4" />
      <path className="gl-line" d="M9.8 6.6c5.8-1.6 6.2 7.6 1.6 8.2" />
    </>
  ),
  batch: (
    <>
      <path className="gl-half" d="M4.2 10.8h7.6v2.2a3.8 3.8 0 0 1-7.6 0Z" />
      <rect className="gl-line" x="4.2" y="2.2" width="7.6" height="14.6" rx="3.8" />
      <path className="gl-line" d="M4.2 6.6h7.6" />
    </>
  ),
  orphan: (
    <>
      <circle className="gl-line" cx="8" cy="10.6" r="4.2" />
      <path className="gl-foot" d="M2.6 17.6h10.8" />
    </>
  ),
  revoked: (
    <>
      <path className="gl-line" d="M2.5 9.8 5.2 12.3 7.2 8.6 9.4 12.6 11.2 9.6 13.5 10.2A5.5 5.5 0 1 1 2.5 9.8Z" />
      <path className="gl-thin" d="m8.8 3.4 3.6 1.2-1.5 2.4Z" />
    </>
  ),
  expired: (
    <>
      <circle className="gl-line gl-dots" cx="8" cy="10.4" r="5.2" />
      <path className="gl-fill" d="M3.8 13.4h8.4A5.2 5.2 0 0 1 3.8 13.4Z" />
    </>
  ),
  unknown: (
    <>
      <circle className="gl-line gl-dots" cx="8" cy="10.4" r="5.2" />
      <path className="gl-line" d="M6.4 9a1.7 1.7 0 1 1 2.4 1.5c-.5.3-.8.6-.8 1.1M8 13.4v.1" />
    </>
  ),
};
