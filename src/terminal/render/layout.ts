import type { CellWidth } from "./width.ts";

/** What is to be seen of a line that is being edited. */
export interface LineView {
  /** May hold colours (`ESC[…m`); other sequences are dropped. */
  readonly prompt: string;
  /** Stands before each further line. */
  readonly continuation: string;
  readonly text: string;
  /** UTF-16 offset in `text`. */
  readonly cursor: number;
  /** Shown after the text, dimmed. */
  readonly suggestion: string;
}

export interface Cell {
  readonly text: string;
  readonly width: number;
  /** Parameters of `ESC[…m`; `""` is plain. */
  readonly style: string;
}

export interface Row {
  readonly cells: readonly Cell[];
  /** The next row goes on with this one: it was too long for the width. */
  readonly wraps: boolean;
}

export interface Frame {
  readonly rows: readonly Row[];
  readonly cursorRow: number;
  readonly cursorColumn: number;
}

/** What was typed is bold and in full ink (the theme's bright white). */
export const typedStyle = "1;97";
/** Dimmed text (the theme's bright black). */
export const dimStyle = "90";
export const tabStop = 8;

/** Sequences and line breaks in a prompt, for `split`. */
const escape = "\u001b";
const sequences = new RegExp(`(${escape}\\[[0-9;:?]*[a-zA-Z]|${escape}\\][^${escape}]*${escape}\\\\|\n)`);

/** Lays a line out in cells, as a terminal of `columns` columns wraps it, starting at `startColumn`. */
export function layout(view: LineView, columns: number, startColumn: number, widthOf: CellWidth): Frame {
  const canvas = new Canvas(columns, startColumn, widthOf);
  canvas.styled(view.prompt);
  let index = 0;
  while (index < view.text.length) {
    if (index === view.cursor) canvas.wantCursor();
    const codePoint = view.text.codePointAt(index) ?? 0;
    const length = codePoint > 0xffff ? 2 : 1;
    if (codePoint === 10) {
      canvas.breakLine();
      canvas.styled(view.continuation);
    } else canvas.put(codePoint, typedStyle);
    index += length;
  }
  canvas.endText();
  if (view.cursor >= view.text.length) canvas.markCursor();
  for (const char of view.suggestion) {
    const codePoint = char.codePointAt(0) ?? 0;
    if (codePoint === 10) {
      canvas.breakLine();
      canvas.styled(view.continuation);
    } else canvas.put(codePoint, dimStyle);
  }
  return canvas.frame();
}

interface MutableRow {
  cells: Cell[];
  wraps: boolean;
}

class Canvas {
  readonly #columns: number;
  readonly #widthOf: CellWidth;
  readonly #rows: MutableRow[] = [{ cells: [], wraps: false }];
  #column: number;
  #cursor: { row: number; column: number } | undefined;
  #wantsCursor = false;

  constructor(columns: number, startColumn: number, widthOf: CellWidth) {
    this.#columns = columns;
    this.#column = startColumn;
    this.#widthOf = widthOf;
  }

  /** The next cell is where the cursor stands. */
  wantCursor(): void {
    this.#wantsCursor = true;
  }

  markCursor(): void {
    this.#cursor = { row: this.#rows.length - 1, column: Math.min(this.#column, this.#columns - 1) };
    this.#wantsCursor = false;
  }

  /** A prompt, with its colours. */
  styled(text: string): void {
    let style = "";
    for (const part of text.split(sequences)) {
      if (part === "\n") this.breakLine();
      else if (part.startsWith("\x1b[") && part.endsWith("m")) style = addStyle(style, part.slice(2, -1));
      else if (!part.startsWith(escape)) for (const char of part) this.put(char.codePointAt(0) ?? 0, style);
    }
  }

  put(codePoint: number, style: string): void {
    const shown = visible(codePoint, this.#column, this.#columns);
    if (shown !== undefined) {
      this.#place({ text: shown.charAt(0), width: 1, style });
      for (const char of shown.slice(1)) this.#place({ text: char, width: 1, style });
      return;
    }
    const text = String.fromCodePoint(codePoint);
    const width = codePoint < 127 ? 1 : this.#widthOf(codePoint);
    if (width === 0) this.#join(text);
    else this.#place({ text, width, style });
  }

  breakLine(): void {
    if (this.#wantsCursor) this.markCursor();
    this.#rows.push({ cells: [], wraps: false });
    this.#column = 0;
  }

  /** After the last column the cursor stands in the next row. */
  endText(): void {
    if (this.#column >= this.#columns) this.#wrap();
  }

  frame(): Frame {
    this.endText();
    if (this.#cursor === undefined) this.markCursor();
    return { rows: this.#rows, cursorRow: this.#cursor?.row ?? 0, cursorColumn: this.#cursor?.column ?? 0 };
  }

  #place(cell: Cell): void {
    if (this.#column + cell.width > this.#columns) this.#wrap();
    if (this.#wantsCursor) this.markCursor();
    this.#row().cells.push(cell);
    this.#column += cell.width;
  }

  /** A mark that stands on the character before it. With none before it in the row, there is nothing to show it on. */
  #join(mark: string): void {
    const { cells } = this.#row();
    const last = cells.pop();
    if (last === undefined) return;
    cells.push({ ...last, text: last.text + mark });
    if (this.#wantsCursor) this.markCursor();
  }

  #wrap(): void {
    this.#row().wraps = true;
    this.#rows.push({ cells: [], wraps: false });
    this.#column = 0;
  }

  #row(): MutableRow {
    const row = this.#rows.at(-1);
    if (row === undefined) throw new Error("A canvas has a row at least.");
    return row;
  }
}

/** How an unprintable shows; undefined for what shows as itself. */
function visible(codePoint: number, column: number, columns: number): string | undefined {
  if (codePoint === 9) {
    const from = column >= columns ? 0 : column;
    return " ".repeat(Math.max(1, Math.min(tabStop - (from % tabStop), columns - from)));
  }
  if (codePoint < 32) return `^${String.fromCodePoint(codePoint + 64)}`;
  if (codePoint === 127) return "^?";
  if (codePoint >= 128 && codePoint < 160) return `\\x${codePoint.toString(16)}`;
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return "\ufffd";
  return undefined;
}

function addStyle(style: string, parameters: string): string {
  const reset = /^0*$/.test(parameters);
  if (reset) return "";
  return style === "" ? parameters : `${style};${parameters}`;
}
