import { layout } from "./layout.ts";
import type { Cell, Frame, LineView, Row } from "./layout.ts";
import type { CellWidth } from "./width.ts";

export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
}

/**
 * The part of the screen where a line is edited. It remembers what it painted and gives the shortest sequences it can that make
 * the screen show the next state. All movement is relative to where the line starts, so what stands above may be anything.
 */
export class LineDisplay {
  readonly #widthOf: CellWidth;
  #size: ScreenSize;
  #startColumn = 0;
  #painted: Frame | undefined;
  /** Where the cursor is now, counted from the block's first row. */
  #row = 0;
  #style = "";

  constructor(size: ScreenSize, widthOf: CellWidth) {
    this.#size = size;
    this.#widthOf = widthOf;
  }

  /** Rows from the block's first one down to the cursor's. */
  get cursorRow(): number {
    return this.#row;
  }

  /** Cells of the block's first row that are not its own. */
  get startColumn(): number {
    return this.#startColumn;
  }

  get isShown(): boolean {
    return this.#painted !== undefined;
  }

  /** Starts a new block where the cursor stands: `startColumn` cells of its row are taken. */
  begin(size: ScreenSize, startColumn: number): string {
    this.#size = size;
    this.#painted = undefined;
    this.#row = 0;
    this.#startColumn = startColumn >= size.columns ? 0 : startColumn;
    return startColumn >= size.columns ? "\r\n" : "";
  }

  /** Makes the screen show `view`. Of a line taller than the screen, the rows about the cursor. */
  draw(view: LineView): string {
    return this.#paint(windowed(this.#layout(view), this.#size.rows, this.#startColumn));
  }

  /** Takes the block off the screen; the cursor stands where it started. */
  erase(): string {
    const out = this.#painted === undefined ? "" : `${this.#move(0, this.#startColumn)}\x1b[J`;
    this.#painted = undefined;
    this.#row = 0;
    return out;
  }

  /** Leaves the whole line on the screen for good, and the cursor on a fresh row under it. */
  finish(view: LineView): string {
    const frame = this.#layout({ ...view, cursor: view.text.length, suggestion: "" });
    // A row that is empty because the one before it is full is the fresh row already.
    const last = frame.rows.at(-1);
    const isFresh = last?.cells.length === 0 && frame.rows.at(-2)?.wraps === true;
    const fits = frame.rows.length <= this.#size.rows;
    const out = (fits ? "" : this.erase()) + this.#paint(frame);
    const end = this.#move(frame.rows.length - 1, frame.cursorColumn) + (isFresh ? "" : "\r\n");
    this.#painted = undefined;
    this.#row = 0;
    return out + end;
  }

  #layout(view: LineView): Frame {
    return layout(view, this.#size.columns, this.#startColumn, this.#widthOf);
  }

  #paint(frame: Frame): string {
    const before = this.#painted;
    this.#painted = frame;
    const change = before === undefined ? { row: 0, cell: 0, onlyRow: false } : firstChange(before, frame);
    const out = change === undefined ? "" : this.#rewrite(frame, change, before === undefined);
    return out + this.#move(frame.cursorRow, frame.cursorColumn);
  }

  #rewrite(frame: Frame, change: Change, isNew: boolean): string {
    const row = frame.rows[change.row];
    if (row === undefined) return "";
    const column = this.#columnOf(row, change);
    const start = isNew ? "" : this.#move(change.row, column);
    if (change.onlyRow) {
      const rest = row.cells.slice(change.cell);
      const tail = change.shorter === true ? "\x1b[K" : "";
      // Erased before it is written: after the last column there would be nothing to erase but that column.
      return start + tail + this.#cells(rest) + this.#plain();
    }
    let out = `${start}\x1b[J${this.#cells(row.cells.slice(change.cell))}`;
    for (let index = change.row + 1; index < frame.rows.length; index += 1) {
      const next = frame.rows[index];
      const previous = frame.rows[index - 1];
      if (next === undefined || previous === undefined) break;
      if (!previous.wraps) out += `${this.#plain()}\r\n`;
      // Nothing follows that would make the terminal wrap: a blank does.
      else if (next.cells.length === 0) out += `${this.#plain()} \r\x1b[X`;
      out += this.#cells(next.cells);
      this.#row = index;
    }
    if (isNew && frame.rows.length === 1) this.#row = 0;
    return out + this.#plain();
  }

  #columnOf(row: Row, change: Change): number {
    let column = change.row === 0 ? this.#startColumn : 0;
    for (const cell of row.cells.slice(0, change.cell)) column += cell.width;
    return column;
  }

  #cells(cells: readonly Cell[]): string {
    let out = "";
    for (const { text, style } of cells) {
      if (style !== this.#style) {
        out += style === "" ? "\x1b[0m" : `\x1b[0;${style}m`;
        this.#style = style;
      }
      out += text;
    }
    return out;
  }

  #plain(): string {
    if (this.#style === "") return "";
    this.#style = "";
    return "\x1b[0m";
  }

  #move(row: number, column: number): string {
    const rows = row - this.#row;
    this.#row = row;
    const vertical = rows === 0 ? "" : `\x1b[${Math.abs(rows)}${rows < 0 ? "A" : "B"}`;
    return `${vertical}\r${column === 0 ? "" : `\x1b[${column}C`}`;
  }
}

