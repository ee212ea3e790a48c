import { Unicode11Addon } from "@xterm/addon-unicode11";
import { Terminal } from "@xterm/headless";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Key } from "../editor/keys.ts";
import { reduce } from "../editor/reduce.ts";
import { createEditorState } from "../editor/state.ts";
import { LineDisplay } from "./line-display.ts";
import type { LineView } from "./layout.ts";
import { unicode11Width } from "./width.ts";

const widthOf = unicode11Width();

function open(columns: number, rows: number): Terminal {
  const terminal = new Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 1000 });
  terminal.loadAddon(new Unicode11Addon());
  terminal.unicode.activeVersion = "11";
  return terminal;
}

async function write(terminal: Terminal, text: string): Promise<void> {
  await new Promise<void>((resolve) => terminal.write(text, resolve));
}

function screen(terminal: Terminal): { lines: string[]; wrapped: boolean[]; x: number; y: number } {
  const buffer = terminal.buffer.active;
  const lines: string[] = [];
  const wrapped: boolean[] = [];
  for (let y = 0; y < terminal.rows; y += 1) {
    const line = buffer.getLine(buffer.baseY + y);
    lines.push(line?.translateToString(true) ?? "");
    wrapped.push(line?.isWrapped ?? false);
  }
  return { lines, wrapped, x: buffer.cursorX, y: buffer.cursorY };
}

/** What a terminal shows that is simply given the whole text once: the model to agree with. */
async function naive(
  columns: number,
  rows: number,
  before: string,
  view: LineView,
): Promise<ReturnType<typeof screen>> {
  const terminal = open(columns, rows);
  const say = (text: string): string => text.replaceAll("\n", `\r\n${view.continuation}`);
  await write(terminal, `${before}${view.prompt}${say(view.text)}${say(view.suggestion)}`);
  const all = screen(terminal);
  const upToCursor = open(columns, rows);
  const head = `${before}${view.prompt}${say(view.text.slice(0, view.cursor))}`;
  await write(upToCursor, head);
  const at = screen(upToCursor);
  const next = view.text.charAt(view.cursor);
  // After the last column the cursor is shown where the next character goes, or would.
  const isPending = upToCursor.buffer.active.cursorX === columns && next !== "\n";
  const fits = next === "" || next === "\n" || at.x + widthOf(view.text.codePointAt(view.cursor) ?? 0) <= columns;
  if (isPending || !fits) return { ...all, x: 0, y: at.y + 1 };
  return { ...all, x: Math.min(at.x, columns - 1), y: at.y };
}

const view = (text: string, cursor = text.length, suggestion = ""): LineView => ({
  prompt: "$ ",
  continuation: "> ",
  text,
  cursor,
  suggestion,
});

