import { FIRST_TERMINAL } from "../../workstation/index.ts";
import type { JournalEntry } from "../protocol.ts";
import { Unreadable } from "./fields.ts";
import { grouped } from "./limits.ts";

/** Follows a journal from outside: refuses what is typed, or named, where no terminal is, and more opening, closing and naming than a page can stand. */
export class OpenTerminals {
  readonly #open = new Set([FIRST_TERMINAL]);
  readonly #most: number;
  #actions = 0;

  constructor(mostActions: number) {
    this.#most = mostActions;
  }

  follow(entry: JournalEntry, what: string): void {
    const isOfOne = entry.kind === "line" || entry.kind === "name";
    if (isOfOne && !this.#open.has(entry.terminal ?? FIRST_TERMINAL)) {
      throw new Unreadable(`${what}: “terminal” is ${entry.terminal}, and no such terminal is open`);
    }
    if (entry.kind !== "terminal" && entry.kind !== "name") return;
    if (++this.#actions > this.#most) {
      throw new Unreadable(
        `${what}: it opens, closes or names terminals ${grouped(this.#actions)} times; ${grouped(this.#most)} are allowed`,
      );
    }
    if (entry.kind === "name") return;
    if (entry.action === "close") this.#open.delete(entry.terminal);
    else this.#open.add(entry.terminal);
  }
}
