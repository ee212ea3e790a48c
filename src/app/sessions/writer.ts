/** Keeps the open session as it goes. Whatever the page has shown a prompt for is on its way to the disk before that prompt is drawn. */
import type { JournalEntry } from "../../simulation/index.ts";
import type { SessionsDatabase } from "./database.ts";
import { grown, keptDrafts, type ByTerminal, type Screen, type SessionRecord } from "./record.ts";

/** What went wrong with keeping: the storage is full, another tab went on with this session, or the browser refused for `reason`. */
export type KeepProblem =
  | { readonly kind: "full" }
  | { readonly kind: "overtaken" }
  | { readonly kind: "refused"; readonly reason: string };

export interface WriterConfig {
  readonly database: SessionsDatabase;
  readonly record: SessionRecord;
  /** Entries that are kept already. */
  readonly entries: number;
  /** Undefined: all is well again. */
  readonly onProblem: (problem: KeepProblem | undefined) => void;
}

/** Where typing is faster than the disk, only the newest of more waits. */
const MOST_DRAFTS_ON_THE_WAY = 8;

export class SessionWriter {
  readonly #config: WriterConfig;
  #record: SessionRecord;
  /** The place of the next entry. */
  #place: number;
  /** Entries that the disk did not take, by place. */
  readonly #unkept = new Map<number, JournalEntry>();
  #isClosed = false;
  /** The drafts to be kept next. */
  #draft: string | ByTerminal | undefined;
  #latestDraft: string | ByTerminal | undefined;
  #draftsOnTheWay = 0;
  readonly #running = new Set<Promise<void>>();

  constructor(config: WriterConfig) {
    this.#config = config;
    this.#record = config.record;
    this.#place = config.entries;
  }

  get record(): SessionRecord {
    return this.#record;
  }

  append(added: readonly JournalEntry[]): void {
    if (this.#isClosed) return;
    this.#record = grown(this.#record, added, Date.now());
    const entries = [...this.#takeUnkept(), ...added.map((entry) => [this.#place++, entry] as const)];
    // With a line goes what stood at its prompt: it ran, and does not come back as one half typed.
    const draft = added.some(({ kind }) => kind === "line") ? this.#latestDraft : undefined;
    this.#track(this.#write(entries, draft));
  }

  /** Changes the session's record, and tries again what the disk did not take. */
  change(fields: Partial<SessionRecord>): void {
    if (this.#isClosed) return;
    this.#record = { ...this.#record, ...fields };
    this.#track(this.#write(this.#takeUnkept()));
  }

  keepScreen(screen: Screen): void {
    if (!this.#isClosed)
      this.#track(
        this.#attempt(async () => void (await this.#config.database.put("screens", screen, this.#record.id))),
      );
  }

  /** Keeps what stands at the prompts, at once. */
  keepDrafts(drafts: ByTerminal): void {
    if (this.#isClosed) return;
    this.#draft = this.#latestDraft = keptDrafts(drafts);
    if (this.#draftsOnTheWay < MOST_DRAFTS_ON_THE_WAY) this.#track(this.#putDrafts());
  }

  /** Writes nothing more; resolves when what was begun is done. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#running);
  }

  /** Adds the entries at their places, where nothing may stand yet: of two tabs that write one session the later one fails and stops. */
  #write(
    entries: readonly (readonly [place: number, entry: JournalEntry])[],
    draft?: string | ByTerminal,
  ): Promise<void> {
    return this.#attempt(
      async () => {
        const stores = ["entries", "sessions", ...(draft === undefined ? [] : (["drafts"] as const))] as const;
        const change = this.#config.database.transaction(stores, "readwrite");
        const { id } = this.#record;
        const writes: Promise<unknown>[] = entries.map(([place, entry]) =>
          change.objectStore("entries").add(entry, [id, place]),
        );
        writes.push(change.objectStore("sessions").put(this.#record, id));
        if (draft !== undefined) writes.push(change.objectStore("drafts").put(draft, id));
        // It counts from here on, also where the tab is ended before the answers come.
        change.commit();
        await Promise.all([...writes, change.done]);
      },
      () => {
        for (const [place, entry] of entries) this.#unkept.set(place, entry);
      },
    );
  }

  /** Each entry is tried by one write at a time: two would find it there already, and take each other for another tab. */
  #takeUnkept(): readonly (readonly [place: number, entry: JournalEntry])[] {
    const taken = [...this.#unkept];
    this.#unkept.clear();
    return taken;
  }

  async #putDrafts(): Promise<void> {
    this.#draftsOnTheWay++;
    while (this.#draft !== undefined) {
      const draft = this.#draft;
      this.#draft = undefined;
      await this.#attempt(async () => {
        const change = this.#config.database.transaction("drafts", "readwrite");
        const put = change.store.put(draft, this.#record.id);
        change.commit();
        await Promise.all([put, change.done]);
      });
    }
    this.#draftsOnTheWay--;
  }

  async #attempt(write: () => Promise<void>, onFailure?: () => void): Promise<void> {
    try {
      await write();
      if (this.#unkept.size === 0) this.#config.onProblem(undefined);
    } catch (error) {
      onFailure?.();
      const problem = problemOf(error);
      if (problem.kind === "overtaken") {
        this.#isClosed = true;
        this.#draft = undefined;
      }
      this.#config.onProblem(problem);
    }
  }

  #track(work: Promise<void>): void {
    this.#running.add(work);
    void work.finally(() => this.#running.delete(work));
  }
}

function problemOf(error: unknown): KeepProblem {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  if (name === "QuotaExceededError") return { kind: "full" };
  if (name === "ConstraintError") return { kind: "overtaken" };
  return { kind: "refused", reason: error instanceof Error ? error.message : String(error) };
}
