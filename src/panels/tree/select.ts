/** From tokens to the forest that the tree panel draws: who hangs from whom, and who stands alone. */
import { counted, grouped, shortToken, tokenTail } from "../shared/format.ts";
import { finish, type Work } from "../shared/turns.ts";
import { namesHeld, type TokenBook, type TokenList, type TokenView, type World } from "../world.ts";

export interface TreeNode {
  readonly token: TokenView;
  /** Where it stands in the list of tokens. */
  readonly at: number;
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
  keep: (place: number) => boolean = everyPlace,
  folded: ReadonlySet<string> = NOTHING_FOLDED,
): readonly TreeNode[] {
  return finish(growForest(tokens, keep, folded));
}

export function* growForest(
  tokens: TokenBook,
  keep: (place: number) => boolean,
  folded: ReadonlySet<string>,
): Work<readonly TreeNode[]> {
  const childrenOf = new Map<number, number[]>();
  const standing: number[] = [];
  let place = -1;
  for (const token of tokens.list) {
    if (++place % LOOK_EVERY === 0) yield;
    if (!keep(place)) continue;
    const parent = parentPlace(token, tokens);
    if (parent < 0 || !keep(parent)) {
      standing.push(place);
      continue;
    }
    const siblings = childrenOf.get(parent);
    if (siblings) siblings.push(place);
    else childrenOf.set(parent, [place]);
  }
  const rank = (at: number) => rankOf(tokens.list.at(at), childrenOf.has(at));
  const inOrder = standing.toSorted((a, b) => rank(a) - rank(b));
  return yield* grow(tokens.list, inOrder, childrenOf, placesOf(folded, tokens));
}

/** Where a token's parent stands in the list of tokens; -1 where it has none that is known. */
export function parentPlace({ orphan, parentKey }: TokenView, tokens: TokenBook): number {
  return orphan || parentKey === undefined ? -1 : tokens.indexOf(parentKey);
}

export function placesOf(keys: ReadonlySet<string>, tokens: TokenBook): ReadonlySet<number> {
  return new Set([...keys].map((key) => tokens.indexOf(key)).filter((place) => place >= 0));
}

/** Tokens that are gone through between two looks at the time. */
const LOOK_EVERY = 500;

export const NOTHING_FOLDED: ReadonlySet<string> = new Set();

type Sprout = Omit<TreeNode, "children"> & { readonly children: TreeNode[]; readonly parent: Sprout | undefined };

/** Without recursion: a chain of tokens may be as deep as there are tokens. */
function* grow(
  list: TokenList,
  standing: readonly number[],
  childrenOf: ReadonlyMap<number, readonly number[]>,
  folded: ReadonlySet<number>,
): Work<readonly TreeNode[]> {
  const forest: TreeNode[] = [];
  const waiting: Sprout[] = [];
  const add = (siblings: readonly number[], parent: Sprout | undefined) => {
    for (let nth = siblings.length; nth > 0; nth--) {
      const at = siblings[nth - 1] ?? -1;
      const token = list.at(at);
      if (token === undefined) continue;
      const level = (parent?.level ?? 0) + 1;
      const foldedIn = folded.has(at) ? countBelow(at, childrenOf) : 0;
      waiting.push({ token, at, level, place: nth, siblings: siblings.length, children: [], foldedIn, parent });
    }
  };
  add(standing, undefined);
  let grown = 0;
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    (node.parent?.children ?? forest).push(node);
    if (node.foldedIn === 0) add(childrenOf.get(node.at) ?? [], node);
    if (++grown % LOOK_EVERY === 0) yield;
  }
  return forest;
}

function countBelow(place: number, childrenOf: ReadonlyMap<number, readonly number[]>): number {
  let count = 0;
  const waiting = [place];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const child of childrenOf.get(next) ?? []) {
      count++;
      waiting.push(child);
    }
  }
  return count;
}

function everyPlace(): boolean {
  return true;
}

/** Stands with an arm come first, root before others; then who stands alone; then what lies loose. */
function rankOf(token: TokenView | undefined, isParent: boolean): number {
  if (token?.root && token.state === "live") return 0;
  if (isParent) return 1;
  return token?.state === "revoked" ? 3 : 2;
}

/** Which tokens the picture draws: all live ones and the latest that ended; undefined where they are too many. */
export function selectPictured(
  tokens: TokenBook,
): { readonly places: ReadonlySet<number>; readonly swept: number } | undefined {
  const { root, service, batch, expired, revoked } = tokens.counts;
  if (root + service + batch > PICTURE_VESSELS) return undefined;
  const places = new Set<number>();
  const ended: { readonly place: number; readonly atMs: number }[] = [];
  let place = 0;
  for (const token of tokens.list) {
    if (token.state === "live") places.add(place);
    else ended.push({ place, atMs: token.ended?.atMs ?? 0 });
    place++;
  }
  ended.sort((a, b) => b.atMs - a.atMs);
  const kept = ended.slice(0, ENDED_IN_PICTURE);
  for (const { place: each } of kept) places.add(each);
  return { places, swept: expired + revoked - kept.length };
}

/** How far from the top of a wave of revocations each token is, by place: 0 is what was revoked, 1 its children, at most 8. */
export function selectGenerations(
  tokens: TokenBook,
  changes: ReadonlyMap<number, string>,
): ReadonlyMap<number, number> {
  const generations = new Map<number, number>();
  const generationOf = (place: number): number => {
    const known = generations.get(place);
    if (known !== undefined) return known;
    const parentKey = tokens.list.at(place)?.parentKey;
    const parent = parentKey === undefined ? -1 : tokens.indexOf(parentKey);
    const above = changes.get(parent) === "revoked" ? generationOf(parent) + 1 : 0;
    const generation = Math.min(above, WAVE_STEPS);
    generations.set(place, generation);
    return generation;
  };
  for (const [place, change] of changes) if (change === "revoked") generationOf(place);
  return generations;
}

const WAVE_STEPS = 8;
const LABEL_LENGTH = 11;

/** The word under a vessel. */
export function vesselLabel(token: TokenView, world: Pick<World, "identity" | "heldIn">): string {
  if (token.key === world.identity.tokenKey) return "you";
  if (token.root) return "root";
  const held = namesHeld(world.heldIn, token.key)[0];
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
  const held = namesHeld(world.heldIn, token.key).map((name) => `$${name}`);
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
