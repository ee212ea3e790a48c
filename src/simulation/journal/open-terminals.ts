import { FIRST_TERMINAL } from "../../workstation/index.ts";
import type { JournalEntry } from "../protocol.ts";
import { Unreadable } from "./fields.ts";
import { grouped } from "./limits.ts";

/** Follows a journal from outside: refuses what is typed where no terminal is, and more opening and closing than a page can stand. */
export class OpenTerminals {
  readonly #open = new Set([FIRST_TERMINAL]);
  readonly #most: number;
  #actions = 0;

  constructor(mostActions: number) {
    this.#most = mostActions;
  }

  follow(entry: JournalEntry, what: string): void {
    if (entry.kind === "line" && !this.#open.has(entry.terminal ?? FIRST_TERMINAL)) {
      throw new Unreadable(`${what}: “terminal” is ${entry.terminal}, and no such terminal is open`);
    }
    if (entry.kind !== "terminal") return;
    if (++this.#actions > this.#most) {
      throw new Unreadable(
        `${what}: it opens or closes terminals ${grouped(this.#actions)} times; ${grouped(this.#most)} are allowed`,
      );
    }
    if (entry.action === "close") this.#open.delete(entry.terminal);
    else this.#open.add(entry.terminal);
  }
}
