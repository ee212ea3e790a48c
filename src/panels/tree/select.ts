/** From tokens to the forest that the tree panel draws: who hangs from whom, and who stands alone. */
import { counted, grouped, shortToken, tokenTail } from "../shared/format.ts";
import { finish, type Work } from "../shared/turns.ts";
import type { TokenBook, TokenView, World } from "../world.ts";

export interface TreeNode {
  readonly token: TokenView;
  /** 1 for those that stand. */
  readonly level: number;
  /** 1-based place among its siblings, and how many they are. */
  readonly place: number;
  readonly siblings: number;
  readonly children: readonly TreeNode[];
  /** How many below it are folded in; they are not among the children. */
  readonly foldedIn: number;
}

/** Above this many vessels the picture is drawn with table glyphs; above the second it is a list. */
export const LARGE_VESSELS = 40;
export const PICTURE_VESSELS = 20_000;
/** Of the ended ones the picture keeps the latest few; the list has them all. */
export const ENDED_IN_PICTURE = 8;

/**
 * All tokens as a forest. Orphans stand; so does a token whose parent is not known. Order of first sight, root first. What is below a
 * folded one is left out, and counted.
 */
export function selectForest(
  tokens: TokenBook,
  keep: (token: TokenView) => boolean = everyToken,
  folded: ReadonlySet<string> = NOTHING_FOLDED,
): readonly TreeNode[] {
  return finish(growForest(tokens, keep, folded));
}

export function* growForest(
  tokens: TokenBook,
  keep: (token: TokenView) => boolean,
  folded: ReadonlySet<string>,
): Work<readonly TreeNode[]> {
  const childrenOf = new Map<string, TokenView[]>();
  const standing: TokenView[] = [];
  let place = 0;
  for (const token of tokens.list) {
    if (place++ % LOOK_EVERY === 0) yield;
    if (!keep(token)) continue;
    const parent = token.orphan || token.parentKey === undefined ? undefined : tokens.get(token.parentKey);
    if (!parent || !keep(parent)) {
      standing.push(token);
      continue;
    }
    const siblings = childrenOf.get(parent.key);
    if (siblings) siblings.push(token);
    else childrenOf.set(parent.key, [token]);
  }
  const inOrder = standing.toSorted((a, b) => rankOf(a, childrenOf) - rankOf(b, childrenOf));
  return yield* grow(inOrder, childrenOf, folded);
}

/** Tokens that are gone through between two looks at the time. */
const LOOK_EVERY = 500;

export const NOTHING_FOLDED: ReadonlySet<string> = new Set();

type Sprout = Omit<TreeNode, "children"> & { readonly children: TreeNode[]; readonly parent: Sprout | undefined };

/** Without recursion: a chain of tokens may be as deep as there are tokens. */
function* grow(
  standing: readonly TokenView[],
  childrenOf: ReadonlyMap<string, readonly TokenView[]>,
  folded: ReadonlySet<string>,
): Work<readonly TreeNode[]> {
  const forest: TreeNode[] = [];
  const waiting: Sprout[] = [];
  const add = (siblings: readonly TokenView[], parent: Sprout | undefined) => {
    for (let at = siblings.length - 1; at >= 0; at--) {
      const token = siblings[at];
      if (token === undefined) continue;
      const level = (parent?.level ?? 0) + 1;
      const foldedIn = folded.has(token.key) ? countBelow(token, childrenOf) : 0;
      waiting.push({ token, level, place: at + 1, siblings: siblings.length, children: [], foldedIn, parent });
    }
  };
  add(standing, undefined);
  let grown = 0;
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    (node.parent?.children ?? forest).push(node);
    if (node.foldedIn === 0) add(childrenOf.get(node.token.key) ?? [], node);
    if (++grown % LOOK_EVERY === 0) yield;
  }
  return forest;
}

