import type { IBufferCell, ITheme, Terminal } from "@xterm/xterm";

/** Cells in a row that look the same. */
export interface ScreenRun {
  readonly text: string;
  /** First column. */
  readonly column: number;
  /** How many columns it takes: a wide character takes two. */
  readonly columns: number;
  readonly bold: boolean;
  /** `#rrggbb`. */
  readonly colour: string;
}

/** What is in sight of a terminal, as text with its look: for pictures of it. */
export function screenRuns(terminal: Terminal): readonly (readonly ScreenRun[])[] {
  const { active } = terminal.buffer;
  const theme = terminal.options.theme ?? {};
  const cell = active.getNullCell();
  return Array.from({ length: terminal.rows }, (_, row) => {
    const line = active.getLine(active.viewportY + row);
    const runs: ScreenRun[] = [];
    if (line === undefined) return runs;
    for (let column = 0; column < terminal.cols; column++) {
      const here = line.getCell(column, cell);
      if (here === undefined || here.getWidth() === 0) continue;
      const text = here.getChars() || " ";
      const columns = here.getWidth();
      const bold = here.isBold() !== 0;
      const colour = colourOf(here, theme);
      const last = runs.at(-1);
      if (last !== undefined && last.bold === bold && last.colour === colour) {
        runs[runs.length - 1] = { ...last, text: last.text + text, columns: last.columns + columns };
      } else runs.push({ text, column, columns, bold, colour });
    }
    return runs.filter((run) => run.text.trim() !== "").map(withoutEnd);
  });
}

/** Blanks at the end are not seen. */
function withoutEnd(run: ScreenRun): ScreenRun {
  const text = run.text.trimEnd();
  return { ...run, text, columns: run.columns - (run.text.length - text.length) };
}

const PALETTE = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"] as const;
const BRIGHT = [
  "brightBlack",
  "brightRed",
  "brightGreen",
  "brightYellow",
  "brightBlue",
  "brightMagenta",
  "brightCyan",
  "brightWhite",
] as const;

function colourOf(cell: IBufferCell, theme: ITheme): string {
  const usual = theme.foreground ?? "#888888";
  if (cell.isFgRGB()) return `#${cell.getFgColor().toString(16).padStart(6, "0")}`;
  if (!cell.isFgPalette()) return (cell.isDim() ? theme.brightBlack : undefined) ?? usual;
  const index = cell.getFgColor();
  const name = index < 8 ? PALETTE[index] : BRIGHT[index - 8];
  return (name === undefined ? undefined : theme[name]) ?? usual;
}
