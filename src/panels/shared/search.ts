/** Finding tokens by words: any part of what a person may know of one. */
import type { TokenView, World } from "../world.ts";
import { heldText } from "../tokens/columns.ts";

/** The words of a search, in small letters. */
export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().split(/\s+/).filter(Boolean);
}

/** Whether a token's text, accessor, name, path, policies, variables, type and state hold every word. */
export function holdsWords(token: TokenView, words: readonly string[], heldIn: World["heldIn"]): boolean {
  const held = heldText(heldIn, token.key);
  const { token: text, accessor = "", displayName, path, policies, type, state } = token;
  const all = [text, accessor, displayName, path, policies.join(" "), held, type, state].join(" ").toLowerCase();
  return words.every((word) => all.includes(word));
}
