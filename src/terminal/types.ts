import type { FromSimulation, ToSimulation } from "../simulation/index.ts";

import type { ScreenEffect } from "./editor/state.ts";
import type { ScreenRun } from "./view/screen-runs.ts";

/** The wire to the simulation, as the app has it (a Worker, or a fake). */
export interface SimulationLink {
  post(message: ToSimulation): void;
  /** Calls back for each message, in order. Returns how to stop. */
  onMessage(callback: (message: FromSimulation) => void): () => void;
}

/** Where typed lines are kept between visits. Oldest first. */
export interface HistoryStore {
  load(): Promise<readonly string[]>;
  append(line: string): void;
}

/** A text in the scrollback that can be clicked: a token, an accessor. */
export interface TerminalLink {
  readonly kind: "token" | "accessor";
  readonly text: string;
  /** Where the pointer is, in CSS pixels of the viewport. */
  readonly clientX: number;
  readonly clientY: number;
}

export interface TerminalConfig {
  /** Gets the terminal as its child and gives it its size. It has a size before, and any padding is its own. */
  readonly element: HTMLElement;
  readonly link: SimulationLink;
  /** Ctrl-C while a line runs. (At the prompt Ctrl-C is the editor's.) */
  readonly interrupt: () => void;
  readonly history?: HistoryStore;
  /** Shown, and typed at, before the simulation has said its first prompt. Default `$ `. */
  readonly provisionalPrompt?: string;
  /** What `serialize` gave before the reload. */
  readonly restored?: string | undefined;
  /** The textarea's accessible name. Default "Terminal". */
  readonly label?: string;
  readonly screenReaderMode?: boolean;
  /** Default: `--text-sm` of the page. */
  readonly fontSizePx?: number;
  /** Option is Meta on a Mac. Default false: many layouts type `{`, `[` and `|` with it. */
  readonly macOptionIsMeta?: boolean;
  /** F6 or Shift-F6: Tab completes, so this is how a keyboard leaves. */
  readonly onLeave?: (direction: "next" | "previous") => void;
  /** The pointer is on a token or an accessor; undefined when it left. */
  readonly onLinkHover?: (link: TerminalLink | undefined) => void;
  /** A token or accessor was clicked with Ctrl (Cmd on a Mac) held. Without, its text is inserted at the cursor. */
  readonly onLinkInspect?: (link: TerminalLink) => void;
  /** A line was accepted and goes to the shell. */
  readonly onLine?: (text: string) => void;
  /** Text that is handed to the screen, escape sequences and all: for recordings. */
  readonly onShown?: (text: string) => void;
  /** What stands at the prompt, not yet run, is another than before. */
  readonly onDraft?: (text: string) => void;
  /** At the prompt something else was shown: what Tab lists, a word about the line, a clean screen, a line given up. */
  readonly onScreenEffect?: (effect: ScreenEffect) => void;
  /** Given where this terminal only shows what is typed elsewhere. */
  readonly watching?: Watching;
  /** Ctrl-Shift-F: the app opens its search field and calls `search`. */
  readonly onSearch?: () => void;
  /** Alt-X, or ⌘K: the app shows its commands. */
  readonly onCommands?: () => void;
  /** F2: the app moves the focus to what it laid over the rows last. */
  readonly onExplain?: () => void;
}

/** A terminal that takes no keys: `showDraft`, `showLine` and `showEffect` say what is typed. */
export interface Watching {
  /** Whether it begins at a prompt; else while a line runs. */
  readonly atPrompt: boolean;
  /** Someone typed, pasted or clicked a command all the same. */
  readonly onRefused: () => void;
}

export interface SearchOptions {
  readonly caseSensitive?: boolean;
  readonly regex?: boolean;
}

/** Rows of the scrollback that hold an element of the page instead of text ("why?", "try"). */
export interface RowDecoration {
  /** Height in rows. */
  readonly rows: number;
  /** What the rows say, for screen readers and for the restored scrollback. */
  readonly text: string;
  /** Called with the element that lies over the rows: once, when they are first on screen. */
  readonly render: (element: HTMLElement) => void;
}

/** What was laid over rows. */
export interface LaidRows {
  /** Takes the element away: the text shows, without the blank rows below it. */
  remove(): void;
  /** Takes the rows away as well: what stands below them moves up. */
  erase(): void;
}

/** The app's door to a terminal. */
export interface TerminalHandle {
  focus(): void;
  /** Types `command` visibly at the prompt and runs it, as soon as the shell waits. What was half typed comes back after. */
  run(command: string): void;
  /** Inserts text at the cursor, as a paste does: nothing runs. */
  insert(text: string): void;
  /** What a terminal sends for keys (`\x1b[A` is up, `\t` is Tab, `\x03` is Ctrl-C), for keys that are buttons. */
  press(data: string): void;
  /** The next command to try, shown dimmed after what is typed and taken with →; undefined for none. */
  suggest(command: string | undefined): void;
  /** Writes a dimmed line above the prompt: `── Clock moved 6 h, to 24 Nov 04:12:09 ──`. */
  note(text: string): void;
  /** Writes rows with a text above the prompt and lays an element over them. */
  decorate(decoration: RowDecoration): LaidRows;
  /** Ctrl-C, for a button. */
  interrupt(): void;
  clear(): void;
  /** Finds text in the scrollback and selects it; false when there is none. `""` clears. */
  search(text: string, direction: "next" | "previous", options?: SearchOptions): Promise<boolean>;
  /** What is in sight, as text with its look, row by row: for pictures. */
  screen(): readonly (readonly ScreenRun[])[];
  selection(): string;
  copySelection(): Promise<void>;
  pasteFromClipboard(): Promise<void>;
  /** The scrollback without the line being typed, as escape sequences for `restored`. */
  serialize(): Promise<string>;
  /** What stands at the prompt, not yet run (to keep it over a reload, put it back with `insert`). */
  draft(): string;
  /** Of a watching terminal: what is typed elsewhere. */
  showDraft(text: string): void;
  /** Of a watching terminal: a line that was accepted elsewhere. */
  showLine(text: string): void;
  /** Of a watching terminal: what else typing shows elsewhere, in the columns that there are here. */
  showEffect(effect: ScreenEffect): void;
  setFontSizePx(fontSizePx: number): void;
  setScreenReaderMode(on: boolean): void;
  /** Columns and rows now; changes are sent to the simulation as `resize`. */
  size(): { readonly columns: number; readonly rows: number };
  dispose(): void;
}
