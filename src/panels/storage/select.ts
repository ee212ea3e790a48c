/** What each created token cost the server: the storage keys that its creation wrote, and whether they are still there. */
import type { IssuedToken, TokenBook, TokenView } from "../world.ts";

/** The indexes that a service token lives in, in the order the panel shows them. */
export const TOKEN_INDEXES = ["sys/token/id", "sys/token/accessor", "sys/token/parent", "sys/expire/id"] as const;

export type Cell = "written" | "deleted" | "never";

export interface StorageColumn {
  readonly token: TokenView;
  /** One for each of TOKEN_INDEXES. */
  readonly cells: readonly Cell[];
}

export interface StorageShown {
  /** The latest tokens, oldest first. */
  readonly columns: readonly StorageColumn[];
  /** There are more than are shown, or than are known. */
  readonly hasEarlier: boolean;
}

/** What was issued, oldest first, and how many tokens in all. The first root token is not among them: the start made it, not a request. */
export interface Issued {
  readonly issued: readonly IssuedToken[];
  readonly total: number;
}

/** `room`: how many tokens are shown at most. */
export function selectStorage(tokens: TokenBook, { issued, total }: Issued, room: number): StorageShown {
  const latest = issued.slice(-room);
  const columns = latest.flatMap(({ key, written }) => {
    const token = tokens.get(key);
    if (token === undefined) return [];
    return [{ token, cells: TOKEN_INDEXES.map((index) => cellOf(token, index, wrote(written, index, key))) }];
  });
  return { columns, hasEarlier: total > latest.length };
}

function cellOf(token: TokenView, index: (typeof TOKEN_INDEXES)[number], written: boolean): Cell {
  if (!written) return "never";
  // Whose parent was revoked without it stands in nobody's list any more.
  const isCut = index === "sys/token/parent" && token.orphan;
  return token.state === "live" && !isCut ? "written" : "deleted";
}

const ENTRY = "sys/token/id/";
const ACCESSOR = "sys/token/accessor";

/**
 * Keys end in the token's own; but what is under an accessor's is not to be told from outside. A request that wraps its answer made two
 * tokens, of which one may be stored alone.
 */
function wrote(written: readonly string[], index: string, key: string): boolean {
  if (!written.includes(`${ENTRY}${key}`)) return false;
  return written.some((each) => each.startsWith(`${index}/`) && (index === ACCESSOR || each.endsWith(`/${key}`)));
}
