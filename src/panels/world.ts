/**
 * What panels are shown: the page's copy of the simulation's world, and how a delta from the simulation changes it.
 * A `World` is immutable; a step costs a copy of an array of references and work in proportion to the delta.
 */
import { BlockList, type Edit } from "./shared/block-list.ts";
import { withCommonTexts } from "./shared/common-texts.ts";
import { PlaceIndex } from "./shared/place-index.ts";
import type {
  ClockAction,
  ClockRate,
  ClockView,
  Identities,
  Identity,
  LineRecord,
  Step,
  WorldDelta,
} from "../simulation/index.ts";

export type { ClockAction, ClockRate, ClockView, Identities, Identity, LineRecord, Step, WorldDelta };
export type {
  Answer,
  AuditLine,
  IssuedToken,
  KeptBody,
  LineStorage,
  LineStorageHead,
  LogGap,
  RequestTrace,
  StorageLevel,
  StorageMeter,
  WireExchange,
  WireHead,
} from "../simulation/index.ts";

/** A token as panels show it; ended ones are remembered. */
export type TokenView = NonNullable<WorldDelta["tokens"]>[number];

/** How a token differs from what the page knew before: the five movements of the picture, and `changed` for the rest. */
export type TokenChange = "created" | "renewed" | "revoked" | "expired" | "orphaned" | "changed";

export type TokenList = BlockList<TokenView>;

/** Every token that was seen this session, in the order of first sight. Ended tokens stay. */
export interface TokenBook {
  /** Grows with every change of any token. */
  readonly version: number;
  readonly list: TokenList;
  get(key: string): TokenView | undefined;
  /** Where a token stands in `list`. */
  indexOf(key: string): number;
  /** What the latest delta did to tokens, by place, but for those that came in a flood; empty after a reset. */
  readonly changes: ReadonlyMap<number, TokenChange>;
  /** How many tokens each chip of the legend counts. */
  readonly counts: KindCounts;
}

/** The legend's counts: kinds of live tokens, orphans among them, and the two ways to end. */
export interface KindCounts {
  readonly root: number;
  readonly service: number;
  readonly batch: number;
  readonly orphan: number;
  readonly expired: number;
  readonly revoked: number;
}

export interface World {
  /** Grows with every delta. */
  readonly version: number;
  /** Grows when the world takes the place of another one, as after an undo: then nothing has happened in it. */
  readonly epoch: number;
  readonly tokens: TokenBook;
  /** Who the student is in each terminal, by its number. */
  readonly identities: Identities;
  /** The terminal in front. */
  readonly terminal: number;
  /** Who the student is there. */
  readonly identity: Identity;
  /** Shell variables that hold a token, by token key, without the `$`. */
  readonly heldIn: Readonly<Record<string, readonly string[]>>;
  /** Names of the policies that exist. */
  readonly policies: readonly string[];
  readonly clock: ClockView;
  /** All finished lines, oldest first. */
  readonly lines: readonly LineRecord[];
  /** The moments that can be gone back to, oldest first; the last is where the world stands. */
  readonly steps: readonly Step[];
  /** The steps that can be redone, the next first. */
  readonly undone: readonly Step[];
}

const FIRST_TERMINAL = 1;
const NO_NAMES: readonly string[] = [];
const NOBODY: Identity = { source: "none", tokenKey: undefined, token: "" };
const NO_TOKENS: TokenList = BlockList.from([]);
const NO_COUNTS: KindCounts = { root: 0, service: 0, batch: 0, orphan: 0, expired: 0, revoked: 0 };
const NO_CHANGES: ReadonlyMap<number, TokenChange> = new Map();

/** The world before the simulation has said anything. */
export function emptyWorld(nowMs: number): World {
  return {
    version: 0,
    epoch: 0,
    tokens: makeBook(0, NO_TOKENS, PlaceIndex.of(NO_TOKENS), NO_CHANGES, NO_COUNTS),
    identities: {},
    terminal: FIRST_TERMINAL,
    identity: NOBODY,
    heldIn: {},
    policies: [],
    clock: { nowMs, rate: 0, nextExpiryMs: undefined },
    lines: [],
    steps: [],
    undone: [],
  };
}

