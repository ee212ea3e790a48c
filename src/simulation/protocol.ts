/**
 * What crosses between the page and the simulation's Worker. Plain data only.
 * Instants are Unix milliseconds of the virtual clock unless a name says otherwise.
 */
import type { RequestTrace, TokenView } from "../vault/index.ts";
import type { Answer, Question } from "./inspections.ts";
import type { Why } from "./why.ts";

export type ClockRate = 1 | 60 | 3600 | 86_400;

/**
 * A terminal of the workstation, from 1 on. Where a message or an entry names none, it is the first: with one terminal none is named.
 */
interface OfTerminal {
  readonly terminal?: number;
}

/** `open`: with a fresh shell. `reopen`: with the shell that it had. */
export type TerminalAction = "open" | "reopen" | "close";

/** Page → Worker. */
export type ToSimulation =
  | {
      readonly kind: "boot";
      readonly seed: string;
      readonly startMs: number;
      readonly size: TerminalSize;
      readonly journal?: Journal;
      /** What so many of the journal's entries print is on the screen already. */
      readonly shownEntries?: number;
      readonly interruptFlag?: SharedArrayBuffer;
    }
  | ({ readonly kind: "line"; readonly text: string } & OfTerminal)
  /** A terminal is opened or closed, once no line runs. One that is opened is answered with its prompt. */
  | { readonly kind: "terminal"; readonly action: TerminalAction; readonly terminal: number }
  /** A terminal is named, at once, also while a line runs; an empty name takes it away. */
  | { readonly kind: "name"; readonly terminal: number; readonly name: string }
  /** Another terminal has a line to run: one that only waits for Ctrl-C, as a server in the foreground does, gives way to it. */
  | { readonly kind: "give-way" }
  /** Answers the hidden or visible question that an `ask` event put. */
  | { readonly kind: "answer"; readonly text: string }
  /** End of input (Ctrl-D) to a program that reads standard input. */
  | { readonly kind: "end-of-input" }
  | { readonly kind: "interrupt" }
  /** The terminal has drawn so many characters of output more. A page that says so is not sent faster than it draws. */
  | { readonly kind: "shown"; readonly characters: number }
  /** Answers a `breath`. A page that does so is waited for. */
  | { readonly kind: "go-on" }
  | { readonly kind: "resize"; readonly size: TerminalSize }
  | { readonly kind: "clock"; readonly action: ClockAction }
  /** Goes back or on in time, once no line runs. Nothing happens where there is no such moment. */
  | { readonly kind: "travel"; readonly to: TravelTarget }
  | ({
      readonly kind: "complete";
      readonly requestId: number;
      readonly text: string;
      readonly cursor: number;
    } & OfTerminal)
  /**
   * Runs a lab step's check script on the workstation, out of sight, in the shell that ran a line last: it changes nothing that the
   * student has.
   */
  | { readonly kind: "check"; readonly requestId: number; readonly script: string }
  /** A panel's question about the world as it stands, or as it stood at a moment; answered at once, also while a line runs. */
  | { readonly kind: "inspect"; readonly requestId: number; readonly question: Question; readonly at?: number };

/** Where to go in time: so many steps on (back, where less than zero), to a moment that is kept, or to the beginning. */
export type TravelTarget = { readonly steps: number } | { readonly moment: number } | "beginning";

export type ClockAction =
  | { readonly kind: "pause" }
  | { readonly kind: "run"; readonly rate: ClockRate }
  | { readonly kind: "advance"; readonly seconds: number }
  | { readonly kind: "next-expiry" };

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** Worker → page. */
export type FromSimulation =
  | { readonly kind: "ready" }
  /** A line of the journal begins to be read again: the entry's place. Whoever waits can tell which line does not end. */
  | { readonly kind: "replaying"; readonly entry: number }
  /** Bytes for the terminal, as UTF-16 text with escape sequences; `\n` is already `\r\n`. */
  | ({ readonly kind: "output"; readonly text: string } & OfTerminal)
  /**
   * These terminals are open; the first is always among them. Those that have a name have it in `names`. Sent with `ready`, where a line
   * closed its own, and where one was named.
   */
  | {
      readonly kind: "terminals";
      readonly open: readonly number[];
      readonly names?: Readonly<Record<number, string>>;
    }
  /** The shell waits for a line. `promptText` is shown as it is. */
  | ({
      readonly kind: "prompt";
      readonly promptText: string;
      readonly directory: string;
      readonly exitCode: number;
    } & OfTerminal)
  /** A program waits for input: hidden (a secret) or visible (standard input). Its prompt text was output before. */
  | ({ readonly kind: "ask"; readonly hidden: boolean } & OfTerminal)
  | { readonly kind: "world"; readonly delta: WorldDelta }
  /** The running line asks whether the page has time for more of it: the answer waits behind all else that the page has to do. */
  | { readonly kind: "breath" }
  | ({ readonly kind: "completions"; readonly requestId: number; readonly completion: Completion } & OfTerminal)
  | ({ readonly kind: "checked"; readonly requestId: number } & CheckAnswer)
  | { readonly kind: "inspected"; readonly requestId: number; readonly answer: Answer }
  /**
   * The world has gone back or on in time; its `world` delta came before. `note` says it to people. No line has ended by it: a shell
   * that waits has this prompt now. Each open terminal is told.
   */
  | ({
      readonly kind: "travelled";
      readonly note: string;
      readonly promptText: string;
      readonly directory: string;
    } & OfTerminal)
  /** The journal grew; the page saves what it is sent, in order. */
  | { readonly kind: "journal"; readonly entries: readonly JournalEntry[] }
  /** The simulation broke; the page ends the Worker and boots a new one from the journal. */
  | { readonly kind: "broken"; readonly message: string };

