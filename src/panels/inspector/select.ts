/** What the Inspector knows of a token from the world that all panels share: its kin, who holds it, what it asked last. */
import { namesHeld, type TokenView, type World } from "../world.ts";

export interface InspectedShown {
  readonly token: TokenView;
  readonly title: string;
  readonly parent: TokenView | undefined;
  /** The first `CHILDREN_SHOWN` of `childCount`, oldest first. */
  readonly children: readonly TokenView[];
  readonly childCount: number;
  readonly liveChildCount: number;
  /** Shell variables, without `$`. */
  readonly heldIn: readonly string[];
  readonly isYou: boolean;
}

export const CHILDREN_SHOWN = 24;
const firstRefusal = 400;

export function selectInspected(
  world: Pick<World, "tokens" | "heldIn" | "identity">,
  key: string | undefined,
): InspectedShown | undefined {
  const { tokens, heldIn, identity } = world;
  const token = key === undefined ? undefined : tokens.get(key);
  if (token === undefined) return undefined;
  const children = tokens.list.blocks.flatMap((block) => block.filter(({ parentKey }) => parentKey === token.key));
  return {
    token,
    title: titleOf(token),
    parent: token.parentKey === undefined ? undefined : tokens.get(token.parentKey),
    children: children.slice(0, CHILDREN_SHOWN),
    childCount: children.length,
    liveChildCount: children.filter(({ state }) => state === "live").length,
    heldIn: namesHeld(heldIn, token.key),
    isYou: identity.tokenKey === token.key,
  };
}

export function isRefused({ status }: { readonly status: number }): boolean {
  return status >= firstRefusal;
}

function isWrapping({ policies }: TokenView): boolean {
  return policies.length === 1 && policies[0] === "response-wrapping";
}

/** `Orphan batch token`, `Expired service token`. */
function titleOf(token: TokenView): string {
  const words = [
    token.state === "live" ? "" : token.state,
    token.orphan && !token.root && !isWrapping(token) ? "orphan" : "",
    token.root ? "root" : isWrapping(token) ? "wrapping" : token.type,
    "token",
  ];
  const title = words.filter(Boolean).join(" ");
  return title.charAt(0).toUpperCase() + title.slice(1);
}
