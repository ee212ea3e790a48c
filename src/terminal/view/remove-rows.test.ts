import { Terminal } from "@xterm/headless";
import { describe, expect, test } from "vitest";
import { endOfText, removeRows } from "./remove-rows.ts";

/** A screen of six rows that shows these lines and stands at a prompt below them. */
async function showing(lines: readonly string[]) {
  const terminal = new Terminal({ cols: 20, rows: 6, allowProposedApi: true });
  const write = (text: string) => new Promise<void>((resolve) => terminal.write(text, resolve));
  await write(`${lines.join("\r\n")}\r\n$ ls`);
  const rows = () => {
    const { active } = terminal.buffer;
    return Array.from({ length: active.length }, (_, row) => active.getLine(row)?.translateToString(true) ?? "");
  };
  const text = () => rows().join("\n").trimEnd().split("\n");
  const remove = async (first: number, end: number) => {
    removeRows(terminal, first, end);
    await write("");
  };
  return { terminal, write, text, remove };
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `row ${index}`);

describe("rows that are taken away", () => {
  test("on the screen leave no gap, and what is typed goes on where it stood", async () => {
    const { write, text, remove } = await showing(numbered(4));
    await remove(1, 3);
    await write(" -l");
    expect(text()).toEqual(["row 0", "row 3", "$ ls -l"]);
  });

  test("in the scrollback leave no gap either, and the screen stays as it is", async () => {
    const { terminal, write, text, remove } = await showing(numbered(12));
    const mark = terminal.registerMarker(-1);
    expect(terminal.buffer.active.baseY).toBe(7);
    await remove(2, 5);
    await write(" -l\r\nout\r\n$ ");
    expect(text()).toEqual(["row 0", "row 1", ...numbered(12).slice(5), "$ ls -l", "out", "$"]);
    expect(terminal.buffer.active.getLine(mark?.line ?? -1)?.translateToString(true), "marks go along").toBe("row 11");
    expect(terminal.buffer.active.viewportY).toBe(terminal.buffer.active.baseY);
  });

  test("half on the screen go as one", async () => {
    const { write, text, remove } = await showing(numbered(12));
    await remove(5, 9);
    await write(" -l");
    expect(text()).toEqual([...numbered(5), "row 9", "row 10", "row 11", "$ ls -l"]);
  });

  test("leave whoever reads further up where they read", async () => {
    const { terminal, remove } = await showing(numbered(30));
    terminal.scrollToLine(10);
    await remove(2, 5);
    expect(terminal.buffer.active.getLine(terminal.buffer.active.viewportY)?.translateToString(true)).toBe("row 10");
    await remove(20, 22);
    expect(terminal.buffer.active.getLine(terminal.buffer.active.viewportY)?.translateToString(true)).toBe("row 10");
  });

  test("are none where the cursor is above their end, or where they are gone", async () => {
    const { text, remove } = await showing(numbered(3));
    await remove(2, 4);
    await remove(-1, 2);
    await remove(2, 2);
    expect(text()).toEqual([...numbered(3), "$ ls"]);
  });
});

test("a text's rows end before the blank ones below it", async () => {
  const { terminal } = await showing(["one", "", "two", "", ""]);
  expect(endOfText(terminal, 0, 5)).toBe(3);
  expect(endOfText(terminal, 3, 5)).toBe(3);
});
