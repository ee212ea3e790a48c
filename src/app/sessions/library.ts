/** All sessions that this browser keeps. Reads and changes them in the database; knows nothing of the one that is open. */
import type { Journal } from "../../simulation/index.ts";
import { entriesOf, type SessionsDatabase } from "./database.ts";
import {
  freeName,
  keptDrafts,
  newId,
  newRecord,
  readKept,
  readRecord,
  upToNow,
  type KeptSession,
  type SessionRecord,
} from "./record.ts";

/** Older typed lines are forgotten. */
const HISTORY_LINES = 5000;
/** A deleted session can be had back for so long; then it is gone at the next visit. */
const DELETED_FOR_MS = 24 * 3600 * 1000;

export class SessionLibrary {
  readonly database: SessionsDatabase;

  constructor(database: SessionsDatabase) {
    this.database = database;
  }

  /** Sessions that are not deleted, the one that changed last first. */
  async list(): Promise<readonly SessionRecord[]> {
    const all = await this.#all();
    return all.filter(({ deletedMs }) => deletedMs === undefined).sort((a, b) => b.changedMs - a.changedMs);
  }

  /** Undefined where there is no such session, or it is deleted. */
  async load(id: string): Promise<KeptSession | undefined> {
    const read = this.database.transaction(["sessions", "entries", "screens", "drafts"]);
    const [record, places, entries, screen, draft] = await Promise.all([
      read.objectStore("sessions").get(id),
      read.objectStore("entries").getAllKeys(entriesOf(id)),
      read.objectStore("entries").getAll(entriesOf(id)),
      read.objectStore("screens").get(id),
      read.objectStore("drafts").get(id),
    ]);
    const known = readRecord(id, record);
    if (known === undefined || known.deletedMs !== undefined) return undefined;
    return readKept(known, { places: places.map(([, place]) => place), entries, screen, draft });
  }

  /** A new session. `from`: what else it begins with. */
  async create(
    name: string,
    journal: Journal,
    from: Partial<Pick<KeptSession, "screen" | "drafts">> & Partial<SessionRecord> = {},
  ): Promise<SessionRecord> {
    const { screen, drafts = {}, ...more } = from;
    const draft = keptDrafts(drafts);
    const taken = (await this.list()).map((session) => session.name);
    const id = newId();
    const record: SessionRecord = { ...newRecord(id, freeName(name, taken), journal, Date.now()), ...more };
    const change = this.database.transaction(["sessions", "entries", "screens", "drafts"], "readwrite");
    void change.objectStore("sessions").put(record, id);
    for (const [place, entry] of journal.entries.entries()) void change.objectStore("entries").put(entry, [id, place]);
    if (screen !== undefined) void change.objectStore("screens").put(screen, id);
    if (draft !== "") void change.objectStore("drafts").put(draft, id);
    await change.done;
    return record;
  }

  async duplicate(id: string): Promise<SessionRecord | undefined> {
    const kept = await this.load(id);
    if (kept === undefined) return undefined;
    const { record, journal, screen, drafts } = kept;
    return this.create(record.name, upToNow(journal, record.clock), {
      screen,
      drafts,
      ...(record.untried === true && { untried: true }),
    });
  }

  /** Changes a record's fields. The session that is open here is changed through its writer. */
  async change(id: string, fields: Partial<SessionRecord>): Promise<void> {
    const change = this.database.transaction("sessions", "readwrite");
    const record = readRecord(id, await change.store.get(id));
    if (record !== undefined) await change.store.put({ ...record, ...fields }, id);
    await change.done;
  }

  delete(id: string): Promise<void> {
    return this.change(id, { deletedMs: Date.now() });
  }

  async restore(id: string): Promise<void> {
    const change = this.database.transaction("sessions", "readwrite");
    const record = readRecord(id, await change.store.get(id));
    if (record !== undefined) {
      const { deletedMs: _gone, ...kept } = record;
      await change.store.put(kept, id);
    }
    await change.done;
  }

  /** Takes what was deleted long ago off the disk; answers which. */
  async purge(): Promise<readonly string[]> {
    const old = (await this.#all()).filter(
      ({ deletedMs }) => deletedMs !== undefined && Date.now() - deletedMs > DELETED_FOR_MS,
    );
    for (const { id } of old) {
      const change = this.database.transaction(["sessions", "entries", "screens", "drafts"], "readwrite");
      for (const store of ["sessions", "screens", "drafts"] as const) void change.objectStore(store).delete(id);
      void change.objectStore("entries").delete(entriesOf(id));
      await change.done;
    }
    return old.map(({ id }) => id);
  }

  async history(): Promise<readonly string[]> {
    const lines = await this.database.getAll("history");
    return lines.filter((line) => typeof line === "string").slice(-HISTORY_LINES);
  }

  async keepLine(line: string): Promise<void> {
    await this.database.add("history", line);
  }

  async #all(): Promise<SessionRecord[]> {
    const read = this.database.transaction("sessions");
    const [ids, values] = await Promise.all([read.store.getAllKeys(), read.store.getAll()]);
    return ids.flatMap((id, index) => readRecord(id, values[index]) ?? []);
  }
}
