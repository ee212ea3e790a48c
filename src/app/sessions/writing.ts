import type {
  Answer,
  CheckAnswer,
  ClockView,
  InspectionName,
  FromSimulation,
  Journal,
  JournalEntry,
  Question,
  ToSimulation,
} from "../../simulation/index.ts";
import { FIRST_TERMINAL, SESSION_LIMITS, terminalNames } from "../../simulation/index.ts";
import { terminalOf } from "../terminals/of-terminal.ts";
import { ONE_SHOWN } from "../terminals/state.ts";
import type { OpenSession, OpenTerminals, Stage, TerminalsShown } from "./open-session.ts";
import { countLines, lineCutOff, upToNow } from "./record.ts";
import type { ByTerminal, KeptClock, KeptSession, SessionRecord } from "./record.ts";
import { Relay } from "./relay.ts";
import type { Hold } from "./tab-lock.ts";
import { worldNow } from "./world-now.ts";
import { SessionWriter } from "./writer.ts";
import { liveWorld } from "../store.ts";
import type { SessionsDatabase } from "./database.ts";

/** The scrollback is kept this long after the last prompt, so that a loop of commands does not write at each. */
const KEEP_SCREEN_AFTER_MS = 400;
/** A line from elsewhere that takes longer to be replayed is not waited for. */
const UNTRIED_LINE_WITHIN_MS = 20_000;
/** Where the clock stands is kept so often while it runs fast, and so soon after something expired. */
const KEEP_CLOCK_AFTER_MS = 1_000;
/** A replay that takes longer says what it is at. */
const SAY_REPLAY_AFTER_MS = 3_000;

export interface WritingConfig {
  readonly stage: Stage;
  /** Undefined where this browser keeps nothing. */
  readonly database: SessionsDatabase | undefined;
  readonly kept: KeptSession;
  /** The disk had no place for it as it was begun. */
  readonly isUnkept: boolean;
  readonly hold: Hold;
  /** Another tab asked for the session, or took it. */
  readonly onTaken: () => void;
}

/** A session that this tab types in: its simulation runs here, and it is kept as it goes. */
export class WritingSession implements OpenSession {
  readonly id: string;
  readonly #config: WritingConfig;
  readonly #writer: SessionWriter | undefined;
  readonly #relay: Relay;
  readonly #stops: (() => void)[] = [];
  #terminals: OpenTerminals | undefined;
  /** Of those terminals whose line does not run. */
  readonly #promptTexts = new Map<number, string>();
  /** The terminal that was closed last, and can be brought back. */
  #closed: number | undefined;
  #drafts: ByTerminal = {};
  #screenTimer: ReturnType<typeof setTimeout> | undefined;
  #replayTimer: ReturnType<typeof setTimeout> | undefined;
  #clockTimer: ReturnType<typeof setTimeout> | undefined;
  /** The clock as the simulation told it last, between lines. */
  #clock: (ClockView & { readonly takenMs: number }) | undefined;
  #saysReplay = false;
  #isClosed = false;

  constructor(config: WritingConfig) {
    const { stage, database, kept, isUnkept } = config;
    this.#config = config;
    this.id = kept.record.id;
    this.#writer =
      database &&
      new SessionWriter({
        database,
        record: kept.record,
        entries: isUnkept ? 0 : kept.journal.entries.length,
        onProblem: (problem) => {
          // Each letter is kept: nothing is drawn anew for one that was.
          if (this.#isClosed || stage.store.getState().session.problem === problem) return;
          stage.store.setState(({ session }) => ({ session: { ...session, problem } }));
        },
      });
    this.#relay = new Relay(this.id, {
      worldNow: () => {
        stage.settle();
        return worldNow(liveWorld(stage.store.getState()));
      },
      screenNow: async () => ({
        texts: (await this.#terminals?.serialize()) ?? {},
        shown: this.#terminals?.shown ?? ONE_SHOWN,
        drafts: this.#drafts,
        promptTexts: Object.fromEntries(this.#promptTexts),
      }),
      inspect: (question, at) => this.inspect(question, at),
      handOver: () => config.onTaken(),
    });
    void config.hold.lost.then(() => config.onTaken());
  }

  /** The journal that it was opened with. */
  get journal(): Journal {
    return this.#config.kept.journal;
  }

  get record(): SessionRecord {
    return this.#writer?.record ?? this.#config.kept.record;
  }

  /** What stands at the prompts. */
  get drafts(): ByTerminal {
    return this.#drafts;
  }

  /** All that came in so far, and the time that has gone by since. */
  get journalNow(): Journal | undefined {
    const journal = this.#config.stage.host.journal();
    return journal && upToNow(journal, this.#clockNow());
  }

  append(entries: readonly JournalEntry[]): void {
    this.#writer?.append(entries);
  }

  /** Changes the session's record; also tries again to keep what could not be kept. */
  change(fields: Partial<SessionRecord>): void {
    this.#writer?.change(fields);
    if (fields.name !== undefined) this.#relay.named(fields.name);
  }

  post(message: ToSimulation): void {
    if (message.kind === "line") this.#promptTexts.delete(terminalOf(message));
    this.#config.stage.host.post(message);
  }

  async inspect<Name extends InspectionName>(question: Question<Name>, at?: number): Promise<Answer<Name> | undefined> {
    const answer = await this.#config.stage.host.request({
      kind: "inspect",
      question,
      ...(at !== undefined && { at }),
    });
    return answer?.kind === "inspected" ? answer.answer : undefined;
  }

