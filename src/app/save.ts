/** What outlives a reload: the journal, the scrollback and the typed history, in IndexedDB. Without one (a private window) nothing is kept, and `kept` says so. */
import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Journal, JournalEntry } from "../simulation/index.ts";

interface SaveSchema extends DBSchema {
  session: { key: "seed" | "startMs" | "scrollback"; value: string | number };
  journal: { key: number; value: JournalEntry };
  history: { key: number; value: string };
}

/** Older typed lines are forgotten. */
const HISTORY_LINES = 5000;

export interface Save {
  /** False: this browser lets nothing be kept. */
  readonly kept: boolean;
  readonly journal: Journal | undefined;
  readonly scrollback: string | undefined;
  readonly history: readonly string[];
  /** Begins a session: what was kept of the last one is gone, but for the typed history. */
  begin(journal: Journal): void;
  append(entries: readonly JournalEntry[]): void;
  keepScrollback(text: string): void;
  keepLine(line: string): void;
}

export async function openSave(): Promise<Save> {
  try {
    const database = await openDB<SaveSchema>("glassvault", 1, {
      upgrade(fresh) {
        fresh.createObjectStore("session");
        fresh.createObjectStore("journal", { autoIncrement: true });
        fresh.createObjectStore("history", { autoIncrement: true });
      },
    });
    return await databaseSave(database);
  } catch {
    return { ...nothing, kept: false };
  }
}

const nothing = {
  journal: undefined,
  scrollback: undefined,
  history: [],
  begin: () => {},
  append: () => {},
  keepScrollback: () => {},
  keepLine: () => {},
} satisfies Omit<Save, "kept">;

async function databaseSave(database: IDBPDatabase<SaveSchema>): Promise<Save> {
  const [seed, startMs, scrollback, entries, history] = await Promise.all([
    database.get("session", "seed"),
    database.get("session", "startMs"),
    database.get("session", "scrollback"),
    database.getAll("journal"),
    database.getAll("history"),
  ]);
  const known = typeof seed === "string" && typeof startMs === "number";
  return {
    kept: true,
    journal: known ? { version: 1, seed, startMs, entries } : undefined,
    scrollback: typeof scrollback === "string" ? scrollback : undefined,
    history: history.slice(-HISTORY_LINES),
    begin: (journal) => {
      const change = database.transaction(["session", "journal"], "readwrite");
      const session = change.objectStore("session");
      void session.put(journal.seed, "seed");
      void session.put(journal.startMs, "startMs");
      void session.delete("scrollback");
      void change.objectStore("journal").clear();
      for (const entry of journal.entries) void change.objectStore("journal").add(entry);
    },
    append: (added) => {
      const change = database.transaction("journal", "readwrite");
      for (const entry of added) void change.store.add(entry);
    },
    keepScrollback: (text) => void database.put("session", text, "scrollback"),
    keepLine: (line) => void database.add("history", line),
  };
}
