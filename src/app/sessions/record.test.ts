import { describe, expect, test } from "vitest";
import type { Journal, JournalEntry } from "../../simulation/index.ts";
import {
  countLines,
  freeName,
  grown,
  keptDrafts,
  lineCutOff,
  newRecord,
  readKept,
  readRecord,
  upToNow,
  type RawSession,
} from "./record.ts";

const LINE: JournalEntry = { atMs: 7, kind: "line", text: "echo a" };
const END: JournalEntry = { atMs: 8, kind: "end" };
const JOURNAL: Journal = { version: 1, seed: "s", startMs: 5, entries: [LINE, END, LINE, END] };
const RECORD = newRecord("id", "Lab", JOURNAL, 99);

const raw = (more: Partial<RawSession> = {}): RawSession => ({
  places: [0, 1, 2, 3],
  entries: JOURNAL.entries,
  screen: { text: "shown", entries: 4 },
  draft: "half",
  ...more,
});

describe("a session's record", () => {
  test("counts lines and bytes as the journal grows, and keeps the last line without what draws itself", () => {
    const more = grown(RECORD, [{ ...LINE, text: "echo \u001b[2J\u202E" }, END], 100);
    expect(more).toMatchObject({ lines: 3, lastLine: "echo \ufffd[2J\ufffd", changedMs: 100, madeMs: 99 });
    expect(more.bytes).toBeGreaterThan(RECORD.bytes);
  });

  test("is read whatever became of it", () => {
    expect(readRecord("id", { ...RECORD })).toEqual({ ...RECORD, failedOpenings: 0 });
    expect(readRecord("id", "x")).toBeUndefined();
    expect(readRecord("id", null)).toBeUndefined();
    expect(readRecord("id", { name: 7, seed: [], startMs: "x", lines: -1, bytes: Number.NaN, deletedMs: {} })).toEqual({
      id: "id",
      name: "Session",
      seed: "",
      startMs: 0,
      madeMs: 0,
      changedMs: 0,
      lines: 0,
      lastLine: "",
      bytes: 0,
      failedOpenings: 0,
    });
  });
});

describe("a kept session", () => {
  test("is read whole, with its text and what was half typed", () => {
    expect(readKept(RECORD, raw())).toEqual({
      record: RECORD,
      journal: JOURNAL,
      screen: { text: "shown", entries: 4 },
      drafts: { 1: "half" },
      problems: [],
      isCut: false,
    });
  });

  test("is read up to a hole or an entry that cannot be read, and says how far that is", () => {
    const hole = readKept(RECORD, raw({ places: [0, 1, 3], entries: [LINE, END, END] }));
    expect(hole.journal.entries).toEqual([LINE, END]);
    expect(hole.problems).toEqual(["Entry 3 is missing. What stands before it was opened: 1 line"]);
    const bad = readKept(RECORD, raw({ entries: [LINE, END, LINE, 7] }));
    expect([bad.isCut, bad.journal.entries.length]).toEqual([true, 3]);
    expect(bad.problems[0]).toBe("Entry 4 of 4 is no object. What stands before it was opened: 2 lines");
  });

  test("of more entries than a link may have is read whole: it is one's own", () => {
    const entries = Array.from({ length: 60_000 }, () => END);
    expect(readKept(RECORD, raw({ entries, places: [...entries.keys()] })).isCut).toBe(false);
  });

  test("without a seed gets a new one and says what that changes; without a start it begins at its first entry", () => {
    const { record, journal, problems } = readKept({ ...RECORD, seed: "", startMs: 0 }, raw());
    expect(record.seed).toMatch(/^[0-9a-f]{32}$/);
    expect([journal.seed, journal.startMs]).toEqual([record.seed, 7]);
    expect(problems).toEqual([expect.stringContaining("a new one was made")]);
  });

  test.each([7, { text: 7, entries: 1 }, { text: "x", entries: 9 }, { text: "x", entries: -1 }, { text: "x" }])(
    "whose text is %j is printed anew",
    (screen) => {
      const { screen: read, problems } = readKept(RECORD, raw({ screen }));
      expect(read).toBeUndefined();
      expect(problems).toEqual(["The terminal's text could not be read; it was printed anew"]);
    },
  );

  test("without a text, or with a draft that is none, has nothing to complain of", () => {
    expect(readKept(RECORD, raw({ screen: undefined, draft: {} }))).toMatchObject({ drafts: {}, problems: [] });
  });

  test("has the texts and drafts of all its terminals, and the one in front; what is none of eight is left out", () => {
    const drafts = { 1: "half", 3: "third" };
    const kept = readKept(
      RECORD,
      raw({
        screen: {
          text: "shown",
          entries: 4,
          others: { 2: "two", 3: "three", 9: "nine", 4: 4, __proto__: "x" },
          front: 3,
        },
        draft: keptDrafts(drafts),
      }),
    );
    expect(kept.screen).toEqual({ text: "shown", entries: 4, others: { 2: "two", 3: "three" }, front: 3 });
    expect(kept.drafts).toEqual(drafts);
    expect(keptDrafts({ 1: "half", 2: "" }), "of one terminal as it always was").toBe("half");
    const odd = { text: "shown", entries: 4, others: "x", front: 7, closed: { terminal: 9, text: "nine" } };
    expect(readKept(RECORD, raw({ screen: odd })).screen).toEqual({ text: "shown", entries: 4 });
  });

  test("has the terminal that was closed last, where it is closed", () => {
    const closed = { terminal: 2, text: "two" };
    const screen = { text: "shown", entries: 4, closed };
    expect(readKept(RECORD, raw({ screen })).screen).toEqual(screen);
    const open = { ...screen, others: { 2: "open" } };
    expect(readKept(RECORD, raw({ screen: open })).screen).toEqual({
      text: "shown",
      entries: 4,
      others: { 2: "open" },
    });
  });
});