  async check(script: string): Promise<CheckAnswer | undefined> {
    const answer = await this.#config.stage.host.request({ kind: "check", script });
    return answer?.kind === "checked" ? answer : undefined;
  }

  interrupt(terminal: number): void {
    this.#config.stage.host.interrupt(terminal);
  }

  noted(text: string, terminal: number): void {
    this.#relay.tell({ kind: "note", text, terminal });
    this.#keepScreenSoon();
  }

  arranged(shown: TerminalsShown): void {
    this.#relay.tell({ kind: "arranged", shown });
    // Those that follow do not keep what a closed one showed.
    if (this.#closed !== undefined && shown.open.includes(this.#closed)) this.#relay.tellAll();
    this.#closed = shown.closed;
    const isOpen = ([terminal]: [string, string]) => shown.open.includes(Number(terminal));
    this.#keepDrafts(Object.fromEntries(Object.entries(this.#drafts).filter(isOpen)));
    this.#keepScreenSoon();
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    await this.#keepScreen();
    this.#keepClock();
    this.#isClosed = true;
    for (const stop of this.#stops) stop();
    clearTimeout(this.#screenTimer);
    clearTimeout(this.#replayTimer);
    clearTimeout(this.#clockTimer);
    this.#config.stage.host.leave();
    this.#relay.close();
    await this.#writer?.close();
    this.#config.hold.release();
  }

  /** Opens the terminal and runs the journal again. */
  start(): void {
    const { stage, kept, isUnkept } = this.#config;
    const { screen, drafts, record } = kept;
    const journal = upToNow(kept.journal, record.clock);
    this.append(isUnkept ? journal.entries : journal.entries.slice(kept.journal.entries.length));
    const others = screen?.others ?? {};
    const closed = screen?.closed;
    const terminals = stage.openTerminals({
      shown: {
        open: [FIRST_TERMINAL, ...Object.keys(others).map(Number)],
        front: screen?.front ?? FIRST_TERMINAL,
        names: terminalNames(journal.entries),
        closed: closed?.terminal,
      },
      restored: {
        ...others,
        ...(screen && { [FIRST_TERMINAL]: screen.text }),
        ...(closed && { [closed.terminal]: closed.text }),
      },
      onDraft: (text, terminal) => {
        this.#keepDrafts({ ...this.#drafts, [terminal]: text });
        this.#relay.tell({ kind: "draft", text, terminal });
      },
      onLine: (text, terminal) => this.#relay.tell({ kind: "line", text, terminal }),
      onScreenEffect: (effect, terminal) => this.#relay.tell({ kind: "effect", effect, terminal }),
    });
    this.#terminals = terminals;
    this.#closed = closed?.terminal;
    this.#drafts = drafts;
    for (const terminal of terminals.shown.open) {
      const draft = drafts[terminal] ?? "";
      if (draft !== "") terminals.at(terminal)?.insert(draft);
    }
    this.#stops.push(stage.host.onMessage((message) => this.#receive(message)));
    if (journal.entries.length > 0) this.change({ failedOpenings: (record.failedOpenings ?? 0) + 1 });
    this.#replayTimer = setTimeout(() => {
      this.#saysReplay = true;
    }, SAY_REPLAY_AFTER_MS);
    stage.host.restart(journal, {
      shownEntries: screen?.entries ?? 0,
      ...(record.untried === true && { lineWithinMs: UNTRIED_LINE_WITHIN_MS }),
    });
    const keep = () => {
      this.#keepClock();
      void this.#keepScreen();
    };
    document.addEventListener("visibilitychange", keep);
    addEventListener("pagehide", keep);
    this.#stops.push(() => {
      document.removeEventListener("visibilitychange", keep);
      removeEventListener("pagehide", keep);
    });
    const cutOff = lineCutOff(journal.entries);
    if (cutOff !== undefined) {
      stage.note(`The page was left while this ran, so it is not part of the session: ${cutOff.slice(0, 200)}`);
    }
    for (const problem of kept.problems) stage.note(problem);
  }

  #receive(message: FromSimulation): void {
    if (this.#isClosed) return;
    const { stage } = this.#config;
    if (message.kind === "replaying") this.#sayReplay(message.entry);
    if (message.kind === "ready") this.#replayed();
    if (message.kind === "prompt" || message.kind === "travelled") {
      this.#promptTexts.set(terminalOf(message), message.promptText);
      this.#keepScreenSoon();
    }
    if (message.kind === "journal" && !stage.host.isBusy) this.#keepScreenSoon();
    this.#noteClock(message);
    stage.show(message);
    switch (message.kind) {
      case "output":
      case "terminals":
      case "prompt":
      case "travelled":
      case "ask":
      case "world":
      case "ready":
      case "broken":
        this.#relay.tell({ kind: "shown", message });
        break;
      default:
    }
  }

  #replayed(): void {
    clearTimeout(this.#replayTimer);
    this.#saysReplay = false;
    const { store } = this.#config.stage;
    if (store.getState().session.replaying !== undefined) {
      store.setState(({ session }) => ({ session: { ...session, replaying: undefined } }));
    }
    const { failedOpenings = 0, untried = false } = this.record;
    if (failedOpenings > 0 || untried) this.change({ failedOpenings: 0, untried: false });
  }

  #sayReplay(at: number): void {
    const { entries } = this.#config.kept.journal;
    const say = () => {
      const line = entries[at];
      if (line?.kind !== "line") return;
      const replaying = { line: line.text, number: countLines(entries.slice(0, at + 1)), of: countLines(entries) };
      this.#config.stage.store.setState(({ session }) => ({ session: { ...session, replaying } }));
    };
    if (this.#saysReplay) say();
    else {
      clearTimeout(this.#replayTimer);
      this.#replayTimer = setTimeout(() => {
        this.#saysReplay = true;
        say();
      }, SAY_REPLAY_AFTER_MS);
    }
  }

