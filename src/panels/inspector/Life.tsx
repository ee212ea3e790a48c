import { useCallback, useMemo } from "react";
import type { Answer } from "../../simulation/index.ts";
import { useAtNow } from "../clock/now.tsx";
import { dayAndTime, spanShort } from "../shared/format.ts";
import { kindOf, secondsLeft } from "../shared/kind.ts";
import type { TokenView } from "../world.ts";
import { selectLife, type LifeMark, type LifeShown } from "./life.ts";

type Bounds = NonNullable<Answer<"token">>["bounds"];

const MARK_NAMES: Readonly<Record<LifeMark["name"], string>> = {
  made: "made",
  renewed: "renewed",
  ends: "ends",
  ended: "ended",
  latest: "at most",
};
/** The bar moves by whole steps of this share, so that it is drawn again only when the eye could tell. */
const SHARE_STEPS = 500;

/** The bar of a token's life, and which maximum holds it. */
export function Life({ token, bounds }: { readonly token: TokenView; readonly bounds: Bounds }) {
  const life = useMemo(() => selectLife(token, bounds), [token, bounds]);
  return (
    <div className={`in-life k-${kindOf(token)}`}>
      <Bar token={token} life={life} />
      <ol className="in-marks" aria-label="Its moments">
        {life.marks.map(({ name, atMs }) => (
          <li key={name}>
            <span>{MARK_NAMES[name]}</span> {dayAndTime(atMs)}
          </li>
        ))}
        {token.state === "live" ? <Left token={token} /> : null}
      </ol>
      <p className="in-note">{life.sentence}</p>
      {life.maxima.length > 0 ? (
        <ul className="in-maxima" aria-label="Maxima">
          {life.maxima.map(({ name, span, binds }) => (
            <li key={name} className={binds ? "is-binding" : undefined}>
              {name} <b>{span}</b>
              {binds ? " binds" : ""}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function Left({ token }: { readonly token: TokenView }) {
  const left = useAtNow(
    useCallback(
      (nowMs: number) => {
        const seconds = secondsLeft(token, nowMs);
        return seconds === undefined ? "" : spanShort(seconds);
      },
      [token],
    ),
  );
  if (left === "") return null;
  return (
    <li>
      <span>left</span> {left}
    </li>
  );
}

function Bar({ token, life }: { readonly token: TokenView; readonly life: LifeShown }) {
  const { fromMs, untilMs, endShare } = life;
  const share = useAtNow(
    useCallback(
      (nowMs: number) =>
        untilMs === undefined
          ? 1
          : Math.min(1, Math.round(((nowMs - fromMs) / (untilMs - fromMs)) * SHARE_STEPS) / SHARE_STEPS),
      [fromMs, untilMs],
    ),
  );
  const isLive = token.state === "live";
  const lived = Math.min(share, endShare);
  const percent = (part: number): string => `${100 * part}%`;
  return (
    <div className="in-bar" aria-hidden="true">
      {isLive ? (
        <span
          className="in-bar-left"
          style={{
            left: untilMs === undefined ? 0 : percent(lived),
            width: percent(untilMs === undefined ? 1 : endShare - lived),
          }}
        />
      ) : (
        <span className="in-bar-lived" style={{ width: percent(endShare) }} />
      )}
      {life.marks
        .filter(({ name }) => name !== "made" && name !== "latest")
        .map((mark) => (
          <i key={mark.name} className={`in-tick is-${mark.name}`} style={{ left: percent(mark.share) }} />
        ))}
      {isLive && untilMs !== undefined ? <i className="in-tick is-now" style={{ left: percent(share) }} /> : null}
    </div>
  );
}
