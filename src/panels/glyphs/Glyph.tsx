import type { TokenView } from "../world.ts";

export type GlyphBody = "root" | "service" | "batch" | "orphan" | "revoked" | "expired" | "unknown";

export interface GlyphProps {
  readonly body: GlyphBody;
  /** The amethyst foot: an orphan. */
  readonly foot?: boolean;
  /** The text alternative; leave it out where the text beside it says the same. */
  readonly label?: string;
  /** table 16×20 (the default), chip 14×17, tab 13×16, strip 32×40. */
  readonly size?: "table" | "chip" | "tab" | "strip";
}

export interface TokenGlyphProps {
  readonly token: TokenView;
  readonly labelled?: boolean;
  readonly size?: GlyphProps["size"];
}

export function Glyph(_: GlyphProps) {
  return null;
}
export function TokenGlyph(_: TokenGlyphProps) {
  return null;
}
