import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { encodeBase64Url, visible } from "../../lib/index.ts";
import type { Journal, JournalEntry } from "../protocol.ts";
import { readDocument, writeDocument, type SessionDocument } from "./document.ts";
import { Unreadable } from "./fields.ts";
import { SESSION_LIMITS } from "./limits.ts";
import { packLink, readFileBytes, readLink } from "./packing.ts";
import { readEntries, readJournal } from "./read-journal.ts";

const ENTRIES: readonly JournalEntry[] = [
  { atMs: 10, kind: "resize", size: { columns: 80, rows: 24 } },
  { atMs: 11, kind: "clock", action: { kind: "pause" } },
  { atMs: 11, kind: "clock", action: { kind: "run", rate: 3600 } },
  { atMs: 12, kind: "clock", action: { kind: "advance", seconds: 2.5 } },
  { atMs: 13, kind: "clock", action: { kind: "next-expiry" } },
  { atMs: 14, kind: "line", text: "read X; cat; sleep 9" },
  { atMs: 15, kind: "answer", text: "žluťoučký 🐎" },
  { atMs: 16, kind: "end-of-input" },
  { atMs: 17, kind: "interrupt", step: 12.5 },
  { atMs: 18, kind: "end" },
  { atMs: 19, kind: "line", text: "while :; do :; done" },
  { atMs: 19, kind: "killed" },
  { atMs: 20, kind: "travel", moment: 3 },
  { atMs: 21, kind: "terminal", action: "open", terminal: 8 },
  { atMs: 22, kind: "line", text: "exit", terminal: 8 },
  { atMs: 23, kind: "end" },
  { atMs: 24, kind: "terminal", action: "reopen", terminal: 8 },
  { atMs: 25, kind: "terminal", action: "close", terminal: 8 },
];
const JOURNAL: Journal = { version: 1, seed: "seed", startMs: 5, entries: ENTRIES };
const SESSION: SessionDocument = { name: "Lab 1", savedMs: 99, journal: JOURNAL };

const why = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof Unreadable) return error.message;
    throw error;
  }
  return "";
};
const whyNot = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "",
    (error: unknown) => (error instanceof Unreadable ? error.message : Promise.reject(error)),
  );

describe("a journal from outside", () => {
  test("is read as it was written, whatever kinds are in it", () => {
    expect(readJournal(JSON.parse(JSON.stringify(JOURNAL)))).toEqual({ journal: JOURNAL });
  });

  test("is read up to the entry that cannot be, and says which and why", () => {
    const whole = [...ENTRIES.slice(0, 6), { atMs: 20, kind: "teleport" }, ...ENTRIES.slice(6)];
    const { journal, problem } = readEntries(JOURNAL, whole);
    expect(journal.entries).toEqual(ENTRIES.slice(0, 6));
    expect(problem).toBe("Entry 7 of 19: “kind” is “teleport”, which this version of Glassvault does not know");
  });

  test.each<[string, unknown, RegExp]>([
    ["no object", 7, /is no object/],
    ["a list", [], /is no object/],
    ["no instant", { kind: "end" }, /has no “atMs”/],
    ["an instant that is text", { kind: "end", atMs: "1" }, /“atMs” is no number/],
    ["an instant before time", { kind: "end", atMs: -1 }, /must lie between 0 and/],
    ["an instant after time", { kind: "end", atMs: 1e300 }, /must lie between|no multiple/],
    ["half a millisecond", { kind: "end", atMs: 0.5 }, /no multiple of 1/],
    ["a kind that every object has", { kind: "constructor", atMs: 1 }, /does not know/],
    ["a kind called __proto__", { kind: "__proto__", atMs: 1 }, /does not know/],
    ["a line without text", { kind: "line", atMs: 1 }, /has no “text”/],
    [
      "a line too long",
      { kind: "line", atMs: 1, text: "x".repeat(100_001) },
      /100,001 characters; 100,000 are allowed/,
    ],
    ["a field that nobody asked for", { kind: "end", atMs: 1, onload: "x" }, /field “onload” that is not known/],
    ["a clock that runs at 7", { kind: "clock", atMs: 1, action: { kind: "run", rate: 7 } }, /cannot run at 7/],
    ["a clock that goes back", { kind: "clock", atMs: 1, action: { kind: "advance", seconds: -1 } }, /between 0 and/],
    ["an unknown move of the clock", { kind: "clock", atMs: 1, action: { kind: "warp" } }, /“warp”/],
    ["no columns", { kind: "resize", atMs: 1, size: { columns: 0, rows: 1 } }, /between 1 and 2,000/],
    ["columns without end", { kind: "resize", atMs: 1, size: { columns: 1e9, rows: 1 } }, /between 1 and 2,000/],
    [
      "a line in a terminal that is not open",
      { kind: "line", atMs: 1, text: "id", terminal: 8 },
      /is 8, and no such terminal is open/,
    ],
    [
      "a line in a ninth terminal",
      { kind: "line", atMs: 1, text: "id", terminal: 9 },
      /“terminal” is 9; it must lie between 1 and 8/,
    ],
    [
      "a terminal that is no number",
      { kind: "terminal", atMs: 1, action: "open", terminal: "2" },
      /“terminal” is no number/,
    ],
    ["half a terminal", { kind: "terminal", atMs: 1, action: "open", terminal: 2.5 }, /no multiple of 1/],
    ["a ninth terminal", { kind: "terminal", atMs: 1, action: "open", terminal: 9 }, /between 2 and 8/],
    ["the first terminal closed", { kind: "terminal", atMs: 1, action: "close", terminal: 1 }, /between 2 and 8/],
    ["something else done to a terminal", { kind: "terminal", atMs: 1, action: "explode", terminal: 2 }, /“explode”/],
    ["a third of a step", { kind: "interrupt", atMs: 1, step: 1 / 3 }, /no multiple of 0.5/],
  ])("is not read on at %s", (_what, entry, message) => {
    const { journal, problem } = readEntries(JOURNAL, [...ENTRIES, entry]);
    expect(journal.entries).toHaveLength(ENTRIES.length);
    expect(problem).toMatch(message);
  });

  test("may have so many entries and no more", () => {
    const { journal, problem } = readEntries(
      JOURNAL,
      Array.from({ length: SESSION_LIMITS.entries + 1 }, () => ({ kind: "end", atMs: 1 })),
    );
    expect(journal.entries).toHaveLength(SESSION_LIMITS.entries);
    expect(problem).toBe("It has 50,001 entries; 50,000 are allowed");
  });

  test("from elsewhere may open and close terminals so often and no more; one's own as often as it likes", () => {
    const list = Array.from({ length: 10_000 }, (_, index) => ({
      kind: "terminal",
      atMs: 1,
      action: index % 2 === 0 ? "open" : "close",
      terminal: 2,
    }));
    const { journal, problem } = readEntries(JOURNAL, list);
    expect(journal.entries).toHaveLength(SESSION_LIMITS.terminalActions);
    expect(problem).toBe("Entry 1,001 of 10,000: it opens, closes or names terminals 1,001 times; 1,000 are allowed");
    expect(readEntries(JOURNAL, list, Infinity).problem).toBeUndefined();
  });

  test("of another version is not guessed at", () => {
    expect(why(() => readJournal({ ...JOURNAL, version: 2 }))).toBe(
      "The journal is of version 2; this version of Glassvault reads version 1",
    );
  });
});

