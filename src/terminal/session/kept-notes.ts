import { dimStyle } from "../render/layout.ts";
import type { CellWidth } from "../render/width.ts";
import { wrapWords } from "./columns.ts";

const ESC = String.fromCharCode(27);
/** A kept scrollback knows of a note no more than its looks: dimmed rows that begin so. */
const NOTE = new RegExp(`(${ESC}\\[(?:\\d+;)*${dimStyle}(?:;\\d+)*m)(Why\\? [^${ESC}]+)`, "g");
/** A blank row ends a note. */
const BREAK = /(?<!\n)\r\n(?=[^\r])/g;

/** A kept scrollback whose notes are broken between words for this width: they were for the width of the terminal that it is from. */
export function rewrapNotes(kept: string, columns: number, widthOf: CellWidth): string {
  return kept.replace(NOTE, (_all, style: string, rows: string) => {
    const said = rows.trimEnd();
    const rewrapped = wrapWords(said.replaceAll(BREAK, " "), columns, widthOf);
    return style + rewrapped.join("\r\n") + rows.slice(said.length);
  });
}
