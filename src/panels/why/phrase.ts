/** A sentence of which some words are set off: names that were typed or printed, and what carries the meaning. */
export type Piece = string | { readonly strong: string } | { readonly code: string };
export type Phrase = readonly Piece[];

export const strong = (text: string): Piece => ({ strong: text });
export const code = (text: string): Piece => ({ code: text });

/** The same without any setting: for the scrollback and for screen readers. */
export function plainText(phrase: Phrase): string {
  return phrase
    .map((piece) => (typeof piece === "string" ? piece : "strong" in piece ? piece.strong : piece.code))
    .join("");
}

/** `a`, `a and b`, `a, b and c`, each set off. */
export function listed(names: readonly string[], as: (name: string) => Piece = strong): Phrase {
  return names.flatMap((name, index) => {
    const before = index === 0 ? [] : index === names.length - 1 ? [" and "] : [", "];
    return [...before, as(name)];
  });
}

/** What may come from some address blocks only, and where this came from. */
export function boundTo(what: string, from: { readonly blocks: readonly string[]; readonly address: string }): Phrase {
  return [what, ...listed(from.blocks, code), " only; this came from ", code(from.address), "."];
}
