import type { IBufferRange, ILink, ILinkProvider, Terminal } from "@xterm/xterm";
import type { TerminalLink } from "../types.ts";

export interface FoundText {
  readonly kind: TerminalLink["kind"];
  readonly text: string;
  /** UTF-16 offset in the line. */
  readonly index: number;
}

/** Service, batch and recovery tokens as a server makes them; accessors are 24 letters and digits that stand alone. */
const tokenPattern = /(?<![\w.-])hv[sbr]\.[A-Za-z0-9_-]{20,}/g;
const accessorPattern = /(?<![\w.=/+-])[A-Za-z0-9]{24}(?![\w.=/+-])/g;

/** The tokens and accessors in a line, from left to right. */
export function findTokens(line: string): readonly FoundText[] {
  const tokens = [...line.matchAll(tokenPattern)].map(({ 0: text, index }): FoundText => ({
    kind: "token",
    text,
    index,
  }));
  const accessors = [...line.matchAll(accessorPattern)]
    // Random letters and digits have both cases; a long word has not.
    .filter(({ 0: text }) => /[a-z]/.test(text) && /[A-Z]/.test(text))
    .map(({ 0: text, index }): FoundText => ({ kind: "accessor", text, index }));
  return [...tokens, ...accessors].sort((a, b) => a.index - b.index);
}

/** So many rows of one wrapped line are looked at, up and down. */
const maxRows = 64;

/** Makes tokens and accessors in the scrollback links, over as many rows as they take. */
export function tokenLinks(
  terminal: Terminal,
  hover: (link: TerminalLink | undefined) => void,
  click: (link: TerminalLink, inspects: boolean) => void,
): ILinkProvider {
  return {
    provideLinks(row, callback) {
      const { text, firstRow } = wrappedLine(terminal, row);
      const { cols } = terminal;
      const links = findTokens(text).map((found): ILink => {
        const at = (event: MouseEvent): TerminalLink => ({
          kind: found.kind,
          text: found.text,
          clientX: event.clientX,
          clientY: event.clientY,
        });
        return {
          range: rangeOf(found, firstRow, cols),
          text: found.text,
          decorations: { underline: true, pointerCursor: true },
          activate: (event) => {
            // A drag that selects ends with a click too.
            if (!terminal.hasSelection()) click(at(event), event.ctrlKey || event.metaKey);
          },
          hover: (event) => hover(at(event)),
          leave: () => hover(undefined),
        };
      });
      const here = links.filter(({ range }) => range.start.y <= row && row <= range.end.y);
      callback(here.length === 0 ? undefined : here);
    },
  };
}

/** The whole line that buffer row `row` (from 1) is part of; a character of it for each cell. */
function wrappedLine(terminal: Terminal, row: number): { text: string; firstRow: number } {
  const buffer = terminal.buffer.active;
  let first = row - 1;
  while (first > 0 && row - first < maxRows && buffer.getLine(first)?.isWrapped === true) first -= 1;
  let text = cellText(terminal, first);
  for (let next = first + 1; next < first + maxRows && buffer.getLine(next)?.isWrapped === true; next += 1) {
    text = text.padEnd((next - first) * terminal.cols) + cellText(terminal, next);
  }
  return { text, firstRow: first + 1 };
}

/** One character a cell, so that offsets are cells; whatever is no plain letter is a blank. */
function cellText(terminal: Terminal, index: number): string {
  const line = terminal.buffer.active.getLine(index);
  const text = line?.translateToString(false) ?? "";
  if (text.length === terminal.cols) return text;
  return Array.from({ length: terminal.cols }, (_, x) => {
    const chars = line?.getCell(x)?.getChars() ?? "";
    return chars.length === 1 ? chars : " ";
  }).join("");
}

function rangeOf(found: FoundText, firstRow: number, columns: number): IBufferRange {
  const last = found.index + found.text.length - 1;
  return {
    start: { x: (found.index % columns) + 1, y: firstRow + Math.floor(found.index / columns) },
    end: { x: (last % columns) + 1, y: firstRow + Math.floor(last / columns) },
  };
}