test("a line is cut off where it has neither an end nor a kill, whatever came after", () => {
  const resize: JournalEntry = { atMs: 8, kind: "resize", size: { columns: 80, rows: 24 } };
  expect(lineCutOff([LINE, END, LINE, resize])).toBe("echo a");
  expect(lineCutOff([LINE, { atMs: 8, kind: "killed" }])).toBeUndefined();
  expect(lineCutOff([LINE, END])).toBeUndefined();
  expect(lineCutOff([])).toBeUndefined();
  expect(countLines(JOURNAL.entries)).toBe(2);
});

test("a name that is taken gets a number, and goes on from one that it has", () => {
  expect(freeName("Lab", [])).toBe("Lab");
  expect(freeName("Lab", ["Lab"])).toBe("Lab 2");
  expect(freeName("Lab 2", ["Lab", "Lab 2", "Lab 3"])).toBe("Lab 4");
  expect(freeName(" a\nb ", [])).toBe("a b");
  expect(freeName("x".repeat(200), ["x".repeat(80)])).toBe(`${"x".repeat(70)} 2`);
});

describe("the time that goes by between entries", () => {
  const clock = { atMs: 5000, rate: 3600, entries: 4 } as const;

  test("is an entry of its own where the session is opened or sent on", () => {
    expect(readRecord("id", { ...RECORD, clock })?.clock).toEqual(clock);
    expect(upToNow(JOURNAL, clock).entries).toEqual([
      ...JOURNAL.entries,
      { atMs: 5000, kind: "clock", action: { kind: "run", rate: 3600 } },
    ]);
  });

  test("counts for nothing where it is of another journal, of a line that was cut off, or cannot be read", () => {
    expect(upToNow(JOURNAL, undefined)).toBe(JOURNAL);
    expect(upToNow(JOURNAL, { ...clock, entries: 3 })).toBe(JOURNAL);
    const cut = { ...JOURNAL, entries: JOURNAL.entries.slice(0, 3) };
    expect(upToNow(cut, { ...clock, entries: 3 })).toBe(cut);
    for (const wrong of [7, {}, { ...clock, rate: 7 }, { ...clock, atMs: 0.5 }, { ...clock, entries: "4" }])
      expect(readRecord("id", { ...RECORD, clock: wrong })?.clock).toBeUndefined();
  });
});
