import type { ToSimulation } from "../simulation/index.ts";
import { terminalOf } from "./terminals/of-terminal.ts";

type Held = Extract<ToSimulation, { kind: "line" | "terminal" | "name" }>;

/** A line that waits for longer than this says so. */
const SAY_AFTER_MS = 1000;

/** What waits until the line that runs has ended: lines of other terminals, and terminals to be opened or closed. */
export class HeldLines {
  readonly #onLong: (terminal: number) => void;
  #held: Held[] = [];

  /** `onLong`: a terminal's line, or its shell, waits for long. */
  constructor(onLong: (terminal: number) => void) {
    this.#onLong = onLong;
  }

  add(message: Held): void {
    this.#held.push(message);
    if (message.kind === "name" || (message.kind === "terminal" && message.action === "close")) return;
    setTimeout(() => {
      if (this.#held.includes(message)) this.#onLong(terminalOf(message));
    }, SAY_AFTER_MS);
  }

  shift(): Held | undefined {
    return this.#held.shift();
  }

  get isEmpty(): boolean {
    return this.#held.length === 0;
  }

  /** This terminal is to be opened or closed first. */
  changes(terminal: number): boolean {
    return this.#held.some((message) => message.kind === "terminal" && message.terminal === terminal);
  }

  /** The terminal's line is given up; false where none waits. */
  giveUp(terminal: number): boolean {
    const before = this.#held.length;
    this.#held = this.#held.filter((message) => message.kind !== "line" || terminalOf(message) !== terminal);
    return this.#held.length < before;
  }

  /** All lines are given up. What is to be opened or closed still is. */
  giveUpAll(): void {
    this.#held = this.#held.filter(({ kind }) => kind !== "line");
  }

  clear(): void {
    this.#held = [];
  }

  /** These terminals are open, once what waits is done. */
  openAfter(open: readonly number[]): readonly number[] {
    const after = new Set(open);
    for (const message of this.#held) {
      if (message.kind !== "terminal") continue;
      if (message.action === "close") after.delete(message.terminal);
      else after.add(message.terminal);
    }
    return [...after].sort((a, b) => a - b);
  }
}
