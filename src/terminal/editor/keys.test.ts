import { describe, expect, it } from "vitest";
import { decodeKeys, initialDecoderState } from "./keys.ts";

function decode(...chunks: string[]): string[] {
  let state = initialDecoderState;
  const out: string[] = [];
  for (const chunk of chunks) {
    const decoded = decodeKeys(chunk, state);
    state = decoded.state;
    for (const key of decoded.keys) out.push(key.kind === "text" ? `'${key.text}'` : key.chord);
  }
  return out;
}

describe("decodeKeys", () => {
  it("names control keys in Emacs's way", () => {
    expect(decode("\x01\x05\x1f\r\t\x7f\b")).toEqual(["C-a", "C-e", "C-_", "Enter", "Tab", "Backspace", "Backspace"]);
  });
  it("keeps a run of text together", () => {
    expect(decode("vault é👩‍🔬\r")).toEqual(["'vault é👩‍🔬'", "Enter"]);
  });
  it("knows arrows in both cursor-key modes, with modifiers", () => {
    expect(decode("\x1b[A\x1bOB\x1b[1;5D\x1b[1;3C\x1b[3~\x1b[H\x1bOF")).toEqual([
      "Up",
      "Down",
      "C-Left",
      "M-Right",
      "Delete",
      "Home",
      "End",
    ]);
  });
  it("takes Escape before a key for Meta, in one piece or two", () => {
    expect(decode("\x1bb\x1b\x7f")).toEqual(["M-b", "M-Backspace"]);
    expect(decode("\x1b", "f")).toEqual(["Escape", "M-f"]);
  });
  it("types nothing for what a terminal answers to a query", () => {
    expect(decode("\x1b[?1;2c\x1b[12;40R\x1b]10;rgb:ff/ff/ff\x1b\\\x1bP1$r0m\x1b\\\x1b[M !!", "x").slice(-1)).toEqual([
      "'x'",
    ]);
    expect(decode("\x1b[?1;2c", "\x1b[12;40R", "\x1b]10;rgb:ff/ff/ff\x07", "\x1bP1$r0m\x1b\\")).toEqual([]);
  });
});
