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
  /** There are more than are shown, or than are known. */
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
    const isUnknown = token?.type === "service" && maker === undefined;
    if (token === undefined || (isUnknown && isOfStart(token))) continue;
    // Of older ones the requests that made them are not kept.
    if (isUnknown || columns.length === room) hasEarlier = true;
    else columns.push({ token, cells: TOKEN_INDEXES.map((index) => cellOf(token, index, wrote(maker, index, token))) });
  }
  return { columns: columns.reverse(), hasEarlier };
}

function isOfStart(token: TokenView): boolean {
  return token.root && token.parentKey === undefined;
}

function cellOf(token: TokenView, index: (typeof TOKEN_INDEXES)[number], written: boolean): Cell {
  if (!written) return "never";
  // Whose parent was revoked without it stands in nobody's list any more.
  const isCut = index === "sys/token/parent" && token.orphan;
  return token.state === "live" && !isCut ? "written" : "deleted";
}

const ENTRY = "sys/token/id/";
const ACCESSOR = "sys/token/accessor";

/** The request that made each token, by the token's place: one that wraps its answer made two. Who only counts a use writes no accessor. */
function makersOf(requests: readonly RequestTrace[], tokens: TokenBook): ReadonlyMap<number, RequestTrace> {
  const makers = new Map<number, RequestTrace>();
  for (const request of requests) {
    if (!wroteBelow(request, ACCESSOR, "")) continue;
    for (const { kind, key } of request.storage) {
      const place = kind === "put" && key.startsWith(ENTRY) ? tokens.indexOf(key.slice(ENTRY.length)) : -1;
      if (place >= 0 && !makers.has(place)) makers.set(place, request);
    }
  }
  return makers;
}

/** Keys end in the token's own; but what is under an accessor's is not to be told from outside. */
function wrote(request: RequestTrace | undefined, index: string, token: TokenView): boolean {
  return request !== undefined && wroteBelow(request, index, index === ACCESSOR ? "" : `/${token.key}`);
}

function wroteBelow({ storage }: RequestTrace, index: string, end: string): boolean {
  return storage.some(({ kind, key }) => kind === "put" && key.startsWith(`${index}/`) && key.endsWith(end));
}
