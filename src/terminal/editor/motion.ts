/** Where the cursor goes. Positions are UTF-16 offsets that never split what a reader sees as one character. */

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
/** No character that is seen as one is longer than this. */
const reach = 64;

export function nextCharacter(text: string, cursor: number): number {
  if (cursor >= text.length) return text.length;
  const [first] = segmenter.segment(text.slice(cursor, cursor + reach));
  return cursor + (first?.segment.length ?? 1);
}

export function previousCharacter(text: string, cursor: number): number {
  if (cursor <= 0) return 0;
  let from = Math.max(0, cursor - reach);
  if (from > 0 && isLowSurrogate(text, from)) from += 1;
  let last = cursor - 1;
  for (const { index } of segmenter.segment(text.slice(from, cursor))) last = from + index;
  return last;
}

/** End of the word at or after the cursor: letters with their marks and digits, as readline has it. */
export function nextWordEnd(text: string, cursor: number): number {
  const match = /^[^\p{L}\p{N}\p{M}]*[\p{L}\p{N}\p{M}]*/u.exec(text.slice(cursor));
  return cursor + (match?.[0].length ?? 0);
}

export function previousWordStart(text: string, cursor: number): number {
  const between = backWhile(text, cursor, /[^\p{L}\p{N}\p{M}]/u);
  return backWhile(text, between, /[\p{L}\p{N}\p{M}]/u);
}

function backWhile(text: string, cursor: number, pattern: RegExp): number {
  let index = cursor;
  while (index > 0) {
    const length = isLowSurrogate(text, index - 1) && index > 1 ? 2 : 1;
    if (!pattern.test(text.slice(index - length, index))) break;
    index -= length;
  }
  return index;
}

/** Start of the word before the cursor, words being what blanks part (Ctrl-W). */
export function previousBlankWordStart(text: string, cursor: number): number {
  let index = cursor;
  while (index > 0 && /\s/.test(text.charAt(index - 1))) index -= 1;
  while (index > 0 && !/\s/.test(text.charAt(index - 1))) index -= 1;
  return index;
}

export function lineStart(text: string, cursor: number): number {
  return cursor === 0 ? 0 : text.lastIndexOf("\n", cursor - 1) + 1;
}

export function lineEnd(text: string, cursor: number): number {
  const end = text.indexOf("\n", cursor);
  return end === -1 ? text.length : end;
}

/** The same column a line up or down; undefined where there is no such line. */
export function verticalMove(text: string, cursor: number, direction: -1 | 1): number | undefined {
  const start = lineStart(text, cursor);
  const column = cursor - start;
  if (direction === -1) {
    if (start === 0) return undefined;
    const above = lineStart(text, start - 1);
    return snap(text, Math.min(above + column, start - 1));
  }
  const end = lineEnd(text, cursor);
  if (end === text.length) return undefined;
  return snap(text, Math.min(end + 1 + column, lineEnd(text, end + 1)));
}

function snap(text: string, cursor: number): number {
  const before = previousCharacter(text, cursor);
  return nextCharacter(text, before) > cursor ? before : cursor;
}

function isLowSurrogate(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 0xdc00 && code <= 0xdfff;
}
