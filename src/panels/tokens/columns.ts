import { grouped, tokenTail } from "../shared/format.ts";
import { namesHeld, type TokenBook, type TokenView, type World } from "../world.ts";

export type ColumnId =
  | "kind"
  | "token"
  | "held"
  | "accessor"
  | "ttl"
  | "policies"
  | "name"
  | "type"
  | "orphan"
  | "uses"
  | "parent"
  | "path";

export interface Column {
  readonly id: ColumnId;
  readonly title: string;
  /** What the column needs, in rem. */
  readonly minRem: number;
  /** The share of spare room it takes. */
  readonly grow: number;
  readonly sortable: boolean;
}

/** All columns in the order they are shown. */
const COLUMNS: readonly Column[] = [
  { id: "kind", title: "Kind", minRem: 2.375, grow: 0, sortable: false },
  { id: "token", title: "Token", minRem: 6.25, grow: 0, sortable: true },
  { id: "held", title: "Held in", minRem: 4.75, grow: 3, sortable: true },
  { id: "name", title: "Display name", minRem: 6.5, grow: 3, sortable: true },
  { id: "policies", title: "Policies", minRem: 8.5, grow: 6, sortable: true },
  { id: "type", title: "Type", minRem: 3.75, grow: 0, sortable: true },
  { id: "orphan", title: "Orphan", minRem: 3.75, grow: 0, sortable: true },
  { id: "uses", title: "Uses", minRem: 4, grow: 0, sortable: true },
  { id: "parent", title: "Parent", minRem: 5.5, grow: 0, sortable: true },
  { id: "path", title: "Path", minRem: 9.5, grow: 2, sortable: true },
  { id: "accessor", title: "Accessor", minRem: 4.5, grow: 1, sortable: true },
  { id: "ttl", title: "TTL", minRem: 9, grow: 0, sortable: true },
];

/** Who stays when room is short: first named, last to go. */
const PRIORITY: readonly ColumnId[] = [
  "kind",
  "token",
  "ttl",
  "held",
  "accessor",
  "policies",
  "name",
  "uses",
  "type",
  "parent",
  "orphan",
  "path",
];

/** The columns that fit into a width, in the order they are shown. The first four always stay. */
export function columnsFor(widthRem: number): readonly Column[] {
  const byId = new Map(COLUMNS.map((column) => [column.id, column]));
  const kept = new Set<ColumnId>();
  let roomRem = widthRem;
  for (const id of PRIORITY) {
    const column = byId.get(id);
    if (!column) continue;
    roomRem -= column.minRem;
    if (roomRem < 0 && kept.size >= 4) break;
    kept.add(id);
  }
  return COLUMNS.filter((column) => kept.has(column.id));
}

/** `grid-template-columns` for them. */
export function gridTemplate(columns: readonly Column[]): string {
  return columns.map(({ minRem, grow }) => (grow > 0 ? `minmax(${minRem}rem, ${grow}fr)` : `${minRem}rem`)).join(" ");
}

/** What a cell says, for the columns that are plain text of the token alone. */
export function cellText(column: ColumnId, token: TokenView): string {
  switch (column) {
    case "name":
      return token.displayName;
    case "policies":
      return token.policies.join(", ");
    case "type":
      return token.type;
    case "orphan":
      return token.orphan ? "orphan" : "";
    case "uses":
      return usesText(token);
    case "path":
      return token.path;
    default:
      return "";
  }
}

function usesText(token: TokenView): string {
  return token.usesLeft > 0 && token.state === "live" ? `${grouped(token.usesLeft)} left` : "";
}

export function parentText(token: TokenView, tokens: TokenBook): string {
  if (token.parentKey === undefined) return "";
  const parent = tokens.get(token.parentKey);
  if (!parent) return "";
  return parent.root ? "root" : tokenTail(parent.token);
}

/** The variables that hold a token, as they are typed: `$BATCH $B2`. */
export function heldText(heldIn: World["heldIn"], key: string): string {
  return namesHeld(heldIn, key)
    .map((name) => `$${name}`)
    .join(" ");
}
