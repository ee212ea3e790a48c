/** The one session that this tab has open: takes it up, goes over to another, hands it to another tab and takes it back. */
import { FIRST_TERMINAL } from "../../simulation/index.ts";
import type {
  Answer,
  CheckAnswer,
  InspectionName,
  Journal,
  JournalEntry,
  Question,
  SessionDocument,
  ToSimulation,
} from "../../simulation/index.ts";
import { copyProgress } from "../guide/progress-keeper.ts";
import type { SessionLibrary } from "./library.ts";
import type { OpenSession, Stage, TerminalsShown } from "./open-session.ts";
import {
  newId,
  newJournal,
  newRecord,
  upToNow,
  type ByTerminal,
  type KeptSession,
  type SessionRecord,
} from "./record.ts";
import { hasLocks, holdNow, holdWhenFree, seize, type Hold } from "./tab-lock.ts";
import { WritingSession } from "./writing.ts";

/** Which session this tab had, over its own reload; and, for all tabs, which was opened last. */
const KEY = "glassvault.session";
/** A writing tab that is reloaded comes back within this; then its followers leave it the session. */
const RETURN_WITHIN_MS = 1500;
/** A writing tab that is asked for the session and does not hand it over by then has it taken. */
const HAND_OVER_WITHIN_MS = 1500;
/** A session that broke its tab so often in a row is not opened unasked. */
const MOST_FAILED_OPENINGS = 2;

export class CurrentSession {
  readonly #stage: Stage;
  readonly #library: Promise<SessionLibrary | undefined>;
  #open: OpenSession | undefined;
  /** Calls off waiting for another tab to let go. */
  #waiting: AbortController | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  /** Said when there is a terminal to say it in. */
  readonly #notes: string[] = [];

  constructor(stage: Stage, library: Promise<SessionLibrary | undefined>) {
    this.#stage = stage;
    this.#library = library;
  }

  /** Takes up the session that this tab had, or else the one that was opened last, or begins the first. */
  begin(): Promise<void> {
    return this.#inTurn(async () => {
      const library = await this.#library;
      const [latest] = (await library?.list()) ?? [];
      for (const id of new Set([...openedBefore(), latest?.id])) {
        if (id !== undefined && (await this.#mayOpen(id)) && (await this.#enter(id))) return;
      }
      await this.#enterNew("Session", newJournal(Date.now()));
    });
  }

  /** Goes over to a session; false where there is none of this id. */
  open(id: string): Promise<boolean> {
    return this.#inTurn(() => this.#enter(id));
  }

  startNew(): Promise<void> {
    return this.#inTurn(() => this.#enterNew("Session", newJournal(Date.now())));
  }

  /** Opens what came as a link or a file, beside what there is. */
  openDocument({ name, journal }: SessionDocument): Promise<void> {
    return this.#inTurn(() => this.#enterNew(name, journal, { untried: true }));
  }

