/** Takes the values of tokens out of what is shown, for whoever looks over a shoulder or at a projector. */
const TOKEN = /\bhv([sbr])\.[\w-]{8,}/g;
const DOTS = "••••••";
/** Members whose text is a token whatever it looks like: whoever makes one may choose its name. */
const NAMED = /"(?:client_token|token|wrapping_token)":\s*"([^"\\]+)"/g;

/** Tokens that a text names as such and that do not look like one. */
export function namedTokens(...texts: readonly string[]): readonly string[] {
  return [...new Set(texts.flatMap((text) => [...text.matchAll(NAMED)].map((match) => match[1] ?? "")))].filter(
    (token) => token.length > 2 && !token.startsWith("hmac-sha256:"),
  );
}

/** `named`: more values to hide, wherever they stand. */
export function hideTokens(text: string, named: readonly string[] = []): string {
  let hidden = text.replace(TOKEN, `hv$1.${DOTS}`);
  for (const token of named) if (token !== "" && !/^hv[sbr]\./.test(token)) hidden = hidden.replaceAll(token, DOTS);
  return hidden;
}
