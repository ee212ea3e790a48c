/** What `vault list auth/token/accessors` would answer, beside the live tokens that it cannot name. */
import type { TokenBook, TokenView } from "../world.ts";

export interface AccessorsShown {
  /** Live tokens that have an accessor, in the order of the list that Vault prints. */
  readonly named: readonly TokenView[];
  /** Live tokens without one. */
  readonly nameless: readonly TokenView[];
}

export type AccessorRow =
  | { readonly kind: "head"; readonly list: keyof AccessorsShown; readonly count: number }
  | { readonly kind: "token"; readonly list: keyof AccessorsShown; readonly token: TokenView };

export function selectAccessors(tokens: TokenBook): AccessorsShown {
  const named: TokenView[] = [];
  const nameless: TokenView[] = [];
  for (const token of tokens.list) {
    if (token.state === "live") (token.accessor === undefined ? nameless : named).push(token);
  }
  named.sort((a, b) => ((a.accessor ?? "") < (b.accessor ?? "") ? -1 : 1));
  return { named, nameless };
}

/** Heads and tokens in one sequence. Both heads are always there: that one list is empty is worth seeing. */
export function accessorRowCount({ named, nameless }: AccessorsShown): number {
  return named.length + nameless.length + 2;
}

export function accessorRowAt({ named, nameless }: AccessorsShown, index: number): AccessorRow | undefined {
  if (index === 0) return { kind: "head", list: "named", count: named.length };
  if (index === named.length + 1) return { kind: "head", list: "nameless", count: nameless.length };
  const list = index <= named.length ? "named" : "nameless";
  const token = list === "named" ? named[index - 1] : nameless[index - named.length - 2];
  return token && { kind: "token", list, token };
}
