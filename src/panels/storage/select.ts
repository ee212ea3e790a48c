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
  readonly earlier: number;
}

/** `columnsShown`: how many tokens there is room for. The root token is not counted: the start made it, not a request. */
export function selectStorage(world: Pick<World, "tokens" | "requests">, columnsShown: number): StorageShown {
  const writes = writesByTokenKey(world.requests, world.tokens);
  const { list } = world.tokens;
  const isMade = (token: TokenView) => !token.root && (token.type === "batch" || writes.has(token.key));
  const latest: TokenView[] = [];
  for (let place = list.length - 1; place >= 0 && latest.length < columnsShown; place--) {
    const token = list.at(place);
    if (token && isMade(token)) latest.push(token);
  }
  let made = 0;
  for (const token of list) if (isMade(token)) made++;
  const columns = latest.reverse().map((token) => ({
    token,
    cells: TOKEN_INDEXES.map((index) => cellOf(token, writes.get(token.key)?.has(index) === true)),
  }));
  return { columns, earlier: made - columns.length };
}

function cellOf(token: TokenView, written: boolean): Cell {
  if (!written) return "never";
  return token.state === "live" ? "written" : "deleted";
}

/** Which indexes each token's creation wrote to: the request that put its own entry is the one that made it. */
function writesByTokenKey(
  requests: readonly RequestTrace[],
  tokens: TokenBook,
): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, ReadonlySet<string>>();
  for (const { storage } of requests) {
    const puts = storage.filter(({ kind }) => kind === "put").map(({ key }) => key);
    const entry = puts.find((key) => key.startsWith("sys/token/id/"));
    const tokenKey = entry?.slice("sys/token/id/".length);
    if (tokenKey === undefined || found.has(tokenKey) || tokens.indexOf(tokenKey) < 0) continue;
    found.set(tokenKey, new Set(TOKEN_INDEXES.filter((index) => puts.some((key) => key.startsWith(`${index}/`)))));
  }
  return found;
}
