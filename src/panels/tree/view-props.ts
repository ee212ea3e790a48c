import type { TokenChange, TokenView, World } from "../world.ts";

/** What both forms of the tree show, and what can be done there. */
export interface TreeViewProps {
  readonly world: Pick<World, "tokens" | "identity" | "heldIn">;
  readonly changes: ReadonlyMap<number, TokenChange>;
  readonly pickedKey: string | undefined;
  readonly onPick: ((token: TokenView) => void) | undefined;
  readonly folded: ReadonlySet<string>;
  readonly onFold: (key: string, shut: boolean) => void;
  /** Whether the search found it. */
  readonly isFound: (token: TokenView) => boolean;
  /** The one of them to bring into sight. */
  readonly soughtKey: string | undefined;
}
