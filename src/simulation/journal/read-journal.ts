import type { ClockAction, Journal, JournalEntry, TerminalAction } from "../protocol.ts";
import { FIRST_TERMINAL } from "../../workstation/index.ts";
import { OpenTerminals } from "./open-terminals.ts";
import { Fields, Unreadable } from "./fields.ts";
import { grouped, SESSION_LIMITS } from "./limits.ts";

type Kind = JournalEntry["kind"];
type WithoutInstant<Entry> = Entry extends unknown ? Omit<Entry, "atMs"> : never;

/** How an entry of each kind is read from outside. A new kind is a line here. */
const ENTRIES: { readonly [Each in Kind]: (entry: Fields) => WithoutInstant<Extract<JournalEntry, { kind: Each }>> } = {
  line: (entry) => ({
    kind: "line",
    text: entry.text("text", SESSION_LIMITS.textCharacters),
    ...(entry.has("terminal") && { terminal: readTerminal(entry, FIRST_TERMINAL) }),
  }),
  terminal: (entry) => ({
    kind: "terminal",
    action: entry.oneOf("action", TERMINAL_ACTIONS),
    // The first is always open.
    terminal: readTerminal(entry, FIRST_TERMINAL + 1),
  }),
  name: (entry) => ({
    kind: "name",
    terminal: readTerminal(entry, FIRST_TERMINAL),
    name: entry.text("name", SESSION_LIMITS.terminalNameCharacters),
  }),
  answer: (entry) => ({ kind: "answer", text: entry.text("text", SESSION_LIMITS.textCharacters) }),
  "end-of-input": () => ({ kind: "end-of-input" }),
  interrupt: (entry) => ({ kind: "interrupt", step: entry.number("step", 0, SESSION_LIMITS.steps, 0.5) }),
  killed: () => ({ kind: "killed" }),
  end: () => ({ kind: "end" }),
  resize: (entry) => ({ kind: "resize", size: readSize(entry.object("size")) }),
  clock: (entry) => ({ kind: "clock", action: readAction(entry.object("action")) }),
  travel: (entry) => ({ kind: "travel", moment: entry.number("moment", 0, Number.MAX_SAFE_INTEGER, 1) }),
};

const ACTIONS: {
  readonly [Each in ClockAction["kind"]]: (action: Fields) => Extract<ClockAction, { kind: Each }>;
} = {
  pause: () => ({ kind: "pause" }),
  run: (action) => ({ kind: "run", rate: readRate(action) }),
  advance: (action) => ({
    kind: "advance",
    seconds: action.number("seconds", 0, SESSION_LIMITS.clockSeconds),
  }),
  "next-expiry": () => ({ kind: "next-expiry" }),
};

const TERMINAL_ACTIONS: Readonly<Record<TerminalAction, true>> = { open: true, reopen: true, close: true };

const RATES = [1, 60, 3600, 86_400] as const;

/** As much of a journal as can be read. */
export interface ReadJournal {
  readonly journal: Journal;
  /** Why it was read no further. */
  readonly problem?: string;
}

/**
 * Reads a journal that anyone may have written. Throws `Unreadable` where there is none; where an entry cannot be read, what stands
 * before it is the journal: what follows was done to a world that cannot be made.
 */
export function readJournal(value: unknown): ReadJournal {
  const fields = new Fields(value, "The journal");
  const version = fields.number("version", 1, Number.MAX_SAFE_INTEGER, 1);
  if (version !== 1) {
    throw new Unreadable(`The journal is of version ${version}; this version of Glassvault reads version 1`);
  }
  const seed = fields.text("seed", SESSION_LIMITS.seedCharacters);
  const startMs = fields.instantMs("startMs");
  const list = fields.list("entries");
  fields.end();
  return readEntries({ seed, startMs }, list);
}

/** Reads the entries of a journal that began so. A session of one's own may have any number. */
export function readEntries(
  { seed, startMs }: Pick<Journal, "seed" | "startMs">,
  list: readonly unknown[],
  mostEntries: number = SESSION_LIMITS.entries,
): ReadJournal {
  const entries: JournalEntry[] = [];
  const journal: Journal = { version: 1, seed, startMs, entries };
  const terminals = new OpenTerminals(mostEntries === Infinity ? Infinity : SESSION_LIMITS.terminalActions);
  for (const [index, value] of list.entries()) {
    if (index === mostEntries) {
      const problem = `It has ${grouped(list.length)} entries; ${grouped(mostEntries)} are allowed`;
      return { journal, problem };
    }
    try {
      const what = `Entry ${grouped(index + 1)} of ${grouped(list.length)}`;
      const entry = readEntry(value, what);
      terminals.follow(entry, what);
      entries.push(entry);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      return { journal, problem: error.message };
    }
  }
  return { journal };
}

function readEntry(value: unknown, what: string): JournalEntry {
  const fields = new Fields(value, what);
  const atMs = fields.instantMs("atMs");
  const kind = fields.oneOf("kind", ENTRIES);
  const entry = { atMs, ...ENTRIES[kind](fields) };
  fields.end();
  return entry;
}

function readTerminal(entry: Fields, least: number): number {
  return entry.number("terminal", least, SESSION_LIMITS.terminals, 1);
}

function readSize(size: Fields) {
  const read = {
    columns: size.number("columns", 1, SESSION_LIMITS.terminalCells, 1),
    rows: size.number("rows", 1, SESSION_LIMITS.terminalCells, 1),
  };
  size.end();
  return read;
}

function readAction(fields: Fields): ClockAction {
  const action = ACTIONS[fields.oneOf("kind", ACTIONS)](fields);
  fields.end();
  return action;
}

function readRate(fields: Fields): (typeof RATES)[number] {
  const rate = fields.number("rate", 1, 86_400, 1);
  const known = RATES.find((each) => each === rate);
  if (known === undefined) throw new Unreadable(`The clock cannot run at ${rate} seconds a second`);
  return known;
}
