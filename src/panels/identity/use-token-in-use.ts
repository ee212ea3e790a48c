import { useCallback } from "react";
import { useAtNow } from "../clock/now.tsx";
import type { Identity, TokenView } from "../world.ts";
import { selectTokenInUse, type TokenInUse } from "./select.ts";

/** The token that a terminal's next command goes out with, if it is one: its glyph, and its name in short. */
export function useTokenInUse(identity: Identity, token: TokenView | undefined): TokenInUse {
  return selectTokenInUse(identity, token, useIsOver(token) ? Infinity : -Infinity);
}

/** Whether a token is past its end. Only the crossing of that matters; the seconds are counted in the leaves. */
export function useIsOver(token: TokenView | undefined): boolean {
  const expiresAtMs = token?.expiresAtMs;
  return useAtNow(useCallback((nowMs: number) => expiresAtMs !== undefined && expiresAtMs <= nowMs, [expiresAtMs]));
}
