/** The slide rule's future: by logarithm, from now to the last expiry. Its past is in past.ts. */
import { kindName, kindOf } from "../shared/kind.ts";
import type { Kind } from "../shared/kind.ts";
import { shortToken, spanNarrow, spanRound } from "../shared/format.ts";
import type { TokenBook, TokenView, World } from "../world.ts";

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;
/** The future begins at a minute and ends at the 32 days of a default lease. */
export const FUTURE_FIRST_SECONDS = MINUTE_SECONDS;
export const FUTURE_LAST_SECONDS = 32 * DAY_SECONDS;

/** How many of the tokens that end next are looked at. */
export const NEXT_KEPT = 48;

/** The rule in pixels, from its own left edge. */
export interface RuleFrame {
  readonly widthPx: number;
  readonly nowPx: number;
}

/** Half of what the cursor takes. */
export const NOW_HALF_PX = 16;
const FUTURE_GAP_PX = 44;
const FUTURE_END_PX = 51;
const GLYPH_PITCH_PX = 14;
const GLYPHS_IN_STACK = 4;

export interface Mark {
  readonly key: string;
  readonly kind: Kind;
  readonly foot: boolean;
}

export function markOf(token: TokenView): Mark {
  return { key: token.key, kind: kindOf(token), foot: token.orphan && token.state === "live" };
}

/** A place on the future's scale. */
export interface FutureMark {
  readonly x: number;
  readonly label: string | undefined;
}

const LABELLED: readonly (readonly [number, string])[] = [
  [MINUTE_SECONDS, "1 m"],
  [10 * MINUTE_SECONDS, "10 m"],
  [HOUR_SECONDS, "1 h"],
  [6 * HOUR_SECONDS, "6 h"],
  [DAY_SECONDS, "1 d"],
  [7 * DAY_SECONDS, "7 d"],
  [FUTURE_LAST_SECONDS, "32 d"],
];
const LABEL_PITCH_PX = 40;
const MINOR_PITCH_PX = 3;

/** The graduations. Labels that would touch give way to the coarser ones at the ends. */
export function selectScale(frame: RuleFrame): readonly FutureMark[] {
  const marks: FutureMark[] = [];
  let lastX = -Infinity;
  const endX = futureX(FUTURE_LAST_SECONDS, frame);
  for (const [seconds, label] of LABELLED) {
    const x = futureX(seconds, frame);
    const fits = x - lastX >= LABEL_PITCH_PX && (seconds === FUTURE_LAST_SECONDS || endX - x >= LABEL_PITCH_PX);
    if (!fits && seconds !== FUTURE_LAST_SECONDS) continue;
    marks.push({ x, label });
    lastX = x;
  }
  const [first, second] = [futureX(8 * MINUTE_SECONDS, frame), futureX(9 * MINUTE_SECONDS, frame)];
  if (second - first < MINOR_PITCH_PX) return marks;
  for (const unit of [
    MINUTE_SECONDS,
    10 * MINUTE_SECONDS,
    100 * MINUTE_SECONDS,
    1000 * MINUTE_SECONDS,
    10_000 * MINUTE_SECONDS,
  ]) {
    for (let count = 2; count <= 9; count += 1) {
      const seconds = unit * count;
      if (seconds < FUTURE_LAST_SECONDS) marks.push({ x: futureX(seconds, frame), label: undefined });
    }
  }
  return marks;
}

/** Where an instant so many seconds ahead stands. Under a minute it moves in a straight line to now. */
export function futureX(seconds: number, { widthPx, nowPx }: RuleFrame): number {
  const firstPx = nowPx + FUTURE_GAP_PX;
  const lastPx = Math.max(firstPx, widthPx - FUTURE_END_PX);
  if (seconds <= FUTURE_FIRST_SECONDS) {
    return nowPx + NOW_HALF_PX + (firstPx - nowPx - NOW_HALF_PX) * (Math.max(0, seconds) / FUTURE_FIRST_SECONDS);
  }
  const share = Math.log(seconds / FUTURE_FIRST_SECONDS) / Math.log(FUTURE_LAST_SECONDS / FUTURE_FIRST_SECONDS);
  return firstPx + (lastPx - firstPx) * Math.min(1, share);
}

