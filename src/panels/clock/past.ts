/** The slide rule's past: by command, evenly, with what was undone as ghosts behind where the world stands. */
import type { LineRecord, Step, TokenBook, TokenView } from "../world.ts";
import { markOf, NOW_HALF_PX } from "./select.ts";
import type { Mark, RuleFrame } from "./select.ts";

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;
/** A gap in virtual time that shows as a break. */
const JUMP_SECONDS = 600;
const TICK_STEP_PX = 20;
const TICK_STEP_LEAST_PX = 13;
const BREAK_PX = 30;
const EDGE_PX = 24;
const BRACE_OVERHANG_PX = 4;
/** A letter of the rule's small text, on average; and what "123 earlier" takes. */
const CHARACTER_PX = 6;
const COUNT_PX = 70;
/** Ghosts take no more of the past than this. */
const GHOST_SHARE = 1 / 3;

/** What the past is made of. */
export interface PastWorld {
  readonly lines: readonly LineRecord[];
  readonly tokens: TokenBook;
  readonly nowMs: number;
  readonly steps: readonly Step[];
  readonly undone: readonly Step[];
  /** The moment that is looked at. */
  readonly looking?: number | undefined;
}

export interface PastTick {
  readonly x: number;
  readonly line: LineRecord;
  /** Undone: it can be redone. */
  readonly ghost: boolean;
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

/** Where a moment stands on the rule. */
export interface Stop {
  readonly step: Step;
  readonly x: number;
}

export interface Past {
  readonly ticks: readonly PastTick[];
  readonly breaks: readonly PastBreak[];
  /** The moments in sight that can be looked at. */
  readonly stops: readonly Stop[];
  /** Lines that are too old to be in sight, and, while an old one is looked at, those that are too new. */
  readonly earlier: number;
  readonly later: number;
  /** Undone lines that are out of sight. */
  readonly moreUndone: number;
  /** Where the world stands, where that is not at now: something was undone. */
  readonly hereX: number | undefined;
  readonly lookX: number | undefined;
}

interface Placed {
  readonly ticks: readonly PastTick[];
  readonly breaks: readonly PastBreak[];
  readonly firstPlace: number;
  readonly endPlace: number;
  readonly stepPx: number;
}

/** The latest lines, evenly spaced back from now, with a break where the clock was moved. */
export function selectPast(world: PastWorld, frame: RuleFrame): Past {
  const { lines, steps, undone, looking } = world;
  const ghosts = undone.flatMap(({ line }) => (line === undefined ? [] : [line]));
  const places = placesOf(world);
  const total = lines.length + ghosts.length;
  const stepPx = Math.min(TICK_STEP_PX, Math.max(TICK_STEP_LEAST_PX, roomOf(frame) / Math.max(1, total)));
  const capacity = Math.max(1, Math.floor(roomOf(frame) / stepPx));
  const target = looking === undefined ? undefined : places.get(looking);
  const usualEnd = lines.length + Math.min(ghosts.length, Math.floor(capacity * GHOST_SHARE));
  let placed = place(world, ghosts, frame, stepPx, Math.min(total, Math.max(usualEnd, (target ?? 0) + 2)));
  if (target !== undefined && target < placed.firstPlace)
    placed = place(world, ghosts, frame, stepPx, Math.min(total, target + Math.ceil(capacity / 2)));
  const stops = [...steps, ...undone].flatMap((step) => {
    const x = placeX(placed, places.get(step.moment) ?? -1);
    return x === undefined ? [] : [{ step, x }];
  });
  const at = (moment: number | undefined) => stops.find(({ step }) => step.moment === moment)?.x;
  return {
    ticks: placed.ticks,
    breaks: placed.breaks,
    stops,
    earlier: placed.firstPlace,
    later: Math.max(0, lines.length - placed.endPlace),
    moreUndone: total - Math.max(placed.endPlace, lines.length),
    hereX: undone.length > 0 ? at(steps.at(-1)?.moment) : undefined,
    lookX: looking === undefined ? undefined : at(looking),
  };
}

function roomOf({ nowPx }: RuleFrame): number {
  return nowPx - NOW_HALF_PX - EDGE_PX;
}

/** The place of each moment: that of its line, counted from the first; a half for what is no line. */
function placesOf({ lines, steps, undone }: PastWorld): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  const firstLine = steps.find(({ line }) => line !== undefined)?.line;
  let last = (firstLine?.index ?? lines.length) - 1;
  for (const { moment, line } of steps) {
    if (line !== undefined) last = line.index;
    places.set(moment, line === undefined ? last + 0.5 : last);
  }
  last = lines.length - 1;
  for (const { moment, line } of undone) {
    if (line !== undefined) last += 1;
    places.set(moment, line === undefined ? last + 0.5 : last);
  }
  return places;
}

