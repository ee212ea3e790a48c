/** Says why in the terminal, under the output of a line that was refused or that did something else than it was asked to. */
import type { World, WhyLink, WhyShown } from "../panels/index.ts";
import { FIRST_TERMINAL } from "../simulation/index.ts";
import type { LineRecord, WorldDelta } from "../simulation/index.ts";
import type { LaidRows, TerminalHandle } from "../terminal/index.ts";

/** How a cause becomes words and an element. It comes with the page, which is there after the prompt. */
export interface WhyDrawing {
  readonly select: (line: LineRecord, world: World) => WhyShown | undefined;
  readonly draw: (element: HTMLElement, shown: WhyShown, actions: WhyActions) => () => void;
}

export interface WhyActions {
  readonly onFollow: (link: WhyLink) => void;
  /** It is put aside: nothing is left of it but the question whether that is for good. */
  readonly onDismiss: (isDismissed: boolean) => void;
  readonly onNever: () => void;
  readonly onLeave: () => void;
}

export interface WhyNotesParts {
  /** The terminal of this number; without one, that in front. */
  readonly terminal: (number?: number) => Pick<TerminalHandle, "decorate" | "focus" | "size"> | undefined;
  readonly world: () => World;
  readonly isOn: () => boolean;
  readonly onFollow: (link: WhyLink) => void;
  readonly onNever: () => void;
  readonly say: (text: string) => void;
}

interface Note {
  rows: LaidRows | undefined;
  element: HTMLElement | undefined;
  undraw: (() => void) | undefined;
  isDismissed: boolean;
}

export class WhyNotes {
  readonly #parts: WhyNotesParts;
  #drawing: WhyDrawing | undefined;
  #waiting: LineRecord[] = [];
  #last: Note | undefined;

  constructor(parts: WhyNotesParts) {
    this.#parts = parts;
  }

  /** The page is there, and with it how notes are drawn. */
  use(drawing: WhyDrawing): void {
    this.#drawing = drawing;
    for (const line of this.#waiting.splice(0)) this.#show(line);
  }

  /** Lines of a world that begins anew, or that time was travelled to, were explained in their day. */
  follow(delta: WorldDelta): void {
    if (delta.reset === true || delta.instead !== undefined || !this.#parts.isOn()) return;
    for (const line of delta.lines ?? []) {
      if (line.why === undefined) continue;
      if (this.#drawing === undefined) this.#waiting.push(line);
      else this.#show(line);
    }
  }

  /** Puts the focus on the last note; false where there is none on the screen. */
  focus(): boolean {
    const button = this.#last?.element?.querySelector("button");
    button?.focus();
    return button !== null && button !== undefined;
  }

  #show(line: LineRecord): void {
    const { terminal, world, say } = this.#parts;
    const shown = this.#drawing?.select(line, world());
    const handle = terminal(line.terminal ?? FIRST_TERMINAL);
    if (shown === undefined || handle === undefined) return;
    this.#fold();
    const note: Note = { rows: undefined, element: undefined, undraw: undefined, isDismissed: false };
    this.#last = note;
    note.rows = handle.decorate({
      rows: rowsFor(shown, handle.size().columns),
      text: shown.plain,
      render: (element) => this.#draw(note, element, shown),
    });
    say(shown.plain);
  }

  #draw(note: Note, element: HTMLElement, shown: WhyShown): void {
    note.element = element;
    // A press on a note is no press on the terminal, which would take the focus.
    element.addEventListener("mousedown", (event) => event.stopPropagation());
    note.undraw = this.#drawing?.draw(element, shown, {
      onFollow: this.#parts.onFollow,
      onDismiss: (isDismissed) => {
        note.isDismissed = isDismissed;
      },
      onNever: () => {
        this.#fold();
        this.#parts.onNever();
        this.#parts.terminal()?.focus();
      },
      onLeave: () => this.#parts.terminal()?.focus(),
    });
  }

  /** Of an older one the text is left, as it would be after a reload; of one that was put aside, nothing. */
  #fold(): void {
    const note = this.#last;
    this.#last = undefined;
    if (note?.isDismissed === true) note.rows?.erase();
    else note?.rows?.remove();
    note?.undraw?.();
  }
}

const LEAST_ROWS = 3;
/** Where there is less room than this, what can be done stands below the text. */
const NARROW_COLUMNS = 60;
/** Rows of what can be done, below the text: the height of a finger. */
const BELOW_ROWS = 3;
/** What stands beside the text, in columns. */
const BESIDE_COLUMNS = 26;
/** Letters of the page's face to a column of the terminal's. */
const LETTERS_PER_COLUMN = 1.15;

/** Rows that hold the note, and its bare text when it is folded. */
export function rowsFor({ plain }: Pick<WhyShown, "plain">, columns: number): number {
  const isNarrow = columns < NARROW_COLUMNS;
  const letters = (isNarrow ? columns - 4 : columns - BESIDE_COLUMNS) * LETTERS_PER_COLUMN;
  const ofNote = Math.ceil(plain.length / letters) + (isNarrow ? BELOW_ROWS : 1);
  return Math.max(LEAST_ROWS, ofNote, Math.ceil(plain.length / columns));
}
