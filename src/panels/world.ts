/**
 * What panels are shown: the page's copy of the simulation's world, and how a delta from the simulation changes it.
 * A `World` is immutable; a step costs a copy of an array of references and work in proportion to the delta.
 */
import type { ClockAction, ClockRate, ClockView, Identity, LineRecord, WorldDelta } from "../simulation/index.ts";

export type { ClockAction, ClockRate, ClockView, Identity, LineRecord, WorldDelta };
export type {
  Answer,
  AuditLine,
  KeptBody,
  LineStorage,
  LineStorageHead,
  StorageLevel,
  StorageMeter,
  WireExchange,
  WireHead,
} from "../simulation/index.ts";

/** A token as panels show it; ended ones are remembered. */
export type TokenView = NonNullable<WorldDelta["tokens"]>[number];
/** What one request did, stage by stage. */
export type RequestTrace = NonNullable<WorldDelta["requests"]>[number];

/** How a token differs from what the page knew before: the five movements of the picture, and `changed` for the rest. */
export type TokenChange = "created" | "renewed" | "revoked" | "expired" | "orphaned" | "changed";

/** Every token that was seen this session, in the order of first sight. Ended tokens stay. */
export interface TokenBook {
  /** Grows with every change of any token. */
  readonly version: number;
  readonly list: readonly TokenView[];
  get(key: string): TokenView | undefined;
  /** Where a token stands in `list`. */
  indexOf(key: string): number;
  /** What the latest delta did to tokens; empty after a reset. */
  readonly changes: ReadonlyMap<string, TokenChange>;
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
  readonly tokens: TokenBook;
  readonly identity: Identity;
  /** Shell variables that hold a token, by token key, without the `$`. */
  readonly heldIn: Readonly<Record<string, readonly string[]>>;
  /** Names of the policies that exist. */
  readonly policies: readonly string[];
  readonly clock: ClockView;
  /** All finished lines, oldest first. */
  readonly lines: readonly LineRecord[];
  /** The latest requests, oldest first, at most `REQUESTS_KEPT`. */
  readonly requests: readonly RequestTrace[];
}

export const REQUESTS_KEPT = 2000;

const NO_COUNTS: KindCounts = { root: 0, service: 0, batch: 0, orphan: 0, expired: 0, revoked: 0 };
const NO_CHANGES: ReadonlyMap<string, TokenChange> = new Map();

/** The world before the simulation has said anything. */
export function emptyWorld(nowMs: number): World {
  return {
    version: 0,
    tokens: makeBook(0, [], new Map(), NO_CHANGES, NO_COUNTS),
    identity: { source: "none", tokenKey: undefined, token: "" },
    heldIn: {},
    policies: [],
    clock: { nowMs, rate: 0, nextExpiryMs: undefined },
    lines: [],
    requests: [],
  };
}

/** The world after a delta. What a delta does not name stays the same object, so that `===` tells what changed. */
export function applyDelta(before: World, delta: WorldDelta): World {
  const base = delta.reset ? { ...emptyWorld(before.clock.nowMs), version: before.version } : before;
  return {
    version: before.version + 1,
    tokens: nextBook(base.tokens, delta, before.tokens.version),
    identity: delta.identity ?? base.identity,
    heldIn: delta.heldIn ?? base.heldIn,
    policies: delta.policies ?? base.policies,
    clock: delta.clock ?? base.clock,
    lines: delta.lines?.length ? mergeLines(base.lines, delta.lines) : base.lines,
    requests: delta.requests?.length ? [...base.requests, ...delta.requests].slice(-REQUESTS_KEPT) : base.requests,
  };
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
  if (!incoming?.length) {
    if (!delta.reset) return base;
    return makeBook(versionBefore + 1, [], new Map(), NO_CHANGES, NO_COUNTS);
  }
  const list = base.list.slice();
  const places = placesOf(base);
  const changes = new Map<string, TokenChange>();
  const counts = { ...base.counts };
  for (const token of incoming) {
    const place = places.get(token.key);
    const known = place === undefined || place >= list.length ? undefined : list[place];
    if (known !== undefined && place !== undefined) {
      list[place] = token;
      count(counts, known, -1);
    } else {
      places.set(token.key, list.length);
      list.push(token);
    }
    count(counts, token, 1);
    const change = changeOf(known, token);
    if (change && !(change === "changed" && changes.has(token.key))) changes.set(token.key, change);
  }
  return makeBook(versionBefore + 1, list, places, delta.reset ? NO_CHANGES : changes, counts);
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
 * The index from key to place is shared between successive books: a key's place never changes while the list only grows,
 * and an older book ignores the places past its own end.
 */
class Book implements TokenBook {
  readonly version: number;
  readonly list: readonly TokenView[];
  readonly changes: ReadonlyMap<string, TokenChange>;
  readonly counts: KindCounts;
  readonly places: Map<string, number>;

  constructor(
    version: number,
    list: readonly TokenView[],
    places: Map<string, number>,
    changes: ReadonlyMap<string, TokenChange>,
    counts: KindCounts,
  ) {
    this.version = version;
    this.list = list;
    this.places = places;
    this.changes = changes;
    this.counts = counts;
  }

  get(key: string): TokenView | undefined {
    const place = this.indexOf(key);
    return place < 0 ? undefined : this.list[place];
  }

  indexOf(key: string): number {
    const place = this.places.get(key);
    return place === undefined || place >= this.list.length ? -1 : place;
  }
}

function makeBook(...parts: ConstructorParameters<typeof Book>): TokenBook {
  return new Book(...parts);
}

function placesOf(book: TokenBook): Map<string, number> {
  return book instanceof Book ? book.places : new Map(book.list.map((token, place) => [token.key, place]));
}
