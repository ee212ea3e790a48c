import type { TokenBook, TokenView } from "../world.ts";

/** So much of a token or an accessor must be typed for it to be found by a part. */
const PART_LENGTH = 4;

/** The token that is meant: by itself, by its accessor, or by a part of either that only one has; ended ones too. */
export function findToken(tokens: TokenBook, text: string): TokenView | undefined {
  const wanted = text.trim().replace(/^…|…$/g, "");
  if (wanted === "") return undefined;
  let part: TokenView | undefined;
  let parts = 0;
  for (const token of tokens.list) {
    if (token.token === wanted || token.accessor === wanted) return token;
    if (!token.token.endsWith(wanted) && token.accessor?.startsWith(wanted) !== true) continue;
    part = token;
    parts += 1;
  }
  return parts === 1 && wanted.length >= PART_LENGTH ? part : undefined;
}
