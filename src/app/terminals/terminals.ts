/** The page's terminals, each with its screen: opens, shows and closes them, and gives each what is for it. */
import { cleanTerminalName, FIRST_TERMINAL, SESSION_LIMITS } from "../../simulation/index.ts";
import type { FromSimulation, ToSimulation } from "../../simulation/index.ts";
import type { SimulationLink, TerminalHandle } from "../../terminal/index.ts";
import type { OpenTerminals, TerminalsShown, TerminalWishes } from "../sessions/open-session.ts";
import type { ByTerminal } from "../sessions/record.ts";
import { inFront, type AppStore } from "../store.ts";
import { ofTerminal, terminalOf } from "./of-terminal.ts";
import {
  arranged,
  besideFront,
  calledIn,
  directoryOf,
  freeNumber,
  ONE_SHOWN,
  ONE_TERMINAL,
  withoutName,
} from "./state.ts";

export interface MadeTerminal {
  readonly number: number;
  readonly element: HTMLElement;
  readonly link: SimulationLink;
  readonly wishes: TerminalWishes;
  /** Its text became another one. */
  readonly onShown: (text: string) => void;
}

export interface TerminalsParts {
  readonly store: AppStore;
  readonly post: (message: ToSimulation) => void;
  readonly interrupt: (terminal: number) => void;
  /** The terminal whose line runs. */
  readonly running: () => number | undefined;
  readonly make: (made: MadeTerminal) => TerminalHandle;
  /** True, and said so, where another browser tab types in this session. */
  /** Says something in the terminal in front. */
  readonly note: (text: string) => void;
  readonly refuses: () => boolean;
  readonly onArranged: (shown: TerminalsShown) => void;
  /** This was shown in the terminal in front. */
  readonly onShown: (text: string) => void;
}

interface Tab {
  readonly element: HTMLElement;
  readonly handle: TerminalHandle;
  readonly listeners: Set<(message: FromSimulation) => void>;
  /** What it shows, as it was last read; undefined once that is another. */
  text: string | undefined;
}

/** A recording goes on with the screen of another terminal. */
const CLEAR = "\x1b[0m\x1b[2J\x1b[3J\x1b[H";

export class Terminals implements OpenTerminals {
  /** Holds them all, one over the other; layouts move it and never make another. */
  readonly element = document.createElement("div");
  readonly #parts: TerminalsParts;
  readonly #tabs = new Map<number, Tab>();
  #wishes: TerminalWishes = { shown: ONE_SHOWN };
  /** What was closed last: its tab, or after a reload what that showed. */
  #closed: { readonly number: number; readonly tab: Tab | undefined; readonly text: string } | undefined;

  constructor(parts: TerminalsParts) {
    this.#parts = parts;
    this.element.className = "terminals";
  }

