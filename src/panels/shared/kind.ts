import type { TokenView } from "../world.ts";

/** The six kinds that colour and shape mean. Orphan is drawn as a foot and never alone on a token. */
export type Kind = "root" | "service" | "batch" | "expired" | "revoked";

/** The body that a token is drawn with. */
export function kindOf(token: TokenView): Kind {
  if (token.state !== "live") return token.state;
  return token.root ? "root" : token.type;
}

/** What a token is, in words: the text alternative of its glyph. */
export function kindName(token: TokenView): string {
  const type = token.root ? "root" : token.type;
  if (token.state !== "live") return `${type}, ${token.state}`;
  return token.orphan ? `${type}, orphan` : `${type}, has a parent`;
}

/** Seconds until a token ends, cut to whole ones and never below 0; undefined where it never ends. */
export function secondsLeft(token: TokenView, nowMs: number): number | undefined {
  if (token.expiresAtMs === undefined) return undefined;
  return Math.max(0, Math.floor((token.expiresAtMs - nowMs) / 1000));
}

/** How much of the TTL last granted is left, 0 to 1; 1 where it never ends. */
export function shareLeft(token: TokenView, nowMs: number): number {
  if (token.expiresAtMs === undefined) return 1;
  const spanMs = token.expiresAtMs - token.issuedAtMs;
  if (spanMs <= 0) return 0;
  return Math.min(1, Math.max(0, (token.expiresAtMs - nowMs) / spanMs));
}