/** The world after a delta. What a delta does not name stays the same object, so that `===` tells what changed. */
export function applyDelta(before: World, delta: WorldDelta): World {
  const base = baseOf(before, delta);
  const identities = delta.identities ? { ...base.identities, ...delta.identities } : base.identities;
  return {
    version: before.version + 1,
    epoch: before.epoch + (delta.reset || delta.instead ? 1 : 0),
    tokens: nextBook(base.tokens, delta, before.tokens.version),
    identities,
    terminal: base.terminal,
    identity: identityIn(identities, base.terminal),
    heldIn: delta.heldIn ?? base.heldIn,
    policies: delta.policies ?? base.policies,
    clock: delta.clock ?? base.clock,
    lines: delta.lines?.length ? mergeLines(base.lines, delta.lines) : base.lines,
    steps: delta.steps?.length ? nextSteps(base.steps, delta.steps, delta.keptFrom ?? 0) : base.steps,
    undone: delta.undone ?? base.undone,
  };
}

/** Who the student is in a terminal. One that is not open yet has the first one's helper's file, and no VAULT_TOKEN: most often the same. */
export function identityIn(identities: Identities, terminal: number): Identity {
  return identities[terminal] ?? identities[FIRST_TERMINAL] ?? NOBODY;
}

/** The variables that hold a token, without the `$`. Whatever an object is asked for V8 keeps in a table (PlaceIndex); not so `hasOwn`. */
export function namesHeld(heldIn: World["heldIn"], key: string): readonly string[] {
  return (Object.hasOwn(heldIn, key) && heldIn[key]) || NO_NAMES;
}

/** The same world, seen from another terminal. */
export function seenFrom(world: World, terminal: number): World {
  return { ...world, terminal, identity: identityIn(world.identities, terminal) };
}

/** What of the world before stays in the one that a delta begins. */
function baseOf(before: World, { reset, instead }: WorldDelta): World {
  if (reset) return { ...emptyWorld(before.clock.nowMs), terminal: before.terminal };
  if (!instead) return before;
  const lines = before.lines.slice(0, instead.keptLines);
  return { ...before, tokens: cut(before.tokens, instead.keptTokens), lines, steps: [], undone: [] };
}

function cut(book: TokenBook, kept: number): TokenBook {
  if (kept >= book.list.length) return book;
  const list = book.list.first(kept);
  // Of those that go and those that stay the fewer are counted.
  const mostStay = kept > book.list.length / 2;
  const counts = mostStay ? { ...book.counts } : { ...NO_COUNTS };
  if (mostStay) for (const token of book.list.from(kept)) count(counts, token, -1);
  else for (const token of list) count(counts, token, 1);
  // What the index says of those that are gone does no harm, and goes when it next grows.
  return makeBook(book.version, list, placesOf(book), NO_CHANGES, counts);
}

/** A world that is shown in the place of another: nothing in it counts as having just happened. */
export function inPlaceOf(shown: World, next: World): World {
  const { list, counts } = next.tokens;
  const version = Math.max(shown.tokens.version, next.tokens.version) + 1;
  const tokens = makeBook(version, list, placesOf(next.tokens), NO_CHANGES, counts);
  const epoch = Math.max(shown.epoch, next.epoch) + 1;
  return { ...next, version: Math.max(shown.version, next.version) + 1, epoch, tokens };
}

function nextSteps(before: readonly Step[], added: readonly Step[], keptFrom: number): readonly Step[] {
  return [...before, ...added].filter(({ moment }) => moment >= keptFrom);
}

/** Lines carry their index: one that is already there is replaced, and what came after it stays. */
function mergeLines(before: readonly LineRecord[], added: readonly LineRecord[]): readonly LineRecord[] {
  const first = added[0]?.index ?? 0;
  const last = before.at(-1)?.index ?? -1;
  if (first > last) return [...before, ...added];
  const byIndex = new Map([...before, ...added].map((line) => [line.index, line]));
  return [...byIndex.values()].sort((a, b) => a.index - b.index);
}

