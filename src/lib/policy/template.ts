type TemplateCheck =
  | { readonly ok: true; readonly templated: boolean }
  | { readonly ok: false; readonly error: string };

type Pieces =
  | { readonly ok: true; readonly pieces: readonly string[] }
  | { readonly ok: false; readonly error: string };

/** Whether a text holds templates, and that their braces pair. What they ask for is not looked at. */
export function checkTemplate(text: string): TemplateCheck {
  const split = splitTemplate(text);
  return split.ok ? { ok: true, templated: split.pieces.length > 1 } : split;
}

/** Plain text and directives in turn; a plain text first and last. */
export function splitTemplate(text: string): Pieces {
  const unbalanced: Pieces = { ok: false, error: "unbalanced templating characters" };
  const [plain = "", ...rest] = text.split("{{");
  if (plain.includes("}}")) return unbalanced;
  const pieces = [plain];
  for (const part of rest) {
    const halves = part.split("}}");
    if (halves.length !== 2) return unbalanced;
    pieces.push(...halves);
  }
  return { ok: true, pieces };
}
