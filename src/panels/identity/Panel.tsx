import { useCallback, useMemo } from "react";
import { useAtNow } from "../clock/now.tsx";
import { Glyph, TokenGlyph } from "../glyphs/Glyph.tsx";
import { dayAndTime, shortToken, spanFull, spanRound, spanShort, timeOfDay } from "../shared/format.ts";
import { secondsLeft } from "../shared/kind.ts";
import { Bar } from "../shared/TtlMeter.tsx";
import { endedWord } from "../shared/ended.ts";
import type { TokenView, World } from "../world.ts";
import { useIsOver } from "./use-token-in-use.ts";
import { bareTitle, selectIdentity } from "./select.ts";
import type { IdentityShown, PolicyShown, SourceShown } from "./select.ts";
import "./identity.css";

export interface IdentityStripProps {
  readonly world: World;
  /** strip: the bar over terminal and panels. phone: one line, the meter under it. */
  readonly form?: "strip" | "phone";
  /** Width of the TTL pane, so that its edge meets the score between terminal and panels. CSS length; 29.25rem if absent. */
  readonly lifeWidth?: string;
}

/** "You are …": the token that the next command goes out with, where it comes from, and how long it has. */
export function IdentityStrip({ world, form = "strip", lifeWidth }: IdentityStripProps) {
  const { identity, tokens, policies } = world;
  const key = identity.tokenKey;
  const over = useIsOver(key === undefined ? undefined : tokens.get(key));
  const shown = useMemo(
    () => selectIdentity({ identity, tokens, policies }, over ? Infinity : -Infinity),
    [identity, tokens, policies, over],
  );
  return form === "phone" ? <Phone shown={shown} /> : <Strip shown={shown} lifeWidth={lifeWidth} />;
}

function Strip({ shown, lifeWidth }: { readonly shown: IdentityShown; readonly lifeWidth: string | undefined }) {
  const style = lifeWidth === undefined ? undefined : { "--id-life": lifeWidth };
  return (
    <section className={`pn id k-${shown.body}`} aria-label="Which token am I?" style={style}>
      <div className="id-who">
        <Glyph body={shown.body} foot={shown.foot} size="strip" />
        <div className="id-name">
          <h2 aria-live="polite">
            <span>You are</span> {shown.title}
          </h2>
          <div className="id-line">
            <span className="id-text">{shown.text ? shortToken(shown.text) : ""}</span>
            <Policies policies={shown.policies} />
          </div>
        </div>
        <Sources front={shown.front} back={shown.back} />
      </div>
      <div className="id-life">
        <Life shown={shown} />
      </div>
    </section>
  );
}

/** How many policies are named before the rest is counted. */
const POLICIES_SHOWN = 3;

function Policies({ policies }: { readonly policies: readonly PolicyShown[] }) {
  if (policies.length === 0) return null;
  const rest = policies.slice(POLICIES_SHOWN);
  return (
    <ul className="id-policies" aria-label="Policies">
      {policies.slice(0, POLICIES_SHOWN).map(({ name, missing }) => (
        <li key={name} className={missing ? "is-missing" : undefined}>
          {missing ? `${name}, missing` : name}
        </li>
      ))}
      {rest.length > 0 ? <li title={rest.map(({ name }) => name).join(", ")}>{`and ${rest.length} more`}</li> : null}
    </ul>
  );
}

function Sources({ front, back }: { readonly front: SourceShown | undefined; readonly back: SourceShown | undefined }) {
  if (!front) {
    return (
      <div className="id-sources">
        <div className="id-src is-empty">
          <b>no token</b>VAULT_TOKEN unset, no ~/.vault-token
        </div>
      </div>
    );
  }
  return (
    <div className={`id-sources${back ? " is-paired" : ""}`}>
      <div key={front.name} className="id-src is-front">
        <b>{front.name}</b>
        {front.note}
      </div>
      {back ? (
        <div key={back.name} className="id-src is-back">
          <b>{back.name}</b>
          <span className="id-other">
            {back.other ? <TokenGlyph token={back.other} size="tab" /> : null}
            {back.note}
          </span>
        </div>
      ) : null}
    </div>
  );
}

function Life({ shown }: { readonly shown: IdentityShown }) {
  const { token, state } = shown;
  if (!token || state === "none" || state === "unknown") return <p className="id-left">{shown.lifeNote}</p>;
  return (
    <>
      <p className="id-left">
        <LeftOf token={token} state={state} /> <span>{shown.lifeNote}</span>
      </p>
      <Bar token={token} wide />
      <p className="id-ruler">
        <span>
          {token.issuedAtMs > token.createdAtMs + 999
            ? `renewed ${dayAndTime(token.issuedAtMs)}`
            : `created ${dayAndTime(token.createdAtMs)}`}
        </span>
        <span>{endsText(token, state)}</span>
      </p>
    </>
  );
}

function endsText(token: TokenView, state: IdentityShown["state"]): string {
  if (token.expiresAtMs === undefined) return "no end";
  const word = state === "live" ? "ends" : state === "expired" ? "ended" : "would have ended";
  return `${word} ${dayAndTime(token.expiresAtMs)}`;
}

function LeftOf({ token, state }: { readonly token: TokenView; readonly state: IdentityShown["state"] }) {
  if (state !== "live") return <b>{endText(token)}.</b>;
  if (token.expiresAtMs === undefined) return <b>Never expires.</b>;
  return (
    <>
      <Countdown token={token} /> {`left of ${spanRound(grantedSeconds(token))}.`}
    </>
  );
}

function Countdown({ token, short = false }: { readonly token: TokenView; readonly short?: boolean }) {
  const read = useCallback(
    (nowMs: number) => (short ? spanShort : spanFull)(secondsLeft(token, nowMs) ?? 0),
    [token, short],
  );
  return <b>{useAtNow(read)}</b>;
}

function Phone({ shown }: { readonly shown: IdentityShown }) {
  const { token, front, back } = shown;
  return (
    <section className={`pn id-phone k-${shown.body}`} aria-label="Which token am I?">
      <Glyph body={shown.body} foot={shown.foot} size="strip" />
      <div className="id-name">
        <h2 aria-live="polite">
          <span className="pn-sr">You are </span>
          {bareTitle(shown.title)}
        </h2>
        <p>
          {front ? <b className="pn-mono">{front.name}</b> : "No token: vault login"}
          {front && back ? ` wins over ${back.name}` : ""}
          {front && !back ? `, VAULT_TOKEN is not set` : ""}
        </p>
      </div>
      <div className="id-mttl">
        <PhoneLife shown={shown} />
      </div>
      {token ? <Bar token={token} wide /> : null}
    </section>
  );
}

function PhoneLife({ shown: { token, state } }: { readonly shown: IdentityShown }) {
  if (!token) return null;
  if (state !== "live") return <b>{endText(token)}</b>;
  if (token.expiresAtMs === undefined) {
    return (
      <>
        <b>No end</b>
        <span>never expires</span>
      </>
    );
  }
  return (
    <>
      <Countdown token={token} short />
      <span>{`of ${spanRound(grantedSeconds(token))}`}</span>
    </>
  );
}

function endText(token: TokenView): string {
  const word = token.ended ? endedWord(token) : "expired";
  const atMs = token.ended?.atMs ?? token.expiresAtMs;
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}${atMs === undefined ? "" : ` ${timeOfDay(atMs)}`}`;
}

/** The TTL that the last creation or renewal granted. */
function grantedSeconds(token: TokenView): number {
  return Math.round(((token.expiresAtMs ?? token.issuedAtMs) - token.issuedAtMs) / 1000);
}