  /** Goes on with what this tab shows, as a session of its own. */
  fork(): Promise<void> {
    return this.#inTurn(async () => {
      const { id, name } = this.#stage.store.getState().session;
      const writing = this.#open instanceof WritingSession ? this.#open : undefined;
      const here = writing?.journalNow;
      const kept = here === undefined ? await this.#journalOf(id) : undefined;
      const drafts = writing?.drafts ?? {};
      await this.#enterNew(name, here ?? kept?.journal ?? newJournal(Date.now()), { drafts });
      copyProgress(localStorage, id, this.#stage.store.getState().session.id);
    });
  }

  /** Writes from here on, in place of the tab that did. */
  takeOver(): Promise<void> {
    return this.#inTurn(async () => {
      const following = this.#open;
      if (following?.askForHandOver === undefined) return;
      this.#waiting?.abort();
      following.askForHandOver();
      const hold = await holdWhenFree(following.id, AbortSignal.timeout(HAND_OVER_WITHIN_MS));
      await this.#enter(following.id, hold ?? (await seize(following.id)));
    });
  }

  /** The session as it can be sent; undefined where nothing is open. */
  async document(id = this.#stage.store.getState().session.id): Promise<SessionDocument | undefined> {
    const here = this.#open instanceof WritingSession && this.#open.id === id ? this.#open : undefined;
    const kept = here === undefined ? await this.#journalOf(id) : undefined;
    const journal = here === undefined ? kept?.journal : here.journalNow;
    const name = here === undefined ? kept?.name : this.#stage.store.getState().session.name;
    return journal && { name: name ?? "Session", savedMs: Date.now(), journal };
  }

  /** A session as it is kept, and the time that went by in it since. */
  async #journalOf(id: string): Promise<{ readonly name: string; readonly journal: Journal } | undefined> {
    const kept = await (await this.#library)?.load(id);
    return kept && { name: kept.record.name, journal: upToNow(kept.journal, kept.record.clock) };
  }

  rename(name: string): void {
    if (!(this.#open instanceof WritingSession)) return;
    this.#open.change({ name });
    this.#stage.store.setState(({ session }) => ({ session: { ...session, name } }));
  }

  /** Waits no longer for the line of the journal that is being run again. */
  giveUpReplay(): void {
    this.#stage.host.giveUpReplay("you stopped it");
  }

  /** Tries again to keep what the disk did not take. */
  retryKeeping(): void {
    if (this.#open instanceof WritingSession) this.#open.change({});
  }

  // ---- what the page does with the session

  appended(entries: readonly JournalEntry[]): void {
    if (this.#open instanceof WritingSession) this.#open.append(entries);
  }

  post(message: ToSimulation): void {
    this.#open?.post(message);
  }

  async inspect<Name extends InspectionName>(question: Question<Name>, at?: number): Promise<Answer<Name> | undefined> {
    return this.#open?.inspect(question, at);
  }

  async check(script: string): Promise<CheckAnswer | undefined> {
    return this.#open?.check(script);
  }

  /** True, and said so, where another tab types in this session. */
  refusesToAct(): boolean {
    const { role } = this.#stage.store.getState().session;
    if (role === "follows") this.#open?.interrupt(FIRST_TERMINAL);
    return role === "follows";
  }

  interrupt(terminal: number): void {
    this.#open?.interrupt(terminal);
  }

  noted(text: string, terminal: number): void {
    this.#open?.noted(text, terminal);
  }

  /** Another terminal is in front, or others are open. */
  arranged(terminals: TerminalsShown): void {
    this.#open?.arranged(terminals);
  }

  /** The journal did not replay past `entry`: opens what stands before it, and leaves the whole where it is. */
  stuck(entry: number, why: string): void {
    void this.#inTurn(async () => {
      const open = this.#open;
      if (!(open instanceof WritingSession)) return;
      const kept = await (await this.#library)?.load(open.id);
      const whole = kept?.journal ?? open.journal;
      const at = whole.entries[entry];
      const line = at?.kind === "line" ? `: ${at.text.slice(0, 200)}` : "";
      const part = { ...whole, entries: whole.entries.slice(0, entry) };
      await this.#enterNew(`${open.record.name} (part)`, part, { drafts: kept?.drafts ?? {} });
      this.#stage.note(
        `Opened up to the line that could not be run again, because ${why}${line}. The whole of “${open.record.name}” is still among the sessions.`,
      );
    });
  }

  // ---- going from session to session

  /** One change at a time, in order. */
  #inTurn<Result>(act: () => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(act);
    this.#turn = result.catch(() => undefined);
    return result;
  }

  async #mayOpen(id: string): Promise<boolean> {
    const record = (await (await this.#library)?.list())?.find((session) => session.id === id);
    if (record === undefined) return false;
    if ((record.failedOpenings ?? 0) < MOST_FAILED_OPENINGS) return true;
    this.#notes.push(
      `“${record.name}” did not open ${record.failedOpenings} times in a row, so it was left. It is among the sessions.`,
    );
    return false;
  }

  async #enter(id: string, given?: Hold): Promise<boolean> {
    const library = await this.#library;
    if (library === undefined) return false;
    if (this.#open instanceof WritingSession && this.#open.id === id) return true;
    const hold = given ?? (await holdNow(id));
    if (hold === undefined) return this.#follow(id);
    const kept = await library.load(id);
    if (kept === undefined) {
      hold.release();
      return false;
    }
    if (!kept.isCut) {
      await this.#write(kept, hold);
      return true;
    }
    const part = await library.create(`${kept.record.name} (part)`, kept.journal, { drafts: kept.drafts });
    hold.release();
    const entered = await this.#enter(part.id);
    for (const problem of kept.problems) this.#stage.note(`“${kept.record.name}” could not be read whole. ${problem}.`);
    return entered;
  }

  async #enterNew(
    wanted: string,
    journal: Journal,
    { drafts = {}, ...fields }: Partial<SessionRecord> & { readonly drafts?: ByTerminal } = {},
  ): Promise<void> {
    const library = await this.#library;
    try {
      const record = await library?.create(wanted, journal, { drafts, ...fields });
      if (record !== undefined && (await this.#enter(record.id))) return;
    } catch {
      // A full disk takes no new session; it is opened all the same, and says that it is not kept.
    }
    const record = { ...newRecord(newId(), wanted, { ...journal, entries: [] }, Date.now()), ...fields };
    const hold = await holdNow(record.id);
    if (hold === undefined) return;
    await this.#write({ record, journal, screen: undefined, drafts, problems: [], isCut: false }, hold, true);
  }

  async #write(kept: KeptSession, hold: Hold, isUnkept = false): Promise<void> {
    const library = await this.#library;
    await this.#leave();
    this.#show(kept.record, "writes", library !== undefined);
    const session: WritingSession = new WritingSession({
      stage: this.#stage,
      database: library?.database,
      kept,
      isUnkept,
      hold,
      onTaken: () =>
        void this.#inTurn(async () => void (this.#open === session && (await this.#follow(kept.record.id)))),
    });
    this.#open = session;
    session.start();
    for (const text of this.#notes.splice(0)) this.#stage.note(text);
  }

  async #follow(id: string): Promise<boolean> {
    const record = (await (await this.#library)?.list())?.find((session) => session.id === id);
    if (record === undefined) return false;
    const { FollowingSession } = await import("./following.ts");
    await this.#leave();
    this.#show(record, "follows", true);
    this.#open = new FollowingSession({ stage: this.#stage, id });
    this.#waiting = new AbortController();
    void this.#succeed(id, this.#waiting.signal);
    return true;
  }

  /** Waits until the writing tab is gone for good, and writes then. */
  async #succeed(id: string, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const free = await holdWhenFree(id, signal);
      free?.release();
      await new Promise((resolve) => setTimeout(resolve, RETURN_WITHIN_MS));
      if (signal.aborted || free === undefined) return;
      const hold = await holdNow(id);
      if (hold === undefined) continue;
      await this.#inTurn(async () => {
        if (signal.aborted) hold.release();
        else if (await this.#enter(id, hold)) this.#stage.note("The other tab is gone; this one types now.");
      });
      return;
    }
  }

  async #leave(): Promise<void> {
    this.#waiting?.abort();
    this.#waiting = undefined;
    await this.#open?.close();
    this.#open = undefined;
  }

  #show({ id, name }: SessionRecord, role: "writes" | "follows", isKept: boolean): void {
    keepOpened(id);
    this.#stage.store.setState({
      session: { id, name, role, isKept, problem: undefined, replaying: undefined, mayClash: isKept && !hasLocks() },
      ready: false,
    });
  }
}

function openedBefore(): readonly (string | undefined)[] {
  try {
    return [sessionStorage, localStorage].map((storage) => storage.getItem(KEY) ?? undefined);
  } catch {
    return [];
  }
}

function keepOpened(id: string): void {
  try {
    for (const storage of [sessionStorage, localStorage]) storage.setItem(KEY, id);
  } catch {
    // Then the session that changed last is opened.
  }
}
