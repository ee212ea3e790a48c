import type { CompletionCandidate } from "../../simulation/index.ts";
import { dimStyle } from "../render/layout.ts";
import type { CellWidth } from "../render/width.ts";

const gap = 2;

/** Candidates as the second Tab lists them: in columns, down first; with descriptions, one a row. Rows without line ends. */
export function candidateRows(
  candidates: readonly CompletionCandidate[],
  columns: number,
  widthOf: CellWidth,
): readonly string[] {
  const names = candidates.map(({ text }) => printable(text));
  const widest = Math.max(0, ...names.map((name) => textWidth(name, widthOf)));
  if (candidates.some(({ description }) => description !== undefined)) {
    return candidates.map(({ description = "" }, index) => {
      const name = names[index] ?? "";
      const room = columns - widest - gap - 1;
      if (description === "" || room < 8) return name;
      const padding = " ".repeat(widest + gap - textWidth(name, widthOf));
      return `${name}${padding}\x1b[${dimStyle}m${clipped(printable(description), room, widthOf)}\x1b[0m`;
    });
  }
  const across = Math.max(1, Math.floor((columns - 1 + gap) / (widest + gap)));
  const rows = Math.ceil(names.length / across);
  return Array.from({ length: rows }, (_, row) => {
    const inRow = names.filter((_, index) => index % rows === row);
    const padded = inRow.map((name) => name + " ".repeat(widest + gap - textWidth(name, widthOf)));
    return padded.join("").trimEnd();
  });
}

export function textWidth(text: string, widthOf: CellWidth): number {
  let width = 0;
  for (const char of text) width += widthOf(char.codePointAt(0) ?? 0);
  return width;
}

function clipped(text: string, room: number, widthOf: CellWidth): string {
  if (textWidth(text, widthOf) <= room) return text;
  let kept = "";
  for (const char of text) {
    if (textWidth(kept + char, widthOf) > room - 1) break;
    kept += char;
  }
  return `${kept}…`;
}

/** Names of files may hold anything; on screen they do no more than stand there. */
function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, "?");
}

/** Text in rows, broken between words; a word wider than a row is broken within. */
export function wrapWords(text: string, columns: number, widthOf: CellWidth): string[] {
  const rows: string[] = [];
  let row = "";
  let width = 0;
  for (const word of text.split(" ")) {
    const wordWidth = textWidth(word, widthOf);
    if (row !== "" && width + 1 + wordWidth > columns) {
      rows.push(row);
      row = "";
      width = 0;
    }
    if (row !== "") {
      row += " ";
      width += 1;
    }
    for (const char of word) {
      const charWidth = textWidth(char, widthOf);
      if (width + charWidth > columns) {
        rows.push(row);
        row = "";
        width = 0;
      }
      row += char;
      width += charWidth;
    }
  }
  return [...rows, row];
}

/** Text from elsewhere, without anything that could move the cursor. */
export function plain(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, " ");
}
