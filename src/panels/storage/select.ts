/** What each created token cost the server: the storage keys that its creation wrote, and whether they are still there. */
import type { RequestTrace, TokenBook, TokenView, World } from "../world.ts";

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
  /** There are more than are shown. */
  readonly hasEarlier: boolean;
}

/** `room`: how many tokens are shown at most. The first root token is not counted: the start made it, not a request. */
export function selectStorage({ requests, tokens }: Pick<World, "tokens" | "requests">, room: number): StorageShown {
  const makers = makersOf(requests, tokens);
  const { list } = tokens;
  const columns: StorageColumn[] = [];
  let hasEarlier = false;
  for (let place = list.length - 1; place >= 0 && !hasEarlier; place--) {
    const token = list.at(place);
    const maker = makers.get(place);
    if (token === undefined || (token.type !== "batch" && maker === undefined)) continue;
    if (columns.length === room) hasEarlier = true;
    else columns.push({ token, cells: TOKEN_INDEXES.map((index) => cellOf(token, index, wrote(maker, `${index}/`))) });
  }
  return { columns: columns.reverse(), hasEarlier };
}

function cellOf(token: TokenView, index: (typeof TOKEN_INDEXES)[number], written: boolean): Cell {
  if (!written) return "never";
  // Whose parent was revoked without it stands in nobody's list any more.
  const isCut = index === "sys/token/parent" && token.orphan;
  return token.state === "live" && !isCut ? "written" : "deleted";
}

const ENTRY = "sys/token/id/";

/** The request that made each token, by the token's place: the first that put the token's own entry. */
function makersOf(requests: readonly RequestTrace[], tokens: TokenBook): ReadonlyMap<number, RequestTrace> {
  const makers = new Map<number, RequestTrace>();
  for (const request of requests) {
    const entry = request.storage.find(({ kind, key }) => kind === "put" && key.startsWith(ENTRY));
    const place = entry === undefined ? -1 : tokens.indexOf(entry.key.slice(ENTRY.length));
    if (place >= 0 && !makers.has(place)) makers.set(place, request);
  }
  return makers;
}

function wrote(request: RequestTrace | undefined, prefix: string): boolean {
  return request?.storage.some(({ kind, key }) => kind === "put" && key.startsWith(prefix)) === true;
}
