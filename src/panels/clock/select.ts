/** The slide rule: the past by command, the future by logarithm, and what stands on both. */
import { kindName, kindOf } from "../shared/kind.ts";
import type { Kind } from "../shared/kind.ts";
import { shortToken, spanNarrow, spanRound } from "../shared/format.ts";
import type { LineRecord, TokenBook, TokenView, World } from "../world.ts";

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;
/** The future begins at a minute and ends at the 32 days of a default lease. */
export const FUTURE_FIRST_SECONDS = MINUTE_SECONDS;
export const FUTURE_LAST_SECONDS = 32 * DAY_SECONDS;

/** How many of the tokens that end next are looked at. */
export const NEXT_KEPT = 48;
/** A gap in virtual time that shows as a break. */
const JUMP_SECONDS = 600;

/** The rule in pixels, from its own left edge. */
export interface RuleFrame {
  readonly widthPx: number;
  readonly nowPx: number;
}

const TICK_STEP_PX = 20;
const TICK_STEP_LEAST_PX = 13;
const BREAK_PX = 30;
const EDGE_PX = 24;
const NOW_HALF_PX = 16;
const FUTURE_GAP_PX = 44;
const FUTURE_END_PX = 51;
const GLYPH_PITCH_PX = 14;
const GLYPHS_IN_STACK = 4;
const BRACE_OVERHANG_PX = 4;
/** A letter of the rule's small text, on average; and what "123 earlier" takes. */
const CHARACTER_PX = 6;
const EARLIER_PX = 70;

export interface Mark {
  readonly key: string;
  readonly kind: Kind;
  readonly foot: boolean;
}

export interface PastTick {
  readonly x: number;
  readonly line: LineRecord;
  /** Tall: it wrote to storage or issued a token. */
  readonly wrote: boolean;
  readonly refused: boolean;
  /** What it issued or ended; the first of them, and how many there are. */
  readonly mark: Mark | undefined;
  readonly marks: number;
  readonly title: string;
}

export interface PastBreak {
  readonly x: number;
  readonly label: string;
}

export interface Past {
  readonly ticks: readonly PastTick[];
  readonly breaks: readonly PastBreak[];
  /** Lines that are too old to be on the rule. */
  readonly earlier: number;
}

/** The latest lines, evenly spaced back from now, with a break where the clock was moved. */
export function selectPast(lines: readonly LineRecord[], tokens: TokenBook, nowMs: number, frame: RuleFrame): Past {
  const room = frame.nowPx - NOW_HALF_PX - EDGE_PX;
  const step = Math.min(TICK_STEP_PX, Math.max(TICK_STEP_LEAST_PX, room / Math.max(1, lines.length)));
  const ticks: PastTick[] = [];
  const breaks: PastBreak[] = [];
  let x = frame.nowPx - NOW_HALF_PX - step / 2;
  let laterMs = nowMs;
  let index = lines.length - 1;
  for (; index >= 0; index -= 1) {
    const line = lines[index];
    if (!line) break;
    const gapSeconds = Math.round((laterMs - line.atMs) / 1000);
    if (gapSeconds >= JUMP_SECONDS) {
      x -= BREAK_PX - step / 2;
      breaks.unshift({ x: x + BREAK_PX / 2, label: `+${jumpText(gapSeconds)}` });
    }
    if (x < EDGE_PX) break;
    ticks.unshift(tickOf(line, x, tokens));
    laterMs = line.atMs;
    x -= step;
  }
  return { ticks, breaks: breaks.filter((mark) => mark.x > EDGE_PX), earlier: index + 1 };
}

/** A lab step over the lines that it took. */
export interface RuleGroup {
  /** Indexes of its first and its last line. */
  readonly firstLine: number;
  readonly lastLine: number;
  readonly label: string;
  readonly current?: boolean;
}

export interface Brace {
  readonly key: number;
  readonly from: number;
  readonly to: number;
  /** Empty where it would run into another word. */
  readonly label: string;
  readonly current: boolean;
}