  /** A reading from before the last entry says nothing of the world after it. */
  #noteClock(message: FromSimulation): void {
    if (message.kind === "journal") this.#clock = undefined;
    if (message.kind !== "world" || message.delta.clock === undefined) return;
    const { clock, tokens } = message.delta;
    this.#clock = { ...clock, takenMs: performance.now() };
    if (clock.rate <= 1 && tokens === undefined) return;
    this.#clockTimer ??= setTimeout(() => {
      this.#clockTimer = undefined;
      this.#keepClock();
    }, KEEP_CLOCK_AFTER_MS);
  }

  #clockNow(): KeptClock | undefined {
    const { host } = this.#config.stage;
    if (this.#clock === undefined || this.#clock.rate === 0 || host.isBusy) return undefined;
    const { nowMs, rate, takenMs } = this.#clock;
    const atMs = Math.min(SESSION_LIMITS.latestMs, Math.ceil(nowMs + (performance.now() - takenMs) * rate));
    return { atMs, rate, entries: host.entryCount };
  }

  #keepClock(): void {
    const clock = this.#clockNow();
    if (clock !== undefined && clock.entries > 0) this.#writer?.change({ clock });
  }

  #keepDrafts(drafts: ByTerminal): void {
    this.#drafts = drafts;
    this.#writer?.keepDrafts(drafts);
  }

  #keepScreenSoon(): void {
    clearTimeout(this.#screenTimer);
    this.#screenTimer = setTimeout(() => void this.#keepScreen(), KEEP_SCREEN_AFTER_MS);
  }

  /** Only between lines: then what is on the screen is what the entries up to now have printed. */
  async #keepScreen(): Promise<void> {
    const { host } = this.#config.stage;
    const entries = host.entryCount;
    if (this.#writer === undefined || host.isBusy || this.#promptTexts.size === 0) return;
    const texts = await this.#terminals?.serialize();
    if (texts === undefined || host.isBusy || host.entryCount !== entries || this.#isClosed) return;
    const { front, open, closed } = this.#terminals?.shown ?? ONE_SHOWN;
    const others = Object.fromEntries(open.slice(1).map((terminal) => [terminal, texts[terminal] ?? ""]));
    this.#writer.keepScreen({
      text: texts[FIRST_TERMINAL] ?? "",
      entries,
      ...(open.length > 1 && { others }),
      ...(front !== FIRST_TERMINAL && { front }),
      ...(closed !== undefined && { closed: { terminal: closed, text: texts[closed] ?? "" } }),
    });
  }
}
