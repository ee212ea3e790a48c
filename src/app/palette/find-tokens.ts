import { holdsWords, namesHeld, wordsOf, type TokenView, type World } from "../../panels/index.ts";

/** So few letters would find nearly every token. */
const LEAST_LETTERS = 3;
const MOST_FOUND = 12;

/** Tokens that hold every word of the query, newest first. */
export function findTokens(
  { tokens, heldIn }: Pick<World, "tokens" | "heldIn">,
  query: string,
): readonly { readonly token: TokenView; readonly label: string }[] {
  if (query.trim().length < LEAST_LETTERS) return [];
  const words = wordsOf(query);
  const found: { token: TokenView; label: string }[] = [];
  for (let at = tokens.list.length - 1; at >= 0 && found.length < MOST_FOUND; at--) {
    const token = tokens.list.at(at);
    if (token === undefined || !holdsWords(token, words, heldIn)) continue;
    const [held] = namesHeld(heldIn, token.key);
    const name = held === undefined ? `${token.token.slice(0, 4)}…${token.token.slice(-6)}` : `$${held}`;
    const state = token.state === "live" ? "" : `, ${token.state}`;
    found.push({ token, label: `${name}  ${token.displayName}${state}, ${token.policies.join(" ")}` });
  }
  return found;
}