/** The braces under the past. The latest step is named first; an older one only where there is room for its name. */
export function selectBraces(past: Past, groups: readonly RuleGroup[], frame: RuleFrame): readonly Brace[] {
  const braces: Brace[] = [];
  let roomEndPx = frame.nowPx - NOW_HALF_PX;
  const roomStartPx = past.earlier > 0 ? EARLIER_PX : 0;
  for (const { firstLine, lastLine, label, current = false } of groups.toReversed()) {
    const inside = past.ticks.filter(({ line }) => line.index >= firstLine && line.index <= lastLine);
    const [first, last] = [inside[0], inside.at(-1)];
    if (!first || !last) continue;
    const [from, to] = [first.x - BRACE_OVERHANG_PX, last.x + BRACE_OVERHANG_PX];
    const half = (label.length * CHARACTER_PX) / 2;
    const middle = (from + to) / 2;
    const fits = middle + half <= roomEndPx && middle - half >= roomStartPx;
    if (fits) roomEndPx = middle - half - CHARACTER_PX;
    braces.unshift({ key: firstLine, from, to, label: fits ? label : "", current });
  }
  return braces;
}

/** `6 h`, `2 d`, `25 m` */
function jumpText(seconds: number): string {
  if (seconds >= 2 * DAY_SECONDS) return `${Math.round(seconds / DAY_SECONDS)} d`;
  if (seconds >= HOUR_SECONDS) return `${Math.round(seconds / HOUR_SECONDS)} h`;
  return `${Math.round(seconds / MINUTE_SECONDS)} m`;
}

function tickOf(line: LineRecord, x: number, tokens: TokenBook): PastTick {
  const issued = line.issued.map((key) => tokens.get(key)).find((token) => token !== undefined);
  const ended = line.ended.map((key) => tokens.get(key)).find((token) => token !== undefined);
  // A mark says what the line did, whatever became of the token since.
  const mark = issued ? markOf({ ...issued, state: "live" }) : ended ? markOf(ended) : undefined;
  return {
    x,
    line,
    wrote: line.keysWritten + line.keysDeleted + line.issued.length + line.ended.length > 0,
    refused: line.exitCode !== 0,
    mark,
    marks: line.issued.length || line.ended.length,
    title: `${line.index + 1}: ${line.text}`,
  };
}

function markOf(token: TokenView): Mark {
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

/** The live tokens that end next, soonest first; one pass over all. Made once a change, not once a tick. */
export function selectNextToEnd(tokens: TokenBook): readonly TokenView[] {
  const next: TokenView[] = [];
  for (const token of tokens.list) {
    if (token.state !== "live" || token.expiresAtMs === undefined) continue;
    const last = next.at(-1);
    if (next.length === NEXT_KEPT && last && endOf(last) <= token.expiresAtMs) continue;
    let index = next.length;
    while (index > 0 && endOf(next[index - 1]) > token.expiresAtMs) index -= 1;
    next.splice(index, 0, token);
    if (next.length > NEXT_KEPT) next.pop();
  }
  return next;
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
  return stacks.map(({ x, tokens }) => {
    const drawn = tokens.slice(0, GLYPHS_IN_STACK);
    const left = Math.min(x - (drawn.length * GLYPH_PITCH_PX) / 2, frame.widthPx - drawn.length * GLYPH_PITCH_PX - 2);
    return {
      key: drawn[0]?.key ?? "",
      x,
      marks: drawn.map((token, index) => ({ ...markOf(token), x: left + index * GLYPH_PITCH_PX - 1 })),
      more: tokens.length - drawn.length,
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
export function ruleSummary(past: Past, next: readonly TokenView[], nowMs: number): string {
  const lines = past.ticks.length + past.earlier;
  const ran = lines === 0 ? "No command yet." : `${lines} ${lines === 1 ? "command" : "commands"} so far.`;
  const first = next[0];
  if (!first) return `${ran} Nothing is going to expire.`;
  const leftSeconds = Math.max(0, Math.floor((endOf(first) - nowMs) / MINUTE_SECONDS / 1000) * MINUTE_SECONDS);
  return `${ran} Next to expire: ${kindName(first)} ${shortToken(first.token)}, in ${leftSeconds === 0 ? "less than a minute" : spanRound(leftSeconds)}.`;
}
