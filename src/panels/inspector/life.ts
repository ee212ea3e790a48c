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
function latestEndMs(token: TokenView, { binding }: Bounds): number | undefined {
  if (token.state !== "live" || !token.renewable) return undefined;
  const seconds = token.periodSeconds > 0 ? token.explicitMaxTtlSeconds : binding.seconds;
  return seconds > 0 ? token.createdAtMs + seconds * MS : undefined;
}

const boundNames: Readonly<Record<Bounds["binding"]["bound"], string>> = {
  system: "the system's maximum",
  mount: "its mount's maximum",
  role: "its role's maximum",
  explicit: "its own explicit maximum",
};

function sentenceOf(token: TokenView, { binding }: Bounds, latestMs: number | undefined): string {
  if (token.ended !== undefined) return endedSentence(token);
  if (token.expiresAtMs === undefined) return "It never ends by itself: a root token without a TTL has no lease.";
  const ends = `Ends ${dayAndTime(token.expiresAtMs)}`;
  if (token.type === "batch") return `${ends}. That was fixed when it was made, and no renewal moves it.`;
  if (!token.renewable) return `${ends}. It is not renewable, so that is that.`;
  if (token.periodSeconds > 0 && latestMs === undefined)
    return `${ends}, but each renewal gives it ${spanRound(token.periodSeconds)} again, without end: no maximum holds a periodic token.`;
  const until = latestMs === undefined ? "" : dayAndTime(latestMs);
  const bound = token.periodSeconds > 0 ? "explicit" : binding.bound;
  const seconds = token.periodSeconds > 0 ? token.explicitMaxTtlSeconds : binding.seconds;
  if (latestMs !== undefined && latestMs - token.expiresAtMs < MS)
    return `${ends}, and no renewal carries it further: ${boundNames[bound]}, ${spanRound(seconds)}, binds.`;
  return `${ends}; renewals carry it to ${until} at most: ${boundNames[bound]}, ${spanRound(seconds)}, binds.`;
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
  const { binding } = bounds;
  const isRenewedTo =
    token.state === "live" && token.renewable && (token.periodSeconds === 0 || token.explicitMaxTtlSeconds > 0);
  const isHeld = isRenewedTo || (token.periodSeconds === 0 && token.creationTtlSeconds >= binding.seconds);
  const bound = token.periodSeconds > 0 ? "explicit" : binding.bound;
  const all = [
    { name: "token, explicit", seconds: bounds.explicitSeconds, of: "explicit" },
    { name: "role", seconds: bounds.roleSeconds, of: "role" },
    { name: `mount ${bounds.mountPoint}`, seconds: bounds.mountSeconds, of: "mount" },
    { name: "system", seconds: bounds.systemSeconds, of: "system" },
  ];
  return all
    .filter(({ seconds, of }) => seconds > 0 || of !== "role")
    .map(({ name, seconds, of }) => ({
      name,
      span: seconds > 0 ? spanRound(seconds) : "none",
      binds: isHeld && of === bound,
    }));
}
