/** The browser's database: sessions by id, the entries of their journals one by one, and what only saves time or typing. */
import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from "idb";
import { newRecord, type Screen, type SessionRecord } from "./record.ts";
import { readEntries } from "../../simulation/index.ts";

/** What is read is taken for anything, because a save may be old or broken. */
export interface SessionsSchema extends DBSchema {
  /** `SessionRecord` by id. */
  sessions: { key: string; value: unknown };
  /** `JournalEntry` by session and place. */
  entries: { key: [session: string, place: number]; value: unknown };
  /** `Screen` by session. */
  screens: { key: string; value: unknown };
  /** What stands at the prompt, not yet run, by session; with several terminals, a text for each. */
  drafts: { key: string; value: unknown };
  /** Typed lines of all sessions. */
  history: { key: number; value: unknown };
  /** Of version 1, which held one session: its `seed`, `startMs` and `scrollback`. */
  session: { key: string; value: unknown };
  /** Of version 1. */
  journal: { key: number; value: unknown };
}

export type SessionsDatabase = IDBPDatabase<SessionsSchema>;
type Upgrade = IDBPTransaction<SessionsSchema, StoreNames<SessionsSchema>[], "versionchange">;

export interface DatabaseEvents {
  /** A tab with an older Glassvault holds the database: nothing opens before it is closed. */
  readonly onBlocked: () => void;
  /** A newer Glassvault in another tab wants the database: this one let it go, and keeps nothing more. */
  readonly onLetGo: () => void;
}

export function openDatabase({ onBlocked, onLetGo }: DatabaseEvents): Promise<SessionsDatabase> {
  return openDB<SessionsSchema>("glassvault", 2, {
    upgrade(database, oldVersion, _newVersion, change) {
      for (const name of ["sessions", "entries", "screens", "drafts"] as const) database.createObjectStore(name);
      const names = database.objectStoreNames;
      if (!names.contains("history")) database.createObjectStore("history", { autoIncrement: true });
      // What cannot be taken over stays as it was.
      if (oldVersion > 0) takeOver(database, change).catch(() => change.abort());
    },
    blocked: onBlocked,
    blocking(_current, _wanted, event) {
      if (event.target instanceof IDBDatabase) event.target.close();
      onLetGo();
    },
  });
}

/** Entries of one session, in order. */
export function entriesOf(session: string): IDBKeyRange {
  return IDBKeyRange.bound([session, 0], [session, Infinity]);
}

/** Makes a session of the one that version 1 held. Its id is its seed: the guide's progress is kept under that. */
async function takeOver(database: SessionsDatabase, change: Upgrade): Promise<void> {
  const old = change.objectStore("session");
  const [seed, startMs, scrollback, entries] = await Promise.all([
    old.get("seed"),
    old.get("startMs"),
    old.get("scrollback"),
    change.objectStore("journal").getAll(),
  ]);
  database.deleteObjectStore("session");
  database.deleteObjectStore("journal");
  if (typeof seed !== "string" && entries.length === 0) return;
  const origin = {
    seed: typeof seed === "string" ? seed : "",
    startMs: typeof startMs === "number" ? startMs : 0,
  };
  const { journal } = readEntries(origin, entries, Infinity);
  const id = origin.seed || "first";
  const record: SessionRecord = { ...newRecord(id, "First session", journal, Date.now()), madeMs: origin.startMs };
  await change.objectStore("sessions").put(record, id);
  for (const [place, entry] of entries.entries()) void change.objectStore("entries").put(entry, [id, place]);
  if (typeof scrollback !== "string") return;
  const screen: Screen = { text: scrollback, entries: entries.length };
  await change.objectStore("screens").put(screen, id);
}
