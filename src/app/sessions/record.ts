/** What is known of a session without opening it, and how a kept one is read, whatever became of it. Pure. */
import { visible } from "../../lib/index.ts";
import {
  cleanName,
  FIRST_TERMINAL,
  readEntries,
  SESSION_LIMITS,
  type ClockRate,
  type Journal,
  type JournalEntry,
} from "../../simulation/index.ts";

export interface SessionRecord {
  readonly id: string;
  readonly name: string;
  readonly seed: string;
  /** The virtual clock's beginning. */
  readonly startMs: number;
  /** Real time. */
  readonly madeMs: number;
  readonly changedMs: number;
  /** Lines that were run. */
  readonly lines: number;
  readonly lastLine: string;
  readonly bytes: number;
  /** Real time when it was deleted; it can be had back for a while. */
  readonly deletedMs?: number;
  /** It came from elsewhere and was not yet replayed to its end: a line of it may not end. */
  readonly untried?: boolean;
  /** How often in a row it was begun to be opened and was not ready. */
  readonly failedOpenings?: number;
  /** How far its clock had gone on after the last entry. */
  readonly clock?: KeptClock;
}

/** Where the clock stood, and how fast it ran, when the journal had so many entries. */
export interface KeptClock {
  readonly atMs: number;
  readonly rate: ClockRate;
  readonly entries: number;
}

/** The terminal's text as it stood when the journal had so many entries. */
export interface Screen {
  /** Of the first terminal. */
  readonly text: string;
  readonly entries: number;
  /** Of the others that are open, by number. */
  readonly others?: ByTerminal;
  /** The terminal that was in front, where it is not the first. */
  readonly front?: number;
  /** The one that was closed last, and can be brought back. */
  readonly closed?: { readonly terminal: number; readonly text: string };
}

/** A text for each terminal, by its number. */
export type ByTerminal = Readonly<Record<number, string>>;

/** A session as it was kept. */
export interface KeptSession {
  readonly record: SessionRecord;
  readonly journal: Journal;
  readonly screen: Screen | undefined;
  /** What stands at the prompts. */
  readonly drafts: ByTerminal;
  /** What could not be read, in sentences. */
  readonly problems: readonly string[];
  /** Part of the journal could not be read: to go on here would write over it. */
  readonly isCut: boolean;
}

export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function newJournal(nowMs: number): Journal {
  return { version: 1, seed: newId(), startMs: nowMs, entries: [] };
}

export function newRecord(id: string, name: string, journal: Journal, nowMs: number): SessionRecord {
  const { seed, startMs } = journal;
  const empty = { id, name: cleanName(name), seed, startMs, madeMs: nowMs, changedMs: nowMs };
  return grown({ ...empty, lines: 0, lastLine: "", bytes: 0 }, journal.entries, nowMs);
}

const LAST_LINE_CHARACTERS = 120;

/** The record after its journal grew. */
export function grown(record: SessionRecord, added: readonly JournalEntry[], nowMs: number): SessionRecord {
  let { lines, lastLine, bytes } = record;
  for (const entry of added) {
    bytes += JSON.stringify(entry).length;
    if (entry.kind !== "line") continue;
    lines++;
    lastLine = visible(entry.text.slice(0, LAST_LINE_CHARACTERS));
  }
  return { ...record, lines, lastLine, bytes, changedMs: nowMs };
}

/** Reads a record that anything may have been done to; undefined where it is none at all. */
export function readRecord(id: string, value: unknown): SessionRecord | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const field = (name: string): unknown => Reflect.get(value, name);
  const number = (name: string): number => {
    const read = field(name);
    return typeof read === "number" && Number.isFinite(read) && read >= 0 ? read : 0;
  };
  const text = (name: string): string => {
    const read = field(name);
    return typeof read === "string" ? read : "";
  };
  const deletedMs = number("deletedMs");
  return {
    id,
    name: cleanName(text("name")),
    seed: text("seed"),
    startMs: number("startMs"),
    madeMs: number("madeMs"),
    changedMs: number("changedMs"),
    lines: number("lines"),
    lastLine: text("lastLine"),
    bytes: number("bytes"),
    ...(deletedMs > 0 && { deletedMs }),
    ...(field("untried") === true && { untried: true }),
    failedOpenings: number("failedOpenings"),
    ...readClock(field("clock")),
  };
}

const RATES: readonly ClockRate[] = [1, 60, 3600, 86_400];

function readClock(value: unknown): Pick<SessionRecord, "clock"> {
  if (typeof value !== "object" || value === null) return {};
  const atMs: unknown = Reflect.get(value, "atMs");
  const entries: unknown = Reflect.get(value, "entries");
  const rate = RATES.find((each) => each === Reflect.get(value, "rate"));
  if (rate === undefined || typeof entries !== "number" || typeof atMs !== "number") return {};
  const isInstant = Number.isInteger(atMs) && atMs >= 0 && atMs <= SESSION_LIMITS.latestMs;
  return isInstant ? { clock: { atMs, rate, entries } } : {};
}

