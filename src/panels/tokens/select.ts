/**
 * From the tokens of the world to the rows of the table: three groups, filtered and sorted.
 * Made for 100,000 tokens: a step updates the rows of the step before, and time moves nothing, since the TTL sorts by its end.
 */
import type { KindCounts, TokenBook, TokenView, World } from "../world.ts";
import { holdsWords, wordsOf } from "../shared/search.ts";
import { heldText } from "./columns.ts";
import type { ColumnId } from "./columns.ts";

export type Chip = keyof KindCounts;
export type Group = "server" | "batch" | "ended";

export interface TableView {
  /** Words that a row must hold, each of them. */
  readonly text: string;
  /** Chips pressed; none means all. */
  readonly chips: ReadonlySet<Chip>;
  /** undefined: in the order of first sight. */
  readonly sort: { readonly column: ColumnId; readonly descending: boolean } | undefined;
}

export const WHOLE_TABLE: TableView = { text: "", chips: new Set(), sort: undefined };

/** Rows as places in `TokenBook.list`, with what they were made from, so that the next selection can start there. */
export interface TableRows {
  readonly groups: Readonly<Record<Group, readonly number[]>>;
  readonly from: { readonly list: readonly TokenView[]; readonly heldIn: World["heldIn"]; readonly view: TableView };
}

export type Row =
  | { readonly kind: "group"; readonly group: Group; readonly count: number }
  | { readonly kind: "token"; readonly group: Group; readonly place: number };

const GROUPS: readonly Group[] = ["server", "batch", "ended"];
/** More changed tokens than this in one step, and building anew is the cheaper way. */
const UPDATE_LIMIT = 400;

export function selectTable(
  tokens: TokenBook,
  heldIn: World["heldIn"],
  view: TableView,
  before?: TableRows,
): TableRows {
  const { list } = tokens;
  const from = { list, heldIn, view };
  if (before && before.from.view === view && heldInStill(before.from, heldIn)) {
    const changed = changedPlaces(before.from.list, list);
    if (changed?.length === 0) return before;
    if (changed) return { groups: updated(before, from, changed, tokens), from };
  }
  return { groups: built(from, tokens), from };
}

/** How many rows there are with their group heads. A group without tokens has no head. */
export function rowCount(rows: TableRows): number {
  return GROUPS.reduce((sum, group) => sum + withHead(rows.groups[group].length), 0);
}

/** At which indexes the group heads are. */
export function headIndexes(rows: TableRows): readonly number[] {
  const indexes: number[] = [];
  let first = 0;
  for (const group of GROUPS) {
    const size = withHead(rows.groups[group].length);
    if (size > 0) indexes.push(first);
    first += size;
  }
  return indexes;
}

/** The row at an index, heads counted. */
export function rowAt(rows: TableRows, index: number): Row | undefined {
  let first = 0;
  for (const group of GROUPS) {
    const places = rows.groups[group];
    const size = withHead(places.length);
    if (index < first + size) {
      const place = places[index - first - 1];
      if (index === first) return { kind: "group", group, count: places.length };
      return place === undefined ? undefined : { kind: "token", group, place };
    }
    first += size;
  }
  return undefined;
}

export function groupOf(token: TokenView): Group {
  if (token.state !== "live") return "ended";
  return token.type === "batch" ? "batch" : "server";
}

function withHead(length: number): number {
  return length === 0 ? 0 : length + 1;
}

/** Where variables neither filter nor sort, they do not concern the rows. */
function heldInStill(from: TableRows["from"], heldIn: World["heldIn"]): boolean {
  return from.heldIn === heldIn || (from.view.text === "" && from.view.sort?.column !== "held");
}

/** Places whose token is new or another object; undefined where they are too many, or the list is another one. */
function changedPlaces(before: readonly TokenView[], after: readonly TokenView[]): readonly number[] | undefined {
  if (after.length < before.length || after.length - before.length > UPDATE_LIMIT) return undefined;
  const changed: number[] = [];
  for (let place = 0; place < after.length; place += 1) {
    if (after[place] === before[place]) continue;
    changed.push(place);
    if (changed.length > UPDATE_LIMIT) return undefined;
  }
  return changed;
}