function countBelow(token: TokenView, childrenOf: ReadonlyMap<string, readonly TokenView[]>): number {
  let count = 0;
  const waiting = [token];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const child of childrenOf.get(next.key) ?? []) {
      count++;
      waiting.push(child);
    }
  }
  return count;
}

function everyToken(): boolean {
  return true;
}

/** Stands with an arm come first, root before others; then who stands alone; then what lies loose. */
function rankOf(token: TokenView, childrenOf: ReadonlyMap<string, readonly TokenView[]>): number {
  if (token.root && token.state === "live") return 0;
  if (childrenOf.has(token.key)) return 1;
  return token.state === "revoked" ? 3 : 2;
}

/** Which tokens the picture draws: all live ones and the latest that ended; undefined where they are too many. */
export function selectPictured(
  tokens: TokenBook,
): { readonly keys: ReadonlySet<string>; readonly swept: number } | undefined {
  const { root, service, batch, expired, revoked } = tokens.counts;
  if (root + service + batch > PICTURE_VESSELS) return undefined;
  const keys = new Set<string>();
  const ended: TokenView[] = [];
  for (const token of tokens.list) {
    if (token.state === "live") keys.add(token.key);
    else ended.push(token);
  }
  ended.sort((a, b) => (b.ended?.atMs ?? 0) - (a.ended?.atMs ?? 0));
  const kept = ended.slice(0, ENDED_IN_PICTURE);
  for (const { key } of kept) keys.add(key);
  return { keys, swept: expired + revoked - kept.length };
}

/** How far from the top of a wave of revocations each token is, by key: 0 is what was revoked, 1 its children, at most 8. */
export function selectGenerations(
  tokens: TokenBook,
  changes: ReadonlyMap<string, string>,
): ReadonlyMap<string, number> {
  const generations = new Map<string, number>();
  const generationOf = (key: string): number => {
    const known = generations.get(key);
    if (known !== undefined) return known;
    const parentKey = tokens.get(key)?.parentKey;
    const above = parentKey !== undefined && changes.get(parentKey) === "revoked" ? generationOf(parentKey) + 1 : 0;
    const generation = Math.min(above, WAVE_STEPS);
    generations.set(key, generation);
    return generation;
  };
  for (const [key, change] of changes) if (change === "revoked") generationOf(key);
  return generations;
}

const WAVE_STEPS = 8;
const LABEL_LENGTH = 11;

/** The word under a vessel. */
export function vesselLabel(token: TokenView, world: Pick<World, "identity" | "heldIn">): string {
  if (token.key === world.identity.tokenKey) return "you";
  if (token.root) return "root";
  const held = world.heldIn[token.key]?.[0];
  if (held === undefined) return tokenTail(token.token);
  return held.length < LABEL_LENGTH ? `$${held}` : `$${held.slice(0, LABEL_LENGTH - 2)}…`;
}

/** What of a vessel its name says. */
interface Named {
  readonly token: TokenView;
  readonly children: number;
  readonly foldedIn: number;
}

/** A vessel in words: what the picture shows, for who does not see it. */
export function vesselName(named: Named, tokens: TokenBook, world: Pick<World, "identity" | "heldIn">): string {
  const { token, children, foldedIn } = named;
  const held = world.heldIn[token.key]?.map((name) => `$${name}`) ?? [];
  const parent = token.parentKey === undefined ? undefined : tokens.get(token.parentKey);
  const parts = [
    `${token.root ? "root" : token.type} token ${shortToken(token.token)}`,
    ...held,
    token.key === world.identity.tokenKey ? "the token in use by you" : "",
    token.state === "live" ? "" : token.state,
    token.orphan ? "orphan" : parent ? `child of ${parent.root ? "root" : shortToken(parent.token)}` : "",
    children > 0 ? counted(children, "child", "children") : "",
    foldedIn > 0 ? `${grouped(foldedIn)} folded in` : "",
  ];
  return parts.filter(Boolean).join(", ");
}
