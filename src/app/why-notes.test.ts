import { describe, expect, test } from "vitest";
import { emptyWorld } from "../panels/index.ts";
import type { LineRecord } from "../simulation/index.ts";
import { rowsFor, WhyNotes } from "./why-notes.ts";

const why: LineRecord["why"] = { cause: { kind: "flag-ignored", flag: "-x", because: "batch" } };
const line = (index: number, explained: boolean): LineRecord => ({
  index,
  text: `line ${index}`,
  atMs: 0,
  exitCode: 0,
  issued: [],
  ended: [],
  issuedCount: 0,
  endedCount: 0,
  keysWritten: 0,
  keysDeleted: 0,
  ...(explained && { why }),
});

function bench(isOn = true) {
  const happened: string[] = [];
  const handle = {
    focus: () => undefined,
    size: () => ({ columns: 80, rows: 24 }),
    decorate: ({ text }: { readonly text: string }) => {
      happened.push(`laid ${text}`);
      return { remove: () => happened.push("folded"), erase: () => happened.push("erased") };
    },
  };
  const notes = new WhyNotes({
    terminal: () => handle,
    world: () => emptyWorld(0),
    isOn: () => isOn,
    onFollow: () => undefined,
    onNever: () => undefined,
    say: (text) => happened.push(`said ${text}`),
  });
  const use = () =>
    notes.use({
      select: ({ text }) => ({ phrase: [text], plain: text, link: undefined }),
      draw: () => () => undefined,
    });
  return { notes, happened, use };
}

describe("what is said why", () => {
  test("stands under its line and is said; the one before is folded", () => {
    const { notes, happened, use } = bench();
    use();
    notes.follow({ lines: [line(0, true)] });
    notes.follow({ lines: [line(1, false)] });
    notes.follow({ lines: [line(2, true)] });
    expect(happened).toEqual(["laid line 0", "said line 0", "folded", "laid line 2", "said line 2"]);
  });
  test("waits for the page that draws it", () => {
    const { notes, happened, use } = bench();
    notes.follow({ lines: [line(0, true)] });
    expect(happened).toEqual([]);
    use();
    expect(happened).toEqual(["laid line 0", "said line 0"]);
  });
  test("is not said again of a world that begins anew or that time was travelled to, nor where it is off", () => {
    const anew = bench();
    anew.use();
    anew.notes.follow({ reset: true, lines: [line(0, true)] });
    anew.notes.follow({ instead: { keptTokens: 0, keptLines: 0 }, lines: [line(0, true)] });
    const off = bench(false);
    off.use();
    off.notes.follow({ lines: [line(0, true)] });
    expect([anew.happened, off.happened]).toEqual([[], []]);
  });
});

test.each([
  ["a short one", 40, 80, 3],
  ["a long one", 230, 80, 5],
  ["a phone", 80, 45, 5],
])("rows for %s", (_which, letters, columns, rows) => {
  expect(rowsFor({ plain: "x".repeat(letters) }, columns)).toBe(rows);
});
