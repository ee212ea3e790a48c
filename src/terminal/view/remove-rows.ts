/** What of a terminal's rows can be seen and changed from outside. */
export interface RowsTerminal {
  readonly buffer: { readonly active: ActiveRows };
  write(text: string): void;
  scrollToLine(line: number): void;
}

interface ActiveRows {
  readonly baseY: number;
  readonly viewportY: number;
  readonly cursorY: number;
  getLine(row: number): { translateToString(trimRight: boolean): string } | undefined;
}

/** The scrollback as xterm.js keeps it behind its public view, which only shows it. */
interface Kept {
  readonly lines: { splice(start: number, count: number): void };
  ybase: number;
  ydisp: number;
}

/**
 * Takes rows away, from `first` to before `end`: what stands below them moves up. For rows above the cursor, and only between two
 * writes. On the screen that is what a terminal does when it is told to; in the scrollback no terminal can be told.
 */
export function removeRows(terminal: RowsTerminal, first: number, end: number): void {
  const { baseY, cursorY } = terminal.buffer.active;
  if (first < 0 || end <= first || end > baseY + cursorY) return;
  const firstOnScreen = Math.max(first, baseY);
  const onScreen = end - firstOnScreen;
  if (onScreen > 0) terminal.write(`\x1b7\x1b[${firstOnScreen - baseY + 1};1H\x1b[${onScreen}M\x1b8\x1b[${onScreen}A`);
  if (first < baseY) removeScrolled(terminal, first, Math.min(end, baseY) - first);
}

/** The rows from `first` to before `end`, less the blank ones at their end. */
export function endOfText(terminal: Pick<RowsTerminal, "buffer">, first: number, end: number): number {
  const isBlank = (row: number) => terminal.buffer.active.getLine(row)?.translateToString(true) === "";
  let last = end;
  while (last > first && isBlank(last - 1)) last--;
  return last;
}

function removeScrolled(terminal: RowsTerminal, first: number, count: number): void {
  const kept: unknown = Reflect.get(terminal.buffer.active, "_buffer");
  if (!isKept(kept)) return;
  const follows = kept.ydisp === kept.ybase;
  kept.lines.splice(first, count);
  kept.ybase -= count;
  if (follows) kept.ydisp = kept.ybase;
  else if (kept.ydisp > first) kept.ydisp = Math.max(first, kept.ydisp - count);
  terminal.scrollToLine(kept.ydisp);
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== "object" || value === null) return false;
  const lines: unknown = Reflect.get(value, "lines");
  return (
    typeof lines === "object" &&
    lines !== null &&
    typeof Reflect.get(lines, "splice") === "function" &&
    typeof Reflect.get(value, "ybase") === "number" &&
    typeof Reflect.get(value, "ydisp") === "number"
  );
}