interface Change {
  readonly row: number;
  readonly cell: number;
  /** The rest of that row is all that changed. */
  readonly onlyRow: boolean;
  readonly shorter?: boolean;
}

/** Where two frames first differ; undefined where they show the same. */
function firstChange(before: Frame, after: Frame): Change | undefined {
  const rows = Math.max(before.rows.length, after.rows.length);
  for (let row = 0; row < rows; row += 1) {
    const old = before.rows[row];
    const next = after.rows[row];
    const cell = old !== undefined && next !== undefined ? firstDifference(old, next) : 0;
    if (cell === undefined) continue;
    const restSame = sameShape(before, after, row);
    const joined = cell === 0 && row > 0 && (after.rows[row - 1]?.wraps ?? false);
    if (restSame && !joined) {
      return { row, cell, onlyRow: true, shorter: rowWidth(next) < rowWidth(old) };
    }
    // A row that continues another is only known to the terminal as such when it wraps into it.
    if (cell === 0 && row > 0) return { row: row - 1, cell: lastCell(after.rows[row - 1]), onlyRow: false };
    return { row, cell, onlyRow: false };
  }
  return undefined;
}

/** Whether everything below `row` is the same, and the row ends the same way. */
function sameShape(before: Frame, after: Frame, row: number): boolean {
  if (before.rows.length !== after.rows.length || before.rows[row]?.wraps !== after.rows[row]?.wraps) return false;
  for (let index = row + 1; index < after.rows.length; index += 1) {
    const old = before.rows[index];
    const next = after.rows[index];
    if (old === undefined || next === undefined || firstDifference(old, next) !== undefined) return false;
  }
  return true;
}

function firstDifference(old: Row, next: Row): number | undefined {
  const length = Math.max(old.cells.length, next.cells.length);
  for (let index = 0; index < length; index += 1) {
    const a = old.cells[index];
    const b = next.cells[index];
    if (a === undefined || b === undefined || a.text !== b.text || a.style !== b.style) return index;
  }
  return old.wraps === next.wraps ? undefined : Math.max(0, length - 1);
}

function lastCell(row: Row | undefined): number {
  return Math.max(0, (row?.cells.length ?? 0) - 1);
}

function rowWidth(row: Row | undefined): number {
  return (row?.cells ?? []).reduce((sum, cell) => sum + cell.width, 0);
}

/** As many rows as fit, the cursor's among them. The block's first row, where output may stand before it, is then left alone. */
function windowed(frame: Frame, height: number, startColumn: number): Frame {
  if (frame.rows.length <= height) return frame;
  const head: readonly Row[] = startColumn > 0 ? [{ cells: [], wraps: false }] : [];
  const room = Math.max(1, height - head.length);
  const top = Math.min(Math.max(0, frame.cursorRow - Math.floor(room / 2)), frame.rows.length - room);
  return {
    ...frame,
    rows: [...head, ...frame.rows.slice(top, top + room)],
    cursorRow: frame.cursorRow - top + head.length,
  };
}
