/** A recording of what the terminal showed, in the asciicast format, version 2: https://docs.asciinema.org/manual/asciicast/v2/ */

interface CastEvent {
  readonly atMs: number;
  readonly kind: "o" | "r";
  readonly data: string;
}

/** More than this is not recorded. UTF-16 units. */
export const MOST_RECORDED = 8_000_000;

export class CastRecorder {
  readonly #startMs: number;
  readonly #size: () => { readonly columns: number; readonly rows: number };
  readonly #events: CastEvent[] = [];
  #first: { readonly columns: number; readonly rows: number } | undefined;
  #last = "";
  #recorded = 0;

  constructor(startMs: number, size: () => { readonly columns: number; readonly rows: number }) {
    this.#startMs = startMs;
    this.#size = size;
  }

  /** The terminal was given this to show. */
  shown(text: string, atMs: number): void {
    if (text === "" || this.isFull) return;
    const size = this.#size();
    this.#first ??= size;
    const named = `${size.columns}x${size.rows}`;
    if (this.#last !== "" && this.#last !== named) this.#events.push({ atMs, kind: "r", data: named });
    this.#last = named;
    this.#events.push({ atMs, kind: "o", data: text });
    this.#recorded += text.length;
  }

  /** No more is recorded: the limit is reached. */
  get isFull(): boolean {
    return this.#recorded >= MOST_RECORDED;
  }

  /** The file's text. */
  write(title: string): string {
    const { columns: width = 80, rows: height = 24 } = this.#first ?? {};
    const header = { version: 2, width, height, timestamp: Math.floor(this.#startMs / 1000), title };
    const events = this.#events.map(({ atMs, kind, data }) => [(atMs - this.#startMs) / 1000, kind, data]);
    return [header, ...events].map((part) => `${JSON.stringify(part)}\n`).join("");
  }
}
