import type { EditorEvent } from "../editor/state.ts";
import type { CellWidth } from "../render/width.ts";
import { isChord } from "./chords.ts";
import { textWidth } from "./columns.ts";
import type { Screen } from "./screen.ts";

/** So many keys and pastes wait while a line runs; what is more is lost, with a bell, as in a terminal. */
const maxTypeAhead = 10_000;

/** What is typed while nobody takes keys, and its echo at the cursor. */
export class TypeAhead {
  readonly #screen: Pick<Screen, "write" | "isIdle" | "cursorColumn">;
  readonly #widthOf: CellWidth;
  #events: EditorEvent[] = [];
  /** Cells of it that the screen shows after the last output. */
  #echoedCells = 0;

  constructor(screen: Pick<Screen, "write" | "isIdle" | "cursorColumn">, widthOf: CellWidth) {
    this.#screen = screen;
    this.#widthOf = widthOf;
  }

  add(events: readonly EditorEvent[]): void {
    if (this.#events.length < maxTypeAhead) this.#events.push(...events);
    else this.#screen.write("\x07");
  }

  drop(): void {
    this.#events = [];
  }

  /** Gives out what waits, in order, for as long as it is taken. */
  giveWhile(takes: () => boolean, give: (event: EditorEvent) => void): void {
    let index = 0;
    while (takes() && index < this.#events.length) {
      const event = this.#events[index];
      index += 1;
      if (event !== undefined) give(event);
    }
    this.#events.splice(0, index);
  }

  /** Shows what is typed while a line runs, as a terminal does. */
  echo(event: EditorEvent): void {
    if (!this.#screen.isIdle()) return;
    if (event.kind === "key" && event.key.kind === "text") {
      this.#screen.write(event.key.text);
      this.#echoedCells += textWidth(event.key.text, this.#widthOf);
    } else if (isChord(event, "Enter")) {
      this.#screen.write("\r\n");
      this.#echoedCells = 0;
    }
  }

  /** Takes the echo off the screen before something else is written there: it will be shown where it belongs. */
  eraseEcho(): void {
    const cells = this.#echoedCells;
    this.#echoedCells = 0;
    if (cells > 0 && cells <= this.#screen.cursorColumn()) this.#screen.write(`\x1b[${cells}D\x1b[K`);
  }

  /** The echo stays where it is. */
  leaveEcho(): void {
    this.#echoedCells = 0;
  }

  /** What waits, as far as it is text. */
  text(): string {
    return this.#events
      .map((event) => {
        if (event.kind === "paste") return event.text;
        if (event.kind === "key" && event.key.kind === "text") return event.key.text;
        return isChord(event, "Enter") ? "\n" : "";
      })
      .join("");
  }
}