/** The journal with the time that has gone by since its last entry: what expired stays expired. */
export function upToNow(journal: Journal, clock: KeptClock | undefined): Journal {
  const { entries } = journal;
  if (clock === undefined || clock.entries !== entries.length || entries.length === 0) return journal;
  if (lineCutOff(entries) !== undefined) return journal;
  const { atMs, rate } = clock;
  return { ...journal, entries: [...entries, { kind: "clock", atMs, action: { kind: "run", rate } }] };
}

export interface RawSession {
  readonly places: readonly unknown[];
  readonly entries: readonly unknown[];
  readonly screen: unknown;
  readonly draft: unknown;
}

/** Puts together what can be read of a session, and says what cannot. */
export function readKept(stored: SessionRecord, raw: RawSession): KeptSession {
  const problems: string[] = [];
  const record = withOrigin(stored, raw.entries, problems);
  const firstGap = raw.places.findIndex((place, index) => place !== index);
  const list = firstGap < 0 ? raw.entries : raw.entries.slice(0, firstGap);
  const { journal, problem } = readEntries(record, list, Infinity);
  const isCut = journal.entries.length < raw.entries.length;
  if (isCut) {
    const reason = problem ?? `Entry ${journal.entries.length + 1} is missing`;
    const read = countLines(journal.entries);
    problems.push(`${reason}. What stands before it was opened: ${read} ${read === 1 ? "line" : "lines"}`);
  }
  const screen = readScreen(raw.screen, journal.entries.length);
  if (screen === undefined && raw.screen !== undefined && !isCut) {
    problems.push("The terminal's text could not be read; it was printed anew");
  }
  return { record, journal, screen, drafts: readDrafts(raw.draft), problems, isCut };
}

function withOrigin(record: SessionRecord, entries: readonly unknown[], problems: string[]): SessionRecord {
  if (record.seed !== "" && record.startMs > 0) return record;
  if (record.seed === "") {
    problems.push("Its seed is missing, so a new one was made: its tokens and passwords are others than before");
  }
  const [first] = entries;
  const firstMs: unknown = typeof first === "object" && first !== null ? Reflect.get(first, "atMs") : undefined;
  const startMs = record.startMs > 0 ? record.startMs : typeof firstMs === "number" ? firstMs : record.madeMs;
  return { ...record, seed: record.seed || newId(), startMs };
}

function readScreen(value: unknown, entries: number): Screen | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const text: unknown = Reflect.get(value, "text");
  const at: unknown = Reflect.get(value, "entries");
  const front: unknown = Reflect.get(value, "front");
  const others = readTexts(Reflect.get(value, "others"));
  if (typeof text !== "string" || typeof at !== "number" || !Number.isInteger(at) || at < 0 || at > entries) {
    return undefined;
  }
  return {
    text,
    entries: at,
    ...(Object.keys(others).length > 0 && { others }),
    ...(typeof front === "number" && front in others && { front }),
    ...readClosed(Reflect.get(value, "closed"), others),
  };
}

function readClosed(value: unknown, others: ByTerminal): Pick<Screen, "closed"> {
  if (typeof value !== "object" || value === null) return {};
  const terminal: unknown = Reflect.get(value, "terminal");
  const text: unknown = Reflect.get(value, "text");
  if (typeof terminal !== "number" || typeof text !== "string" || terminal in others) return {};
  const isOne = Number.isInteger(terminal) && terminal > FIRST_TERMINAL && terminal <= SESSION_LIMITS.terminals;
  return isOne ? { closed: { terminal, text } } : {};
}

/** As they are kept: with one terminal, its text alone. */
export function keptDrafts(drafts: ByTerminal): string | ByTerminal {
  const { [FIRST_TERMINAL]: first = "", ...others } = drafts;
  return Object.values(others).every((draft) => draft === "") ? first : drafts;
}

function readDrafts(value: unknown): ByTerminal {
  return typeof value === "string" ? { [FIRST_TERMINAL]: value } : readTexts(value);
}

function readTexts(value: unknown): ByTerminal {
  if (typeof value !== "object" || value === null) return {};
  const texts: Record<number, string> = {};
  for (let terminal = FIRST_TERMINAL; terminal <= SESSION_LIMITS.terminals; terminal++) {
    const text: unknown = Reflect.get(value, terminal);
    if (typeof text === "string") texts[terminal] = text;
  }
  return texts;
}

export function countLines(entries: readonly JournalEntry[]): number {
  return entries.reduce((count, { kind }) => count + (kind === "line" ? 1 : 0), 0);
}

/** The line that ran when the page was left, where one did: it is not part of the session. */
export function lineCutOff(entries: readonly JournalEntry[]): string | undefined {
  const last = entries.findLast(({ kind }) => kind === "line" || kind === "end" || kind === "killed");
  return last?.kind === "line" ? last.text : undefined;
}

/** A name that none of the others has: `Lab`, `Lab 2`. */
export function freeName(wanted: string, taken: readonly string[]): string {
  const base = cleanName(wanted);
  if (!taken.includes(base)) return base;
  const stem = base.replace(/ \d+$/, "").slice(0, 70);
  for (let number = 2; ; number++) {
    const name = `${stem} ${number}`;
    if (!taken.includes(name)) return name;
  }
}
