import { SerializeAddon } from "@xterm/addon-serialize";
import { Terminal } from "@xterm/headless";
import { expect, it } from "vitest";
import { unicode11Width } from "../render/width.ts";
import { rewrapNotes } from "./kept-notes.ts";

function written(text: string, columns: number): Promise<Terminal> {
  const terminal = new Terminal({ cols: columns, rows: 12, allowProposedApi: true });
  return new Promise((resolve) => terminal.write(text, () => resolve(terminal)));
}

function rowsOf({ buffer }: Terminal): string[] {
  return Array.from({ length: 12 }, (_, row) => buffer.active.getLine(row)?.translateToString(true) ?? "");
}

/** What a terminal of this width shows of what another one kept. */
async function keptAndShown(text: string, columns: number): Promise<string[]> {
  const terminal = await written(text, 20);
  const addon = new SerializeAddon();
  terminal.loadAddon(addon);
  return rowsOf(await written(rewrapNotes(addon.serialize(), columns, unicode11Width()), columns));
}

const NOTE = "\x1b[90mWhy? No rule allows\r\nthis, and another\r\ndenies it.\x1b[0m";

it("a note that was kept is broken for the width of the terminal that shows it, and its blank rows stay", async () => {
  const text = `\x1b[1m$ vault list\x1b[0m\r\n\x1b[31mError\x1b[0m\r\n${NOTE}\r\n\r\n$ vault\r\nstatus`;
  const shown = await keptAndShown(text, 30);
  expect(shown.slice(0, 4)).toEqual(["$ vault list", "Error", "Why? No rule allows this, and", "another denies it."]);
  expect(shown.slice(4, 8)).toEqual(["", "$ vault", "status", ""]);
  expect((await keptAndShown(text, 12)).slice(2, 7)).toEqual([
    "Why? No rule",
    "allows this,",
    "and another",
    "denies it.",
    "",
  ]);
  expect((await keptAndShown(text, 20)).slice(2, 5), "at its own width it is what it was").toEqual([
    "Why? No rule allows",
    "this, and another",
    "denies it.",
  ]);
});

it("rows of two notes are not run together, nor those of what a program prints in grey", async () => {
  const two = await keptAndShown(`${NOTE}\r\n$ x\r\n${NOTE}\r\n$ y\r\n\x1b[90mone\r\ntwo\x1b[0m`, 60);
  const said = "Why? No rule allows this, and another denies it.";
  expect(two.slice(0, 6)).toEqual([said, "$ x", said, "$ y", "one", "two"]);
});
