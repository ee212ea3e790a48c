/** Takes text to the screen; calls back when it has been dealt with. */
export type Sink = (text: string, done: () => void) => void;

/** So much text is handed to the screen at a time, so that a key press never waits for more. UTF-16 units. */
export const chunkLength = 64 * 1024;
/** So much may wait. Of more, the oldest is dropped: it would have left the scrollback before it was seen. */
export const maxQueuedLength = 8 * 1024 * 1024;

/** Longer than most lines take to say something, and too short to be seen. */
const withNextMs = 24;

interface Entry {
  text: string;
  after: (() => void) | undefined;
}

/** Output on its way to the screen, in order, a chunk at a time. */
export class OutputQueue {
  readonly #sink: Sink;
  #entries: Entry[] = [];
  #queuedLength = 0;
  #droppedLength = 0;
  #withNext = "";
  #alone: ReturnType<typeof setTimeout> | undefined;
  #busy = false;
  #pumping = false;

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  get isIdle(): boolean {
    return !this.#busy && this.#withNext === "" && this.#entries.length === 0;
  }

  /** Writes `text` after everything before it. `after` is called when the screen shows it, before anything later is written. */
  write(text: string, after?: () => void): void {
    clearTimeout(this.#alone);
    const all = this.#withNext + text;
    this.#withNext = "";
    this.#entries.push({ text: all, after });
    this.#queuedLength += all.length;
    if (this.#queuedLength > maxQueuedLength) this.#drop(maxQueuedLength / 2);
    this.#pump();
  }

  /** Writes `text` together with what comes next, and alone where nothing comes soon. */
  writeWithNext(text: string): void {
    this.#withNext += text;
    clearTimeout(this.#alone);
    this.#alone = setTimeout(() => this.write(""), withNextMs);
  }

  /** Drops what waits, as a terminal does at Ctrl-C. Callbacks are called all the same. */
  flush(): void {
    for (const entry of this.#entries) entry.text = "";
    this.#queuedLength = 0;
    this.#droppedLength = 0;
  }

  #drop(keepLength: number): void {
    for (const entry of this.#entries) {
      if (this.#queuedLength <= keepLength) break;
      this.#queuedLength -= entry.text.length;
      this.#droppedLength += entry.text.length;
      entry.text = "";
    }
    this.#entries = this.#entries.filter(({ text, after }) => text !== "" || after !== undefined);
  }

  /** Hands over what waits, for as long as the sink is done at once. */
  #pump(): void {
    if (this.#pumping) return;
    this.#pumping = true;
    while (!this.#busy) {
      const entry = this.#entries.shift();
      if (entry === undefined) break;
      this.#busy = true;
      const { piece, rest } = split(entry.text);
      if (rest !== "") this.#entries.unshift({ text: rest, after: entry.after });
      this.#queuedLength -= piece.length;
      this.#sink(this.#notice() + piece, () => {
        this.#busy = false;
        if (rest === "") entry.after?.();
        this.#pump();
      });
    }
    this.#pumping = false;
  }

  #notice(): string {
    if (this.#droppedLength === 0) return "";
    const count = this.#droppedLength.toLocaleString("en");
    this.#droppedLength = 0;
    return `\x1b[0m\r\n\x1b[90m── ${count} characters of output are not shown ──\x1b[0m\r\n`;
  }
}

/** Takes a chunk off the front, never between the halves of a surrogate pair. */
function split(text: string): { piece: string; rest: string } {
  if (text.length <= chunkLength) return { piece: text, rest: "" };
  const code = text.charCodeAt(chunkLength - 1);
  const end = code >= 0xd800 && code <= 0xdbff ? chunkLength - 1 : chunkLength;
  return { piece: text.slice(0, end), rest: text.slice(end) };
}
