import { FIRST_TERMINAL, HOME } from "../workstation/index.ts";
import type { Workstation } from "../workstation/index.ts";
import { SESSION_LIMITS } from "./journal/limits.ts";
import { cleanTerminalName } from "./journal/names.ts";
import type { FromSimulation, JournalEntry, TerminalAction } from "./protocol.ts";
import type { Recorder } from "./recorder.ts";

/**
 * Which terminals the student has open, and what they are called. They are windows: time travel opens and closes none. Their shells
 * are the workstation's.
 */
export class Terminals {
  private readonly shown = new Set<number>([FIRST_TERMINAL]);
  private readonly names = new Map<number, string>();
  private readonly workstation: () => Workstation;
  private readonly send: (message: FromSimulation) => void;

  constructor(workstation: () => Workstation, send: (message: FromSimulation) => void) {
    this.workstation = workstation;
    this.send = send;
  }

  /** In the order of their numbers. */
  get open(): readonly number[] {
    return [...this.shown].sort((a, b) => a - b);
  }

  has(terminal: number): boolean {
    return this.shown.has(terminal);
  }

  /** Opens or closes one; false where there is nothing to do, or no such terminal. The first is always open. */
  act(action: TerminalAction, terminal: number): boolean {
    if (terminal === FIRST_TERMINAL || !isTerminal(terminal)) return false;
    if (action === "close") return this.shown.delete(terminal);
    if (this.shown.has(terminal)) return false;
    this.shown.add(terminal);
    if (action === "open") {
      this.names.delete(terminal);
      this.workstation().begin(terminal);
    }
    return true;
  }

  /** Opens or closes one as a journal says. */
  actAgain({ action, terminal }: Extract<JournalEntry, { kind: "terminal" }>, isTold: boolean): void {
    if (this.act(action, terminal) && isTold) this.tellOpen();
  }

  /** Names one; answers its name, or undefined where it is not open, or has that name already. */
  name(terminal: number, wanted: string): string | undefined {
    const name = cleanTerminalName(wanted);
    if (!this.shown.has(terminal) || name === (this.names.get(terminal) ?? "")) return undefined;
    if (name === "") this.names.delete(terminal);
    else this.names.set(terminal, name);
    return name;
  }

  /** Names one from now on: it is entered and told. */
  nameAnew({ terminal, name: wanted }: { readonly terminal: number; readonly name: string }, recorder: Recorder): void {
    const name = this.name(terminal, wanted);
    if (name === undefined) return;
    recorder.enter({ kind: "name", terminal, name });
    this.tellOpen();
  }

  promptText(terminal: number): string {
    return promptIn(this.workstation().directory(terminal));
  }

  prompt(terminal: number): void {
    const directory = this.workstation().directory(terminal);
    const exitCode = this.workstation().exitCode(terminal);
    this.send({ kind: "prompt", promptText: promptIn(directory), directory, exitCode, ...of(terminal) });
  }

  tellOpen(): void {
    const names = this.names.size > 0 && { names: Object.fromEntries(this.names) };
    this.send({ kind: "terminals", open: this.open, ...names });
  }

  /** All shells are in another time now. */
  tellTravelled(note: string): void {
    for (const terminal of this.open) {
      const directory = this.workstation().directory(terminal);
      this.send({ kind: "travelled", note, promptText: promptIn(directory), directory, ...of(terminal) });
    }
  }
}

function isTerminal(terminal: number): boolean {
  return Number.isInteger(terminal) && terminal >= FIRST_TERMINAL && terminal <= SESSION_LIMITS.terminals;
}

/** Names the terminal where it is not the first. */
export function of(terminal: number): { readonly terminal?: number } {
  return terminal === FIRST_TERMINAL ? {} : { terminal };
}

/** `$ `, or `~/work $ ` in another directory. */
function promptIn(directory: string): string {
  const shown =
    directory === HOME ? "" : `${directory.startsWith(`${HOME}/`) ? `~${directory.slice(HOME.length)}` : directory} `;
  return `${shown}$ `;
}