  /** Those of another session, in place of those that there were. */
  begin(wishes: TerminalWishes): this {
    const hadFocus = this.element.contains(document.activeElement);
    for (const tab of this.#tabs.values()) dispose(tab);
    this.#tabs.clear();
    this.#forgetClosed();
    this.#wishes = wishes;
    const { open, front, names, closed } = wishes.shown;
    // Who only follows brings none back.
    if (closed !== undefined && wishes.watching === undefined) {
      this.#closed = { number: closed, tab: undefined, text: wishes.restored?.[closed] ?? "" };
    }
    this.#set({ ...arranged(ONE_TERMINAL, open, front), names });
    // What was kept is shown once.
    this.#wishes = { ...wishes, restored: {} };
    if (hadFocus) this.front?.focus();
    return this;
  }

  get shown(): TerminalsShown {
    const { tabs, front, names } = this.#state;
    return { open: tabs.map(({ number }) => number), front, names, closed: this.#closed?.number };
  }

  get front(): TerminalHandle | undefined {
    return this.at(this.#state.front);
  }

  at(terminal: number): TerminalHandle | undefined {
    return this.#tabs.get(terminal)?.handle;
  }

  each(act: (handle: TerminalHandle) => void): void {
    for (const { handle } of this.#tabs.values()) act(handle);
  }

  async serialize(): Promise<ByTerminal> {
    const tabs = new Map(this.#tabs);
    const closed = this.#closed;
    if (closed?.tab !== undefined) tabs.set(closed.number, closed.tab);
    const texts = await Promise.all(Array.from(tabs, async ([number, tab]) => [number, await read(tab)] as const));
    return { ...(closed !== undefined && { [closed.number]: closed.text }), ...Object.fromEntries(texts) };
  }

  receive(message: FromSimulation): void {
    if (message.kind === "terminals") {
      const { open, names = {} } = message;
      this.arrange({ open, front: this.#state.front, names });
      return;
    }
    const terminal = isOfOne(message) ? terminalOf(message) : undefined;
    if (message.kind === "prompt" || message.kind === "travelled") this.#noteDirectory(message);
    // What goes to one that is closed counts as drawn.
    if (message.kind === "output" && !this.#tabs.has(terminalOf(message))) {
      this.#parts.post({ kind: "shown", characters: message.text.length });
    }
    for (const [number, { listeners }] of this.#tabs) {
      if (terminal === undefined || number === terminal) for (const listener of listeners) listener(message);
    }
  }

  arrange({ open, front, names }: Omit<TerminalsShown, "closed">): void {
    this.#set({ ...arranged(this.#state, open, front), names });
  }

  // ---- what a person does

  show(number: number): void {
    if (number === this.#state.front || !this.#tabs.has(number)) return;
    this.#set(arranged(this.#state, this.shown.open, number));
    this.front?.focus();
    this.#parts.onArranged(this.shown);
  }

  showBeside(steps: 1 | -1): void {
    this.show(besideFront(this.#state, steps));
  }

  open(): void {
    if (this.#parts.refuses()) return;
    const number = freeNumber(this.#state.tabs);
    if (number === undefined) {
      this.#parts.note(`${SESSION_LIMITS.terminals} terminals are open, which is all there can be: close one first`);
      return;
    }
    if (this.#closed?.number === number) this.#forgetClosed();
    this.#set(withoutName(this.#state, number));
    this.#parts.post({ kind: "terminal", action: "open", terminal: number });
    this.#add(number);
  }

  /** Closes one, if it may be: one that runs a line is asked about. */
  close(number = this.#state.front): void {
    if (this.#parts.refuses()) return;
    if (number === FIRST_TERMINAL || !this.#tabs.has(number)) {
      this.#parts.note("The first terminal stays: exit gives it a fresh shell");
    } else if (this.#parts.running() === number) this.#set({ ...this.#state, asked: number });
    else this.#close(number);
  }

  /** What a person says who was asked. */
  answer(closes: boolean): void {
    const { asked } = this.#state;
    this.#set({ ...this.#state, asked: undefined });
    if (closes && asked !== undefined) this.#close(asked);
    this.front?.focus();
  }

  bringBack(): void {
    const closed = this.#closed;
    if (closed === undefined || this.#parts.refuses()) return;
    const { number, tab, text } = closed;
    this.#closed = undefined;
    this.#tabs.set(number, tab ?? this.#make(number, { ...this.#wishes, restored: { [number]: text } }));
    this.#parts.post({ kind: "terminal", action: "reopen", terminal: number });
    this.#add(number);
  }

  /** Nobody wants the closed one any more. */
  forgetClosed(): void {
    this.#forgetClosed();
    this.front?.focus();
    this.#parts.onArranged(this.shown);
  }

  /** Asks for a terminal's name. */
  askName(number = this.#state.front): void {
    if (!this.#parts.refuses() && this.#tabs.has(number)) this.#set({ ...this.#state, naming: number });
  }

  /** What a person says who was asked for it: undefined leaves it as it is, an empty one takes it away. */
  name(name: string | undefined): void {
    const { naming, names } = this.#state;
    this.#set({ ...this.#state, naming: undefined });
    this.front?.focus();
    if (name === undefined || naming === undefined || this.#parts.refuses()) return;
    const cleaned = cleanTerminalName(name);
    if (cleaned === (names[naming] ?? "")) return;
    this.#parts.post({ kind: "name", terminal: naming, name: cleaned });
    const announcement = cleaned === "" ? `Terminal ${naming} has no name now.` : `Terminal ${naming} is “${cleaned}”.`;
    this.#parts.store.setState({ announcement });
  }

  // ----

  #add(number: number): void {
    const open = [...this.shown.open, number].sort((a, b) => a - b);
    this.#set(arranged(this.#state, open, number));
    this.front?.focus();
    this.#parts.store.setState({ announcement: `Terminal ${number} is open.` });
    this.#parts.onArranged(this.shown);
  }

  #close(number: number): void {
    const tab = this.#tabs.get(number);
    if (tab === undefined) return;
    this.#forgetClosed();
    this.#closed = { number, tab, text: "" };
    this.#tabs.delete(number);
    tab.element.classList.remove("is-front");
    this.#parts.interrupt(number);
    this.#parts.post({ kind: "terminal", action: "close", terminal: number });
    const open = this.shown.open.filter((each) => each !== number);
    this.#set(arranged(this.#state, open));
    this.front?.focus();
    this.#parts.store.setState({ announcement: `${calledIn(this.#state, number)} is closed.` });
    this.#parts.onArranged(this.shown);
  }

  /** Makes the tabs what the state says, and tells whoever shows it. */
  #set(state: AppTerminals): void {
    const { store } = this.#parts;
    const before = this.#state;
    const hadFocus = this.element.contains(document.activeElement);
    const open = new Set(state.tabs.map(({ number }) => number));
    // Another way than by bringing it back, it is another one.
    if (this.#closed !== undefined && open.has(this.#closed.number)) this.#forgetClosed();
    for (const number of open) if (!this.#tabs.has(number)) this.#tabs.set(number, this.#make(number, this.#wishes));
    for (const [number, tab] of this.#tabs) {
      tab.element.classList.toggle("is-front", number === state.front);
      if (open.has(number)) continue;
      dispose(tab);
      this.#tabs.delete(number);
    }
    const isSame = before.front === state.front;
    const terminals = { ...state, closed: this.#closed?.number };
    store.setState((now) => ({ terminals, ...(!isSame && inFront(now, state.front)) }));
    if (isSame) return;
    if (hadFocus) this.front?.focus();
    void this.#recordFront(state.front);
  }

  async #recordFront(number: number): Promise<void> {
    const tab = this.#tabs.get(number);
    const text = tab && (await read(tab));
    if (text !== undefined && this.#state.front === number) this.#parts.onShown(CLEAR + text);
  }

  #make(number: number, wishes: TerminalWishes): Tab {
    const element = document.createElement("div");
    if (number === this.#state.front) element.classList.add("is-front");
    this.element.append(element);
    const listeners: Tab["listeners"] = new Set();
    const tab: { text: string | undefined } = { text: undefined };
    const handle = this.#parts.make({
      number,
      element,
      wishes,
      link: {
        post: (message) => this.#parts.post(named(message, number)),
        onMessage: (listener) => {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      },
      onShown: (text) => {
        tab.text = undefined;
        if (this.#state.front === number) this.#parts.onShown(text);
      },
    });
    return Object.assign(tab, { element, handle, listeners });
  }

  #noteDirectory(message: Extract<FromSimulation, { kind: "prompt" | "travelled" }>): void {
    const number = terminalOf(message);
    const directory = directoryOf(message.promptText);
    const state = this.#state;
    if (state.tabs.some((tab) => tab.number === number && tab.directory !== directory)) {
      const tabs = state.tabs.map((tab) => (tab.number === number ? { ...tab, directory } : tab));
      this.#parts.store.setState({ terminals: { ...state, tabs } });
    }
  }

  #forgetClosed(): void {
    if (this.#closed === undefined) return;
    if (this.#closed.tab !== undefined) dispose(this.#closed.tab);
    this.#closed = undefined;
    this.#parts.store.setState({ terminals: { ...this.#state, closed: undefined } });
  }

  get #state(): AppTerminals {
    return this.#parts.store.getState().terminals;
  }
}

type AppTerminals = ReturnType<AppStore["getState"]>["terminals"];

/** The scrollback is read again only where something was shown since. */
async function read(tab: Tab): Promise<string> {
  tab.text ??= await tab.handle.serialize();
  return tab.text;
}

function dispose({ element, handle }: Tab): void {
  handle.dispose();
  element.remove();
}

function isOfOne(message: FromSimulation): message is Extract<FromSimulation, { readonly terminal?: number }> {
  return ["output", "prompt", "ask", "completions", "travelled"].includes(message.kind);
}

/** What a terminal says, with its number. */
function named(message: ToSimulation, number: number): ToSimulation {
  return message.kind === "line" || message.kind === "complete" ? { ...message, ...ofTerminal(number) } : message;
}
