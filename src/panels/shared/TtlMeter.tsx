import { RotateCw } from "lucide-react";
import { useCallback } from "react";
import { useAtNow } from "../clock/now.tsx";
import type { TokenView } from "../world.ts";
import { endedWord } from "./ended.ts";
import { spanShort, timeOfDay } from "./format.ts";
import { kindOf, secondsLeft, shareLeft } from "./kind.ts";
import "./panel.css";

/** A bar moves by whole steps of this share, so that a cell renders again only when the eye could tell. */
const SHARE_STEPS = 200;

/** The TTL of a token as a table cell says it: a bar that empties and the span that is left, or how it ended. */
export function TtlMeter({ token }: { readonly token: TokenView }) {
  if (token.ended) return <span className="pn-nowrap">{`${endedWord(token)} ${timeOfDay(token.ended.atMs)}`}</span>;
  if (token.state !== "live") return <span>{token.state}</span>;
  if (token.expiresAtMs === undefined) return <span className="pn-dim">never expires</span>;
  return <RunningTtl token={token} />;
}

function RunningTtl({ token }: { readonly token: TokenView }) {
  const text = useAtNow(useCallback((nowMs: number) => spanShort(secondsLeft(token, nowMs) ?? 0), [token]));
  return (
    <span className="pn-ttl">
      <Bar token={token} />
      <span className="pn-ttl-text">{text}</span>
      {token.renewable ? (
        <>
          <RotateCw className="pn-ttl-renew" size={13} strokeWidth={1.5} aria-hidden="true" />
          <span className="pn-sr">, renewable</span>
        </>
      ) : null}
    </span>
  );
}

/** The bar alone: glass that empties from the left. */
export function Bar({ token, wide = false }: { readonly token: TokenView; readonly wide?: boolean }) {
  const steps = useAtNow(useCallback((nowMs: number) => Math.ceil(shareLeft(token, nowMs) * SHARE_STEPS), [token]));
  const gone = `${100 - (steps / SHARE_STEPS) * 100}%`;
  return (
    <span className={`pn-bar-ttl k-${kindOf(token)}${wide ? " is-wide" : ""}`} aria-hidden="true">
      <span className="pn-bar-fill" style={{ clipPath: `inset(0 0 0 ${gone})` }} />
      {wide && token.expiresAtMs !== undefined ? <span className="pn-bar-level" style={{ left: gone }} /> : null}
    </span>
  );
}