function place(
  { lines, tokens, nowMs }: PastWorld,
  ghosts: readonly LineRecord[],
  frame: RuleFrame,
  stepPx: number,
  end: number,
): Placed {
  const ticks: PastTick[] = [];
  const breaks: PastBreak[] = [];
  let x = frame.nowPx - NOW_HALF_PX - stepPx / 2;
  let laterMs = end === lines.length ? nowMs : undefined;
  let index = end - 1;
  for (; index >= 0; index -= 1) {
    const ghost = index >= lines.length;
    const line = ghost ? ghosts[index - lines.length] : lines[index];
    if (!line) break;
    const gapSeconds = laterMs === undefined ? 0 : Math.round((laterMs - line.atMs) / 1000);
    if (gapSeconds >= JUMP_SECONDS) {
      x -= BREAK_PX - stepPx / 2;
      breaks.unshift({ x: x + BREAK_PX / 2, label: `+${jumpText(gapSeconds)}` });
    }
    // The cursor stands on the last line that is not undone, and needs its room.
    if (index === lines.length - 1 && ticks.length > 0) x -= NOW_HALF_PX;
    if (x < EDGE_PX) break;
    ticks.unshift(tickOf(line, x, tokens, ghost));
    laterMs = line.atMs;
    x -= stepPx;
  }
  return { ticks, breaks: breaks.filter((mark) => mark.x > EDGE_PX), firstPlace: index + 1, endPlace: end, stepPx };
}

/** Where a place is, half ones between the ticks; undefined out of sight. */
function placeX({ ticks, firstPlace, endPlace, stepPx }: Placed, placeOfMoment: number): number | undefined {
  if (ticks.length === 0 || placeOfMoment < firstPlace - 1 || placeOfMoment > endPlace) return undefined;
  const tick = ticks[Math.floor(placeOfMoment) - firstPlace];
  const next = ticks[Math.ceil(placeOfMoment) - firstPlace];
  if (tick === undefined) return next === undefined || next !== ticks[0] ? undefined : Math.max(4, next.x - stepPx / 2);
  if (tick === next) return tick.x;
  return next === undefined ? tick.x + stepPx / 2 : (tick.x + next.x) / 2;
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
  let roomEndPx = frame.nowPx - NOW_HALF_PX - (past.later + past.moreUndone > 0 ? COUNT_PX : 0);
  const roomStartPx = past.earlier > 0 ? COUNT_PX : 0;
  const lenses = [past.hereX, past.lookX].filter((x) => x !== undefined);
  const done = past.ticks.filter(({ ghost }) => !ghost);
  for (const { firstLine, lastLine, label, current = false } of groups.toReversed()) {
    const inside = done.filter(({ line }) => line.index >= firstLine && line.index <= lastLine);
    const [first, last] = [inside[0], inside.at(-1)];
    if (!first || !last) continue;
    const [from, to] = [first.x - BRACE_OVERHANG_PX, last.x + BRACE_OVERHANG_PX];
    const half = (label.length * CHARACTER_PX) / 2;
    const middle = (from + to) / 2;
    const isFree = lenses.every((x) => middle + half < x - NOW_HALF_PX || middle - half > x + NOW_HALF_PX);
    const fits = isFree && middle + half <= roomEndPx && middle - half >= roomStartPx;
    if (fits) roomEndPx = middle - half - CHARACTER_PX;
    braces.unshift({ key: firstLine, from, to, label: fits ? label : "", current });
  }
  return braces;
}

/** `×6` over a tick whose line made or ended several; of two that would run into each other the later is told. */
export function selectCounts(ticks: readonly PastTick[]): ReadonlyMap<PastTick, string> {
  const counts = new Map<PastTick, string>();
  let roomEndPx = Infinity;
  for (const tick of ticks.toReversed()) {
    const text = `×${tick.marks}`;
    const half = (text.length * CHARACTER_PX) / 2;
    if (tick.marks <= 1 || tick.x + half > roomEndPx) continue;
    counts.set(tick, text);
    roomEndPx = tick.x - half;
  }
  return counts;
}

/** `6 h`, `2 d`, `25 m` */
function jumpText(seconds: number): string {
  if (seconds >= 2 * DAY_SECONDS) return `${Math.round(seconds / DAY_SECONDS)} d`;
  // What would be 60 minutes is an hour.
  if (seconds >= HOUR_SECONDS - MINUTE_SECONDS / 2) return `${Math.round(seconds / HOUR_SECONDS)} h`;
  return `${Math.round(seconds / MINUTE_SECONDS)} m`;
}

function tickOf(line: LineRecord, x: number, tokens: TokenBook, ghost: boolean): PastTick {
  const issued = firstKnown(line.issued, tokens);
  const ended = firstKnown(line.ended, tokens);
  // A mark says what the line did, whatever became of the token since.
  const mark = ghost ? undefined : issued ? markOf({ ...issued, state: "live" }) : ended ? markOf(ended) : undefined;
  return {
    x,
    line,
    ghost,
    wrote: line.keysWritten + line.keysDeleted + line.issuedCount + line.endedCount > 0,
    refused: line.exitCode !== 0,
    mark,
    marks: ghost ? 0 : line.issuedCount || line.endedCount,
    title: `${line.index + 1}: ${line.text}${ghost ? " (undone)" : ""}`,
  };
}

/** Of a loop's 100,000 the first will do. */
function firstKnown(keys: readonly string[], tokens: TokenBook): TokenView | undefined {
  const key = keys.find((each) => tokens.indexOf(each) >= 0);
  return key === undefined ? undefined : tokens.get(key);
}