describe("LineDisplay", () => {
  it("writes one more character as that character, in the style of what is typed", () => {
    const display = new LineDisplay({ columns: 80, rows: 24 }, widthOf);
    display.begin({ columns: 80, rows: 24 }, 0);
    display.draw(view("vaul"));
    expect(display.draw(view("vault"))).toBe("\r\x1b[6C\x1b[0;1;97mt\x1b[0m\r\x1b[7C");
  });

  it("a line that fills the last column leaves the cursor in the next row", async () => {
    const terminal = open(10, 5);
    const display = new LineDisplay({ columns: 10, rows: 5 }, widthOf);
    await write(terminal, display.begin({ columns: 10, rows: 5 }, 0) + display.draw(view("12345678")));
    expect(screen(terminal)).toMatchObject({ lines: ["$ 12345678", "", "", "", ""], x: 0, y: 1 });
    await write(terminal, display.finish(view("12345678")));
    expect(screen(terminal)).toMatchObject({ x: 0, y: 1 });
  });

  it("rows that a long line runs on into are one line to the terminal, so a copy has no break in it", async () => {
    const terminal = open(10, 5);
    const display = new LineDisplay({ columns: 10, rows: 5 }, widthOf);
    await write(terminal, display.begin({ columns: 10, rows: 5 }, 0));
    for (let length = 1; length <= 20; length += 1) await write(terminal, display.draw(view("x".repeat(length))));
    expect(screen(terminal).wrapped).toEqual([false, true, true, false, false]);
  });

  it("a wide character that does not fit goes to the next row whole", async () => {
    const terminal = open(10, 5);
    const display = new LineDisplay({ columns: 10, rows: 5 }, widthOf);
    await write(terminal, display.begin({ columns: 10, rows: 5 }, 0) + display.draw(view("1234567日本")));
    expect(screen(terminal).lines.slice(0, 2)).toEqual(["$ 1234567", "日本"]);
  });

  it("unprintable characters show as what they are, and do nothing", async () => {
    const terminal = open(40, 5);
    const display = new LineDisplay({ columns: 40, rows: 5 }, widthOf);
    await write(terminal, display.begin({ columns: 40, rows: 5 }, 0) + display.draw(view("a\u001b[2J\u007f\u009b\tb")));
    expect(screen(terminal).lines[0]).toBe("$ a^[[2J^?\\x9b  b");
  });

  it("starts behind what output left in the row", async () => {
    const terminal = open(10, 5);
    const display = new LineDisplay({ columns: 10, rows: 5 }, widthOf);
    await write(terminal, "foo");
    await write(terminal, display.begin({ columns: 10, rows: 5 }, 3) + display.draw(view("12345678")));
    expect(screen(terminal).lines.slice(0, 2)).toEqual(["foo$ 12345", "678"]);
    await write(terminal, display.erase());
    expect(screen(terminal)).toMatchObject({ lines: ["foo", "", "", "", ""], x: 3, y: 0 });
  });

  it("of a line taller than the screen it shows the rows about the cursor, and all of it once it is accepted", async () => {
    const terminal = open(10, 4);
    const display = new LineDisplay({ columns: 10, rows: 4 }, widthOf);
    const text = Array.from({ length: 12 }, (_, index) => `row ${index}`).join("\n");
    await write(terminal, display.begin({ columns: 10, rows: 4 }, 0) + display.draw(view(text)));
    expect(screen(terminal).lines).toEqual(["> row 8", "> row 9", "> row 10", "> row 11"]);
    await write(terminal, display.draw(view(text, 0)));
    expect(screen(terminal)).toMatchObject({ lines: ["$ row 0", "> row 1", "> row 2", "> row 3"], x: 2, y: 0 });
    await write(terminal, display.finish(view(text)));
    const { baseY, cursorY } = terminal.buffer.active;
    expect(baseY + cursorY).toBe(12);
    expect(terminal.buffer.active.getLine(5)?.translateToString(true)).toBe("> row 5");
  });

  const texts = fc.constantFrom("a", "bc ", "日", "本語", "👩", "e\u0301", "\u0301", "-x", "a long word ", "\n");
  const chords = fc.constantFrom(
    ..."Left Right Home End Up Down Backspace Delete C-k C-u C-w C-y C-t C-_ M-b M-f M-d C-a C-e".split(" "),
  );
  const event = fc.oneof(
    texts.map((text): Key => ({ kind: "text", text })),
    chords.map((chord): Key => ({ kind: "chord", chord })),
  );

  it("whatever is typed, the screen is as if the line had been written once", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 4, max: 24 }),
        fc.constantFrom("", "out", "1\r\n2\r\n3\r\n4\r\n"),
        fc.array(event, { maxLength: 30 }),
        fc.constantFrom("", "and more", "日本"),
        async (columns, before, keys, suggestion) => {
          const size = { columns, rows: 40 };
          const terminal = open(columns, size.rows);
          await write(terminal, before);
          const display = new LineDisplay(size, widthOf);
          await write(terminal, display.begin(size, terminal.buffer.active.cursorX));
          let state = createEditorState();
          for (const key of keys) {
            state = reduce(state, { kind: "key", key }).state;
            const rest = state.cursor === state.text.length ? suggestion : "";
            const next = view(state.text, state.cursor, rest);
            if (markLeads(state.text) || isInsideCell(state.text, state.cursor)) return;
            await write(terminal, display.draw(next));
            const expected = await naive(columns, size.rows, before, next);
            const actual = screen(terminal);
            expect({ lines: actual.lines, x: actual.x, y: actual.y }).toEqual({
              lines: expected.lines,
              x: expected.x,
              y: expected.y,
            });
          }
        },
      ),
      { numRuns: 4000 },
    );
  });
});

/** The cursor is between a letter and its mark: no cell is the right one. */
function isInsideCell(text: string, cursor: number): boolean {
  return text.charAt(cursor) === "\u0301";
}

/** A combining mark with nothing to stand on: a prompt's blank or a line's start; terminals differ there. */
function markLeads(text: string): boolean {
  return /(?:^|\n)\u0301/.test(text) || /[\ud83d\u65e5\u672c\u8a9e]\u0301/.test(text);
}