/** How a check ended, and where the world stood: at which moment, and after which line (-1: none). */
export interface CheckAnswer {
  readonly exitCode: number;
  readonly output: string;
  readonly moment: number;
  readonly line: number;
}

/** Candidates for the word that spans [from, to) of the line. */
export interface Completion {
  readonly from: number;
  readonly to: number;
  readonly candidates: readonly CompletionCandidate[];
}

export interface CompletionCandidate {
  /** What replaces the word. Ends in "/" or "=" where more is to follow; else the editor adds a space. */
  readonly text: string;
  readonly description?: string;
}

/** Who the next `vault` command will be, and why. */
export interface Identity {
  readonly source: "VAULT_TOKEN" | "token-helper" | "none";
  /** Key of the token in use, where the simulation knows it. */
  readonly tokenKey: string | undefined;
  /** The text in use as typed (may be one that never was a token). */
  readonly token: string;
  /** What ~/.vault-token holds while VAULT_TOKEN hides it. */
  readonly hidden?: { readonly token: string; readonly tokenKey: string | undefined };
}

export type Identities = Readonly<Record<number, Identity>>;

/** What one finished line did; the timeline's tick. */
export interface LineRecord {
  readonly index: number;
  readonly text: string;
  readonly atMs: number;
  readonly exitCode: number;
  /** Keys of tokens that it made, and of those that it ended: the first hundred, and the last. */
  readonly issued: readonly string[];
  readonly ended: readonly string[];
  readonly issuedCount: number;
  readonly endedCount: number;
  readonly keysWritten: number;
  readonly keysDeleted: number;
  /** The last of its requests that was refused. */
  readonly refused?: RefusedRequest;
  /** What there is to explain of it, at most one thing. */
  readonly why?: Why;
  /** Absent: the first. */
  readonly terminal?: number;
}

export type RefusedRequest = Pick<RequestTrace, "operation" | "path" | "status">;

/** Something done that can be undone, and the moment that it led to. */
export interface Step {
  /** Names the moment. Grows with each step of a session; no two have the same. */
  readonly moment: number;
  /** In words: the line as it was typed, how far the clock went; empty for the beginning. */
  readonly text: string;
  /** The clock at the moment. */
  readonly atMs: number;
  /** The line that it was; undefined for the beginning and for the clock's moves. */
  readonly line?: LineRecord;
}

/** Everything panels show, as changes. A field that is absent did not change. `reset` empties the page's model first. */
export interface WorldDelta {
  readonly reset?: true;
  /**
   * The world has become another one, as after an undo: what differs did not happen in it. How many of the first tokens and of the
   * first lines it has too.
   */
  readonly instead?: {
    readonly keptTokens: number;
    readonly keptLines: number;
  };
  readonly tokens?: readonly TokenView[];
  /** Who the student is in each terminal, by its number: those that are another now. What a closed one was stays. */
  readonly identities?: Identities;
  /** Shell variables that hold a token, by token key: `BATCH`, `ROOT_TOKEN`. */
  readonly heldIn?: Readonly<Record<string, readonly string[]>>;
  readonly policies?: readonly string[];
  readonly clock?: ClockView;
  readonly lines?: readonly LineRecord[];
  /** Steps that were made, after those before; with `reset` or `instead`, all of them. */
  readonly steps?: readonly Step[];
  /** All steps that can be redone, the next first. */
  readonly undone?: readonly Step[];
  /** The oldest moment that is still kept. */
  readonly keptFrom?: number;
}

export interface ClockView {
  readonly nowMs: number;
  /** Virtual seconds a real second; 0 is paused. */
  readonly rate: 0 | ClockRate;
  readonly nextExpiryMs: number | undefined;
}

/** All that came in from outside, in order: the save file. Same seed and same journal, same bytes. */
export interface Journal {
  readonly version: 1;
  readonly seed: string;
  readonly startMs: number;
  readonly entries: readonly JournalEntry[];
}

export type JournalEntry = { readonly atMs: number } &
  /** Lines of all terminals run one after the other: what stands between a line and its end is for that line. */
  (
    | ({ readonly kind: "line"; readonly text: string } & OfTerminal)
    | { readonly kind: "terminal"; readonly action: TerminalAction; readonly terminal: number }
    /** No part of the world: it stands wherever it came in, also between a line and its end. */
    | { readonly kind: "name"; readonly terminal: number; readonly name: string }
    | { readonly kind: "answer"; readonly text: string }
    | { readonly kind: "end-of-input" }
    /**
     * `step`: how many times the running line had asked whether to stop; replay stops it at the same point.
     * A half more: it was stopped while it waited, after that many questions.
     */
    | { readonly kind: "interrupt"; readonly step: number }
    /** The running line was ended with its Worker; its effects are gone. */
    | { readonly kind: "killed" }
    /** The running line ended by itself. A line without an end at the end of a journal was cut off: it counts as killed. */
    | { readonly kind: "end" }
    | { readonly kind: "resize"; readonly size: TerminalSize }
    | { readonly kind: "clock"; readonly action: ClockAction }
    /** The world went to a moment. What `undo`, `redo` and `reset` do when typed follows from the line itself. */
    | { readonly kind: "travel"; readonly moment: number }
  );