/** The live tokens that end next, soonest first. Only blocks of the list that changed are gone through. */
export function selectNextToEnd({ list }: TokenBook): readonly TokenView[] {
  const next: TokenView[] = [];
  for (const block of list.blocks) {
    for (const token of soonestOf(block)) if (!putSooner(next, token)) break;
  }
  return next;
}

const soonestOfBlocks = new WeakMap<readonly TokenView[], readonly TokenView[]>();

function soonestOf(block: readonly TokenView[]): readonly TokenView[] {
  const known = soonestOfBlocks.get(block);
  if (known !== undefined) return known;
  const soonest: TokenView[] = [];
  for (const token of block) if (token.state === "live" && token.expiresAtMs !== undefined) putSooner(soonest, token);
  soonestOfBlocks.set(block, soonest);
  return soonest;
}

/** Among those that end next, unless it ends after all of them and they are as many as are kept. */
function putSooner(next: TokenView[], token: TokenView): boolean {
  if (next.length === NEXT_KEPT && endOf(next.at(-1)) <= endOf(token)) return false;
  let index = next.length;
  while (index > 0 && endOf(next[index - 1]) > endOf(token)) index -= 1;
  next.splice(index, 0, token);
  if (next.length > NEXT_KEPT) next.pop();
  return true;
}

function endOf(token: TokenView | undefined): number {
  return token?.expiresAtMs ?? Infinity;
}

/** Ends that fall on one spot of the rule. */
export interface EndStack {
  readonly key: string;
  readonly x: number;
  readonly marks: readonly (Mark & { readonly x: number })[];
  readonly more: number;
  /** Those that end still later were not looked at, and some of them may belong here. */
  readonly isCut: boolean;
  readonly title: string;
}

export function selectEnds(next: readonly TokenView[], nowMs: number, frame: RuleFrame): readonly EndStack[] {
  const stacks: { x: number; tokens: TokenView[] }[] = [];
  for (const token of next) {
    const x = futureX((endOf(token) - nowMs) / 1000, frame);
    const last = stacks.at(-1);
    if (last && x - last.x < GLYPH_PITCH_PX * (Math.min(last.tokens.length, GLYPHS_IN_STACK) / 2 + 1))
      last.tokens.push(token);
    else stacks.push({ x, tokens: [token] });
  }
  return stacks.map(({ x, tokens }, index) => {
    const drawn = tokens.slice(0, GLYPHS_IN_STACK);
    const left = Math.min(x - (drawn.length * GLYPH_PITCH_PX) / 2, frame.widthPx - drawn.length * GLYPH_PITCH_PX - 2);
    return {
      key: drawn[0]?.key ?? "",
      x,
      marks: drawn.map((token, place) => ({ ...markOf(token), x: left + place * GLYPH_PITCH_PX - 1 })),
      more: tokens.length - drawn.length,
      isCut: next.length >= NEXT_KEPT && index === stacks.length - 1,
      title: tokens.map((token) => `${kindName(token)} ${shortToken(token.token)}`).join("; "),
    };
  });
}

/** "next expiry" in words: how long until it, or that there is none. */
export function nextExpiryText(clock: World["clock"], nowMs: number): string | undefined {
  if (clock.nextExpiryMs === undefined) return undefined;
  return spanNarrow(Math.max(0, (clock.nextExpiryMs - nowMs) / 1000));
}

/** The rule for who does not see it. */
export function ruleSummary(lines: number, next: readonly TokenView[], nowMs: number): string {
  const ran = lines === 0 ? "No command yet." : `${lines} ${lines === 1 ? "command" : "commands"} so far.`;
  const first = next[0];
  if (!first) return `${ran} Nothing is going to expire.`;
  const leftSeconds = Math.max(0, Math.floor((endOf(first) - nowMs) / MINUTE_SECONDS / 1000) * MINUTE_SECONDS);
  return `${ran} Next to expire: ${kindName(first)} ${shortToken(first.token)}, in ${leftSeconds === 0 ? "less than a minute" : spanRound(leftSeconds)}.`;
}