describe("a session's document", () => {
  test("is read as it was written", () => {
    expect(readDocument(writeDocument(SESSION))).toEqual(SESSION);
  });

  test("is not opened in part: one bad entry refuses it", () => {
    const broken = { ...SESSION, journal: { ...JOURNAL, entries: [{ atMs: 1, kind: "teleport" }] } };
    expect(why(() => readDocument(JSON.stringify({ format: "glassvault-session", version: 1, ...broken })))).toMatch(
      /^Entry 1 of 1/,
    );
  });

  test.each([
    ["", /no JSON/],
    ["[]", /no object/],
    ["{}", /no session of Glassvault/],
    [`{"format":"other"}`, /no session of Glassvault/],
    [writeDocument(SESSION).replace('"version":1', '"version":9'), /of version 9/],
    ["[".repeat(100_000), /no JSON/],
  ])("is refused with a reason: %.20s", (text, message) => {
    expect(why(() => readDocument(text))).toMatch(message);
  });

  test("has a name on one line that shows as what it is", () => {
    const named = { ...SESSION, name: "a\nb\u202Ec\u0007 " };
    expect(readDocument(writeDocument(named)).name).toBe("a b c");
    expect(visible("\u202E\u2066x\u001b[31m")).toBe("\ufffd\ufffdx\ufffd[31m");
  });
});

describe("a link", () => {
  test("holds the whole session", async () => {
    const link = await packLink(SESSION);
    expect(link).toMatch(/^session=[\w-]+$/);
    expect(await readLink(link)).toEqual(SESSION);
  });

  test("that was cut, or changed in any of its characters, says so and never opens as something else", async () => {
    const link = await packLink(SESSION);
    for (let at = "session=".length; at < link.length; at += 7) {
      const changed = `${link.slice(0, at)}${link[at] === "A" ? "B" : "A"}${link.slice(at + 1)}`;
      const message = await whyNot(readLink(changed));
      // The last digit may hold bits that no byte needs.
      if (at < link.length - 1) expect(message).toMatch(/checksum|version|characters/);
      expect(await whyNot(readLink(link.slice(0, at)))).toMatch(/checksum|empty|characters/);
    }
  });

  test("of another version, with strange characters, or too long, is refused before it is unpacked", async () => {
    expect(await whyNot(readLink(`session=${encodeBase64Url(Uint8Array.of(2, 0, 0, 0, 0))}`))).toMatch(/version 2/);
    expect(await whyNot(readLink("session=<script>"))).toMatch(/characters in it/);
    expect(await whyNot(readLink("session="))).toMatch(/empty/);
    expect(await whyNot(readLink(`session=${"A".repeat(32_000)}`))).toMatch(/32,008 characters; 32,000 are allowed/);
    expect(await whyNot(readLink("other"))).toMatch(/holds no session/);
  });
});

describe("a file", () => {
  test("opens packed and unpacked", async () => {
    const bytes = new TextEncoder().encode(writeDocument(SESSION));
    expect(await readFileBytes(bytes)).toEqual(SESSION);
    expect(await readFileBytes(gzipSync(bytes))).toEqual(SESSION);
  });

  test("that unpacks without end is stopped while it unpacks", async () => {
    const bomb = gzipSync(new Uint8Array(200_000_000));
    expect(bomb.length).toBeLessThan(SESSION_LIMITS.fileBytes);
    expect(await whyNot(readFileBytes(bomb))).toBe("It unpacks to more than 16,000,000 bytes, which are allowed");
  });

  test("that is too large, cut, or no text is refused with a reason", async () => {
    expect(await whyNot(readFileBytes(new Uint8Array(8_000_001)))).toMatch(/8,000,001 bytes; 8,000,000 are allowed/);
    const packed = gzipSync(writeDocument(SESSION));
    expect(await whyNot(readFileBytes(packed.subarray(0, packed.length - 20)))).toMatch(/does not unpack/);
    expect(await whyNot(readFileBytes(Uint8Array.of(0xff, 0xfe, 0xfd)))).toMatch(/no UTF-8/);
  });
});
