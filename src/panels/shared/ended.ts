import type { TokenView } from "../world.ts";

const WORDS = { parent: "with parent", uses: "uses spent", expired: "expired", revoked: "revoked" } as const;

/** How a token ended, in a word or two. */
export function endedWord(token: TokenView): string {
  return token.ended ? WORDS[token.ended.cause] : token.state;
}
