import { FIRST_TERMINAL, SESSION_LIMITS } from "../../simulation/index.ts";
import type { TerminalsShown } from "../sessions/open-session.ts";

/** The terminals of the page, as its bar shows them. */
export interface TerminalsState {
  /** In the order of their numbers. */
  readonly tabs: readonly TerminalTab[];
  readonly front: number;
  /** The one that was closed last, and can be brought back. */
  readonly closed: number | undefined;
  /** One that is to be closed, and runs a line: someone must say whether. */
  readonly asked: number | undefined;
  /** One that is being given a name. */
  readonly naming: number | undefined;
  /** What those are called that have a name, and the closed one that had. */
  readonly names: Readonly<Record<number, string>>;
}

export interface TerminalTab {
  readonly number: number;
  /** Its shell's directory, as the prompt says it. */
  readonly directory: string;
}

export const ONE_TERMINAL: TerminalsState = {
  tabs: [{ number: FIRST_TERMINAL, directory: "~" }],
  front: FIRST_TERMINAL,
  closed: undefined,
  asked: undefined,
  naming: undefined,
  names: {},
};

/** The terminals of a session whose page shows one. */
export const ONE_SHOWN: TerminalsShown = {
  open: [FIRST_TERMINAL],
  front: FIRST_TERMINAL,
  names: {},
  closed: undefined,
};

/** The lowest number that no open terminal has; undefined where all are taken. */
export function freeNumber(tabs: readonly TerminalTab[]): number | undefined {
  const taken = new Set(tabs.map(({ number }) => number));
  for (let number = FIRST_TERMINAL; number <= SESSION_LIMITS.terminals; number++) if (!taken.has(number)) return number;
  return undefined;
}

/** With these terminals open, and what is known of those that stay. The one in front, if it is gone, gives way to the one before it. */
export function arranged(state: TerminalsState, open: readonly number[], front = state.front): TerminalsState {
  const tabs = open.map((number) => state.tabs.find((tab) => tab.number === number) ?? { number, directory: "~" });
  const shown = open.includes(front) ? front : (open.findLast((number) => number < front) ?? FIRST_TERMINAL);
  const ifOpen = (number: number | undefined) => (number !== undefined && open.includes(number) ? number : undefined);
  return { ...state, tabs, front: shown, asked: ifOpen(state.asked), naming: ifOpen(state.naming) };
}

/** A terminal that is opened has no name yet, whatever one of its number had. */
export function withoutName(state: TerminalsState, number: number): TerminalsState {
  const names = Object.entries(state.names).filter(([named]) => Number(named) !== number);
  return { ...state, names: Object.fromEntries(names) };
}

/** What a terminal is called in a sentence: `Terminal 2`, or `Terminal 2, “app”,`. */
export function calledIn({ names }: Pick<TerminalsState, "names">, number: number): string {
  const name = names[number];
  return name === undefined ? `Terminal ${number}` : `Terminal ${number}, “${name}”,`;
}

/** The next terminal after the one in front, or (less than zero) the one before it. */
export function besideFront({ tabs, front }: TerminalsState, steps: number): number {
  const at = tabs.findIndex(({ number }) => number === front);
  return tabs.at((at + steps) % tabs.length)?.number ?? front;
}

/** `~/work $ ` → `~/work`. */
export function directoryOf(promptText: string): string {
  return promptText.replace(/ ?\$ $/, "") || "~";
}
