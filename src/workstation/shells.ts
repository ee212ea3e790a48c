import type { ShellState } from "./shell-state.ts";
import type { Shell } from "./shell.ts";

/** The terminal that every machine has. Others have the numbers after it. */
export const FIRST_TERMINAL = 1;

/** The states of a machine's shells, by terminal. */
export type ShellStates = ReadonlyMap<number, ShellState>;

/** The shells of one machine, one for each of its terminals. They take turns: one of them runs lines at a time. */
export class Shells {
  private readonly make: (terminal: number) => Shell;
  private readonly made = new Map<number, Shell>();
  /** How the shells are that did not run since, and those that were not made yet. */
  private resting = new Map<number, ShellState>();
  private turn = FIRST_TERMINAL;

  constructor(make: (terminal: number) => Shell) {
    this.make = make;
    this.made.set(FIRST_TERMINAL, make(FIRST_TERMINAL));
  }

  /** The shell whose turn it is. */
  get current(): Shell {
    return this.at(this.turn);
  }

  /** The terminal whose turn it is. */
  get terminal(): number {
    return this.turn;
  }

  /** Gives the turn to a terminal; answers whose it was. */
  use(terminal: number): number {
    const before = this.turn;
    // It may have changed since it was copied.
    if (terminal !== before) this.resting.delete(before);
    this.turn = terminal;
    return before;
  }

  at(terminal: number): Shell {
    const known = this.made.get(terminal);
    if (known !== undefined) return known;
    const shell = this.make(terminal);
    this.made.set(terminal, shell);
    const state = this.resting.get(terminal);
    if (state !== undefined) shell.restore(state);
    return shell;
  }

  /** A terminal's shell is a fresh one. */
  begin(terminal: number): void {
    this.at(terminal).begin();
    this.resting.delete(terminal);
  }

  /** Copies those alone that may have changed since the last time. */
  snapshot(): ShellStates {
    for (const [terminal, shell] of this.made) {
      if (terminal === this.turn || !this.resting.has(terminal)) this.resting.set(terminal, shell.snapshot());
    }
    return new Map(this.resting);
  }

  /** Makes each shell what it was. One that was not there then is a fresh one. */
  restore(states: ShellStates): void {
    this.resting = new Map(states);
    for (const [terminal, shell] of this.made) {
      const state = states.get(terminal);
      if (state === undefined) shell.begin();
      else shell.restore(state);
    }
  }

  dispose(): void {
    for (const shell of this.made.values()) shell.dispose();
  }
}
