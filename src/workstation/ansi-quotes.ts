/**
 * Writes the characters that `\U0001F600` names in `$'…'` as themselves, where a line has any: the library reads all other escapes
 * there, and not this one. What stands in other quotes, in comments and in here-documents stays as it is.
 */
export function withAstralQuotes(line: string): string {
  if (!/\$'[^\n]*\\U[0-9a-fA-F]/.test(line)) return line;
  // A comment, a here-document to the end of the line's text, and each kind of quotes, whole.
  const parts =
    /(?<=^|[\s;&|(])#[^\n]*|<<[^<][\s\S]*|\\[\s\S]|"(?:[^"\\]|\\[\s\S])*"|\$'(?:[^'\\]|\\[\s\S])*'|'[^']*'/g;
  return line.replaceAll(parts, (part) =>
    part.startsWith("$'")
      ? part.replaceAll(/\\(?:U([0-9a-fA-F]{1,8})|[\s\S])/g, (escape, hex: string | undefined) => named(escape, hex))
      : part,
  );
}

const LAST_CODE_POINT = 0x10ffff;

function named(escape: string, hex: string | undefined): string {
  const code = hex === undefined ? 0 : Number.parseInt(hex, 16);
  if (code === 0 || code > LAST_CODE_POINT) return escape;
  const text = String.fromCodePoint(code);
  return text === "'" || text === "\\" ? `\\${text}` : text;
}