function nextBook(base: TokenBook, delta: WorldDelta, versionBefore: number): TokenBook {
  const incoming = delta.tokens;
  const isAnother = delta.reset === true || delta.instead !== undefined;
  if (!incoming?.length) {
    if (!isAnother) return base;
    return makeBook(versionBefore + 1, base.list, placesOf(base), NO_CHANGES, base.counts);
  }
  const places = placesOf(base).withRoom(base.list.length, incoming.length);
  const end = base.list.length;
  const changes = new Map<number, TokenChange>();
  const counts = { ...base.counts };
  const replaced = new Map<number, TokenView>();
  const added: TokenView[] = [];
  const at = (place: number) => (place < end ? (replaced.get(place) ?? base.list.at(place)) : added[place - end]);
  for (const sent of incoming) {
    const parent = sent.parentKey === undefined ? undefined : at(places.find(sent.parentKey, at));
    const token = withCommonTexts(sent, parent?.key);
    const found = places.find(token.key, at);
    const known = at(found);
    const place = known === undefined ? end + added.length : found;
    if (known === undefined) places.add(token.key, place);
    else count(counts, known, -1);
    if (place < end) replaced.set(place, token);
    else added[place - end] = token;
    count(counts, token, 1);
    const change = changeOf(known, token);
    if (change && !(change === "changed" && changes.has(place))) changes.set(place, change);
  }
  const list = base.list.edited(editsOf(replaced, added, end));
  const told = isAnother ? NO_CHANGES : withoutFlood(changes);
  return makeBook(versionBefore + 1, list, places, told, counts);
}

/** More than these are made by a loop. The eye follows none of them, and each movement would cost the page a layer. */
const FLOOD = 12;

/** A wave of revocations is worth seeing, however high. */
function withoutFlood(changes: ReadonlyMap<number, TokenChange>): ReadonlyMap<number, TokenChange> {
  let created = 0;
  for (const change of changes.values()) if (change === "created") created++;
  return created <= FLOOD ? changes : new Map([...changes].filter(([, change]) => change !== "created"));
}

function editsOf(
  replaced: ReadonlyMap<number, TokenView>,
  added: readonly TokenView[],
  end: number,
): readonly Edit<TokenView>[] {
  const edits = [...replaced].map(([at, token]): Edit<TokenView> => ({ at, isGone: true, added: [token] }));
  edits.sort((one, other) => one.at - other.at);
  return added.length === 0 ? edits : [...edits, { at: end, isGone: false, added }];
}

/** What happened between two views of one token, or nothing that a picture shows. */
export function changeOf(before: TokenView | undefined, after: TokenView): TokenChange | undefined {
  if (!before) return "created";
  if (before.state !== after.state) return after.state === "live" ? "changed" : after.state;
  if (after.expiresAtMs !== before.expiresAtMs || after.issuedAtMs !== before.issuedAtMs) return "renewed";
  if (after.orphan !== before.orphan || after.parentKey !== before.parentKey) return "orphaned";
  return "changed";
}

function count(counts: { -readonly [K in keyof KindCounts]: number }, token: TokenView, by: 1 | -1): void {
  if (token.state === "live") {
    counts[token.root ? "root" : token.type] += by;
    if (token.orphan) counts.orphan += by;
  } else {
    counts[token.state] += by;
  }
}

/**
 * The index from key to place is shared between successive books: a key's place never changes while the list grows at its end, or is
 * cut there.
 */
class Book implements TokenBook {
  readonly version: number;
  readonly list: TokenList;
  readonly changes: ReadonlyMap<number, TokenChange>;
  readonly counts: KindCounts;
  readonly places: PlaceIndex;

  constructor(
    version: number,
    list: TokenList,
    places: PlaceIndex,
    changes: ReadonlyMap<number, TokenChange>,
    counts: KindCounts,
  ) {
    this.version = version;
    this.list = list;
    this.places = places;
    this.changes = changes;
    this.counts = counts;
  }

  get(key: string): TokenView | undefined {
    return this.list.at(this.indexOf(key));
  }

  indexOf(key: string): number {
    return this.places.find(key, (place) => this.list.at(place));
  }
}

function makeBook(...parts: ConstructorParameters<typeof Book>): TokenBook {
  return new Book(...parts);
}

function placesOf(book: TokenBook): PlaceIndex {
  return book instanceof Book ? book.places : PlaceIndex.of(book.list);
}
