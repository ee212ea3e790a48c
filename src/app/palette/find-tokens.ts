import type { TokenView, World } from "../../panels/index.ts";

/** So few letters would find nearly every token. */
const LEAST_LETTERS = 3;
const MOST_FOUND = 12;

/** Tokens whose text, accessor, variable, display name or policies hold the query, newest first. */
export function findTokens(
  { tokens, heldIn }: Pick<World, "tokens" | "heldIn">,
  query: string,
): readonly { readonly token: TokenView; readonly label: string }[] {
  const wanted = query.trim().toLowerCase().replace(/^\$/, "");
  if (wanted.length < LEAST_LETTERS) return [];
  const found: { token: TokenView; label: string }[] = [];
  for (let at = tokens.list.length - 1; at >= 0 && found.length < MOST_FOUND; at--) {
    const token = tokens.list[at];
    if (token === undefined) continue;
    const held = heldIn[token.key] ?? [];
    const texts = [token.token, token.accessor ?? "", token.displayName, ...token.policies, ...held];
    if (!texts.some((text) => text.toLowerCase().includes(wanted))) continue;
    const name = held[0] === undefined ? `${token.token.slice(0, 4)}…${token.token.slice(-6)}` : `$${held[0]}`;
    const state = token.state === "live" ? "" : `, ${token.state}`;
    found.push({ token, label: `${name}  ${token.displayName}${state}, ${token.policies.join(" ")}` });
  }
  return found;
}
