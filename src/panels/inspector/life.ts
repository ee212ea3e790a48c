/** A token's life as a bar: where it began, how far it has come, and the end that no renewal moves. */
import type { Answer } from "../../simulation/index.ts";
import { dayAndTime, spanRound } from "../shared/format.ts";
import type { TokenView } from "../world.ts";

type Bounds = NonNullable<Answer<"token">>["bounds"];

export interface LifeMark {
  readonly name: "made" | "renewed" | "ends" | "ended" | "latest";
  readonly atMs: number;
  /** 0 to 1 along the bar. */
  readonly share: number;
}

export interface LifeShown {
  readonly fromMs: number;
  /** The right end of the bar; undefined where it never ends. */
  readonly untilMs: number | undefined;
  /** Up to where it lives if nothing is done, 0 to 1. */
  readonly endShare: number;
  readonly marks: readonly LifeMark[];
  /** Which maximum binds, in a sentence. */
  readonly sentence: string;
  /** The maxima there are, the binding one marked. */
  readonly maxima: readonly { readonly name: string; readonly span: string; readonly binds: boolean }[];
}

const MS = 1000;

export function selectLife(token: TokenView, bounds: Bounds): LifeShown {
  const endMs = token.ended?.atMs ?? token.expiresAtMs;
  const latestMs = latestEndMs(token, bounds);
  const untilMs = endMs === undefined ? undefined : Math.max(endMs, latestMs ?? endMs, token.createdAtMs + MS);
  const share = (atMs: number): number =>
    untilMs === undefined ? 0 : Math.min(1, Math.max(0, (atMs - token.createdAtMs) / (untilMs - token.createdAtMs)));
  const mark = (name: LifeMark["name"], atMs: number): LifeMark => ({ name, atMs, share: share(atMs) });
  const hasRenewed = token.issuedAtMs - token.createdAtMs >= MS;
  return {
    fromMs: token.createdAtMs,
    untilMs,
    endShare: endMs === undefined ? 1 : share(endMs),
    marks: [
      mark("made", token.createdAtMs),
      ...(hasRenewed ? [mark("renewed", token.issuedAtMs)] : []),
      ...(endMs === undefined ? [] : [mark(token.state === "live" ? "ends" : "ended", endMs)]),
      ...(latestMs === undefined || endMs === undefined || latestMs - endMs < MS ? [] : [mark("latest", latestMs)]),
    ],
    sentence: sentenceOf(token, bounds, latestMs),
    maxima: maximaOf(token, bounds),
  };
}

/** The moment that no renewal gets it past; undefined where there is none, or nothing can be renewed. */
function latestEndMs(token: TokenView, bounds: Bounds): number | undefined {
  if (token.state !== "live" || !token.renewable || bounds.refusal !== undefined) return undefined;
  const { seconds } = renewalBound(bounds);
  return seconds > 0 ? token.createdAtMs + seconds * MS : undefined;
}

/** What bounds the sum of all renewals: of a periodic token its explicit maximum alone. */
function renewalBound({ binding, periodSeconds, explicitOf, explicitSeconds }: Bounds): Bounds["binding"] {
  return periodSeconds > 0 ? { bound: explicitOf, seconds: explicitSeconds } : binding;
}

const boundNames: Readonly<Record<Bounds["binding"]["bound"], string>> = {
  system: "the system's maximum",
  mount: "its mount's maximum",
  role: "its role's or user's maximum",
  explicit: "its own explicit maximum",
  "role-explicit": "its token role's explicit maximum",
};

function sentenceOf(token: TokenView, bounds: Bounds, latestMs: number | undefined): string {
  if (token.ended !== undefined) return endedSentence(token);
  if (token.expiresAtMs === undefined) return "It never ends by itself: a root token without a TTL has no lease.";
  const ends = `Ends ${dayAndTime(token.expiresAtMs)}`;
  if (token.type === "batch") return `${ends}. That was fixed when it was made, and no renewal moves it.`;
  if (!token.renewable) return `${ends}. It is not renewable, so that is that.`;
  if (bounds.refusal !== undefined) return `${ends}. A renewal would be refused: ${bounds.refusal}.`;
  if (latestMs === undefined) return `${ends}, but ${periodText(bounds)}`;
  const { bound, seconds } = renewalBound(bounds);
  const binds = `${boundNames[bound]}, ${spanRound(seconds)}, binds.`;
  const beyondMs = latestMs - token.expiresAtMs;
  if (beyondMs >= MS) return `${ends}; renewals carry it to ${dayAndTime(latestMs)} at most: ${binds}`;
  if (beyondMs > -MS) return `${ends}, and no renewal carries it further: ${binds}`;
  return `${ends}. A renewal now would end it ${dayAndTime(latestMs)} instead: ${binds}`;
}

function periodText({ binding, periodSeconds }: Bounds): string {
  if (periodSeconds <= binding.seconds)
    return `each renewal gives it ${spanRound(periodSeconds)} again, without end: no maximum holds a periodic token.`;
  return `each renewal gives it ${spanRound(binding.seconds)} again, without end: ${boundNames[binding.bound]} cuts its period of ${spanRound(periodSeconds)}.`;
}

function endedSentence(token: TokenView): string {
  const at = dayAndTime(token.ended?.atMs ?? 0);
  switch (token.ended?.cause) {
    case "parent":
      return `Ended ${at} with its parent: what hangs from a token goes with it.`;
    case "uses":
      return `Ended ${at}: its last use was spent.`;
    case "expired":
      return `Ended ${at}: its TTL ran out.`;
    default:
      return `Revoked ${at}.`;
  }
}

function maximaOf(token: TokenView, bounds: Bounds): LifeShown["maxima"] {
  if (token.expiresAtMs === undefined) return [];
  const bound = heldBy(token, bounds);
  const all = [
    { name: "token, explicit", seconds: token.explicitMaxTtlSeconds, of: "explicit" },
    { name: "token role, explicit", seconds: bounds.explicitSeconds, of: "role-explicit" },
    { name: "role or user", seconds: bounds.roleSeconds, of: "role" },
    { name: `mount ${bounds.mountPoint}`, seconds: bounds.mountSeconds, of: "mount" },
    { name: "system", seconds: bounds.systemSeconds, of: "system" },
  ];
  return all
    .filter(({ seconds, of }) =>
      of === "explicit" || of === "role-explicit" ? of === bounds.explicitOf : seconds > 0 || of !== "role",
    )
    .map(({ name, seconds, of }) => ({
      name,
      span: seconds > 0 ? spanRound(seconds) : "none",
      binds: of === bound,
    }));
}

/** Which maximum holds it, or cuts what it gets; undefined where none does. */
function heldBy(token: TokenView, bounds: Bounds): Bounds["binding"]["bound"] | undefined {
  const { binding, periodSeconds } = bounds;
  const isRenewed = token.state === "live" && token.renewable && bounds.refusal === undefined;
  if (periodSeconds > 0) {
    const { bound, seconds } = renewalBound(bounds);
    if (seconds > 0) return isRenewed ? bound : undefined;
    return periodSeconds > binding.seconds ? binding.bound : undefined;
  }
  return isRenewed || token.creationTtlSeconds >= binding.seconds ? binding.bound : undefined;
}
