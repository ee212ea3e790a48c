/** What a session needs of the page, and what the page needs of a session, whether this tab writes it or follows another that does. */
import type {
  Answer,
  CheckAnswer,
  InspectionName,
  FromSimulation,
  Question,
  ToSimulation,
} from "../../simulation/index.ts";
import type { ScreenEffect, TerminalHandle } from "../../terminal/index.ts";
import type { ByTerminal } from "./record.ts";
import type { SimulationHost } from "../simulation-host.ts";
import type { AppStore } from "../store.ts";
import type { KeepProblem } from "./writer.ts";

/** Which terminals are open, in order, and which of them is shown. */
export interface TerminalsShown {
  readonly open: readonly number[];
  readonly front: number;
  /** What those are called that have a name. */
  readonly names: Readonly<Record<number, string>>;
  /** The one that was closed last, and can be brought back. */
  readonly closed: number | undefined;
}

export interface TerminalWishes {
  readonly shown: TerminalsShown;
  /** What they showed before. */
  readonly restored?: ByTerminal;
  /** Given where these terminals only show what is typed elsewhere: those that are at a prompt, and what to do about keys. */
  readonly watching?: { readonly atPrompt: readonly number[]; readonly onRefused: () => void };
  readonly onDraft?: (draft: string, terminal: number) => void;
  readonly onLine?: (line: string, terminal: number) => void;
  readonly onScreenEffect?: (effect: ScreenEffect, terminal: number) => void;
}

/** The terminals of the page. */
export interface OpenTerminals {
  readonly shown: TerminalsShown;
  /** Undefined where it is not open. */
  at(terminal: number): TerminalHandle | undefined;
  /** Shows these and no others. */
  arrange(shown: TerminalsShown): void;
  /** What each of them shows, and what the closed one did that can be brought back. */
  serialize(): Promise<ByTerminal>;
}

export interface Stage {
  readonly store: AppStore;
  readonly host: SimulationHost;
  /** Opens terminals in place of those that there were. */
  readonly openTerminals: (wishes: TerminalWishes) => OpenTerminals;
  /** What happened in the world goes to the terminal and the panels. */
  readonly show: (message: FromSimulation) => void;
  /** Says something above the prompt, and to screen readers. */
  readonly note: (text: string) => void;
  /** Hands the panels what waits for the next frame. */
  readonly settle: () => void;
}

/** The session of this tab. */
export interface OpenSession {
  readonly id: string;
  post(message: ToSimulation): void;
  /** `at`: of a moment that is kept; else of the world as it stands. */
  inspect<Name extends InspectionName>(question: Question<Name>, at?: number): Promise<Answer<Name> | undefined>;
  /** Runs a lab's check; undefined where this tab cannot. */
  check(script: string): Promise<CheckAnswer | undefined>;
  interrupt(terminal: number): void;
  /** Of a session that another tab types in: asks that tab for it. */
  askForHandOver?(): void;
  /** Something was said above the prompt. */
  noted(text: string, terminal: number): void;
  /** The person at this tab opened, closed, named or chose a terminal. */
  arranged(terminals: TerminalsShown): void;
  /** Ends it here; resolves when all of it is on the disk. */
  close(): Promise<void>;
}

/** What the page says of its session, beside its name. */
export interface SessionState {
  readonly id: string;
  readonly name: string;
  /** Whether this tab types, or shows what another one does. */
  readonly role: "writes" | "follows";
  /** This browser keeps no sessions at all. */
  readonly isKept: boolean;
  /** This browser cannot tell whether another tab types in it too. */
  readonly mayClash: boolean;
  readonly problem: KeepProblem | undefined;
  /** A line of the journal that takes long to be read again. */
  readonly replaying: { readonly line: string; readonly number: number; readonly of: number } | undefined;
}
