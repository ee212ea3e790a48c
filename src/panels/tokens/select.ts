/**
 * From the tokens of the world to the rows of the table: three groups, filtered and sorted.
 * Made for 100,000 tokens: what is sorted and searched anew is gone through in turns, a change of tokens updates the rows of before,
 * and time moves nothing, since the TTL sorts by its end.
 */
import { emptyWorld } from "../world.ts";
import type { KindCounts, TokenBook, TokenView, World } from "../world.ts";
import { BlockBuilder, BlockList } from "../shared/block-list.ts";
import { byPlace, followPlaces, stepBetween, type PlaceOrder, type Places } from "../shared/places.ts";
import { holdsWords, wordsOf } from "../shared/search.ts";
import { finish, sorted, type Work } from "../shared/turns.ts";
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

/** Rows as places in the list that they were made from, so that the next selection can start there. */
export interface TableRows {
  readonly groups: Readonly<Record<Group, Places>>;
  readonly from: { readonly tokens: TokenBook; readonly heldIn: World["heldIn"]; readonly view: TableView };
}

export type Row =
  | { readonly kind: "group"; readonly group: Group; readonly count: number }
  | { readonly kind: "token"; readonly group: Group; readonly place: number };

const GROUPS: readonly Group[] = ["server", "batch", "ended"];
const eachGroup = <Value>(make: (group: Group) => Value): Record<Group, Value> => ({
  server: make("server"),
  batch: make("batch"),
  ended: make("ended"),
});
/** Where rows are sorted or searched, more changed tokens than this at once are better gone through in turns. */
const FOLLOW_LIMIT = 3000;
/** Of values by place. */
const PART = 512;

export const NO_ROWS: TableRows = {
  groups: eachGroup(() => BlockList.from([])),
  from: { tokens: emptyWorld(0).tokens, heldIn: {}, view: WHOLE_TABLE },
};

/** All of it at once. */
export function selectTable(tokens: TokenBook, heldIn: World["heldIn"], view: TableView): TableRows {
  return finish(buildTable(tokens, heldIn, view));
}

export function* buildTable(tokens: TokenBook, heldIn: World["heldIn"], view: TableView): Work<TableRows> {
  const from = { tokens, heldIn, view };
  const passes = passer(from);
  const passed = eachGroup(() => new BlockBuilder<number>());
  let place = 0;
  for (const block of tokens.list.blocks) {
    for (const token of block) {
      if (passes(token)) passed[groupOf(token)].push(place);
      place++;
    }
    yield;
  }
  const groups: Record<Group, Places> = eachGroup((group) => passed[group].list());
  if (view.sort !== undefined)
    for (const group of GROUPS) groups[group] = yield* sortedPlaces(groups[group], from, view.sort);
  return { groups, from };
}

/** The rows of before, brought to the tokens as they are; undefined where too many have changed. */
export function followTable(before: TableRows, tokens: TokenBook): TableRows | undefined {
  const { heldIn, view } = before.from;
  const from = { tokens, heldIn, view };
  if (tokens.list === before.from.tokens.list) return before;
  const step = stepBetween(before.from.tokens.list, tokens.list);
  if (step.changed.length > FOLLOW_LIMIT && (view.sort !== undefined || view.text !== "")) return undefined;
  const passes = passer(from);
  const added = eachGroup((): number[] => []);
  for (const place of step.changed) {
    const token = tokens.list.at(place);
    if (token && passes(token)) added[groupOf(token)].push(place);
  }
  const orders = { before: placeOrder(before.from), after: placeOrder(from) };
  return {
    groups: eachGroup((group) => followPlaces({ places: before.groups[group], ...orders }, step, added[group])),
    from,
  };
}

/** Where variables neither filter nor sort, they do not concern the rows. */
export function concernsHeld({ text, sort }: TableView): boolean {
  return text !== "" || sort?.column === "held";
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
      const place = places.at(index - first - 1);
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
function placeOrder({ tokens, heldIn, view: { sort } }: TableRows["from"]): PlaceOrder {
  if (!sort) return byPlace;
  const { list } = tokens;
  const valueOf = sortValue(sort.column, heldIn, tokens);
  const sign = sort.descending ? -1 : 1;
  return (a, b) => {
    const [one, other] = [list.at(a), list.at(b)];
    if (!one || !other) return a - b;
    return compareValues(valueOf(one), valueOf(other), sign) || a - b;
  };
}

/** The same order, with each value looked up once. */
function* sortedPlaces(
  places: Places,
  { tokens, heldIn }: TableRows["from"],
  { column, descending }: NonNullable<TableView["sort"]>,
): Work<Places> {
  const valueOf = sortValue(column, heldIn, tokens);
  const sign = descending ? -1 : 1;
  // By the place, in parts: one array of them all would be of a size that is costly to give back.
  const parts: SortValue[][] = [];
  const valueAt = (place: number) => parts[Math.floor(place / PART)]?.[place % PART];
  for (const block of places.blocks) {
    for (const place of block) {
      const token = tokens.list.at(place);
      const part = (parts[Math.floor(place / PART)] ??= []);
      part[place % PART] = token && valueOf(token);
    }
    yield;
  }
  return yield* sorted(places, (a, b) => compareValues(valueAt(a), valueAt(b), sign) || a - b);
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