function built(from: TableRows["from"], tokens: TokenBook): TableRows["groups"] {
  const passes = passer(from);
  const groups: Record<Group, number[]> = { server: [], batch: [], ended: [] };
  from.list.forEach((token, place) => {
    if (passes(token)) groups[groupOf(token)].push(place);
  });
  if (from.view.sort) {
    const compare = comparer(from, tokens);
    for (const group of GROUPS) groups[group].sort(compare);
  }
  return groups;
}

function updated(
  before: TableRows,
  from: TableRows["from"],
  changed: readonly number[],
  tokens: TokenBook,
): TableRows["groups"] {
  const oldOrder = comparer(before.from, tokens);
  const newOrder = comparer(from, tokens);
  const passedBefore = passer(before.from);
  const passes = passer(from);
  const groups: Record<Group, number[]> = {
    server: before.groups.server.slice(),
    batch: before.groups.batch.slice(),
    ended: before.groups.ended.slice(),
  };
  for (const place of changed) {
    const old = before.from.list[place];
    if (!old || !passedBefore(old)) continue;
    const places = groups[groupOf(old)];
    const index = position(places, place, oldOrder);
    if (places[index] === place) places.splice(index, 1);
  }
  for (const place of changed) {
    const token = from.list[place];
    if (!token || !passes(token)) continue;
    const places = groups[groupOf(token)];
    places.splice(position(places, place, newOrder), 0, place);
  }
  return groups;
}

type Order = (a: number, b: number) => number;

/** The first index whose place does not come before `place`. */
function position(places: readonly number[], place: number, compare: Order): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(places[middle] ?? 0, place) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function passer({ heldIn, view }: TableRows["from"]): (token: TokenView) => boolean {
  const words = wordsOf(view.text);
  return (token) => passesChips(token, view.chips) && (words.length === 0 || holdsWords(token, words, heldIn));
}

function passesChips(token: TokenView, chips: ReadonlySet<Chip>): boolean {
  if (chips.size === 0) return true;
  if (token.state !== "live") return chips.has(token.state);
  return chips.has(token.root ? "root" : token.type) || (token.orphan && chips.has("orphan"));
}

/** A total order of places: the sort column, then first sight. Empty values come last either way. */
function comparer({ list, heldIn, view }: TableRows["from"], tokens: TokenBook): Order {
  const { sort } = view;
  if (!sort) return (a, b) => a - b;
  const valueOf = sortValue(sort.column, heldIn, tokens);
  const sign = sort.descending ? -1 : 1;
  return (a, b) => {
    const [one, other] = [list[a], list[b]];
    if (!one || !other) return a - b;
    return compareValues(valueOf(one), valueOf(other), sign) || a - b;
  };
}

type SortValue = string | number | undefined;

function compareValues(one: SortValue, other: SortValue, sign: 1 | -1): number {
  if (one === other) return 0;
  if (one === undefined || one === "") return 1;
  if (other === undefined || other === "") return -1;
  return one < other ? -sign : sign;
}

function sortValue(column: ColumnId, heldIn: World["heldIn"], tokens: TokenBook): (token: TokenView) => SortValue {
  const values: Readonly<Record<ColumnId, (token: TokenView) => SortValue>> = {
    kind: (token) => token.token,
    token: (token) => token.token,
    held: (token) => heldText(heldIn, token.key),
    ttl: (token) => token.ended?.atMs ?? token.expiresAtMs ?? Infinity,
    accessor: (token) => token.accessor,
    name: (token) => token.displayName,
    policies: (token) => token.policies.join(", "),
    type: (token) => token.type,
    orphan: (token) => (token.orphan ? 0 : 1),
    uses: (token) => (token.usesLeft > 0 ? token.usesLeft : undefined),
    // By where the parent stands: a parent's place never changes.
    parent: (token) => (token.parentKey === undefined ? undefined : tokens.indexOf(token.parentKey)),
    path: (token) => token.path,
  };
  return values[column];
}
