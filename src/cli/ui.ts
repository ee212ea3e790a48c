import type { ProgramIo, ProgramNote } from "./types.ts";

const red = "\u001b[91m";
const yellow = "\u001b[93m";
const plain = "\u001b[0m";

/** What the program knows of printing before it knows the command. */
export interface UiSettings {
  /** Lower case: table, json, yaml, yml, pretty or raw. */
  readonly format: string;
  readonly detailed: boolean;
  /** Where set, what goes to standard error is kept back: only `-output-curl-string` and `-output-policy` print. */
  readonly holdErrors: boolean;
}

/** Prints lines to the two streams, coloured on a terminal. */
export class Ui {
  readonly format: string;
  readonly detailed: boolean;
  readonly columns: number;
  readonly #io: ProgramIo;
  readonly #holdErrors: boolean;
  readonly #coloured: boolean;
  readonly #terminal: boolean;
  #held = "";

  constructor(io: ProgramIo, settings: UiSettings) {
    this.#io = io;
    this.format = settings.format;
    this.detailed = settings.detailed;
    this.columns = io.columns;
    this.#holdErrors = settings.holdErrors;
    this.#terminal = io.stdoutIsTerminal && (io.env["NO_COLOR"] ?? "") === "" && io.env["TERM"] !== "dumb";
    this.#coloured = this.#terminal && settings.format === "table" && (io.env["VAULT_CLI_NO_COLOR"] ?? "") === "";
  }

  /** The same, with all that it says on standard output. */
  onOutput(): Ui {
    const { format, detailed } = this;
    const io = { ...this.#io, stderr: (text: string) => this.#io.stdout(text) };
    return new Ui(io, { format, detailed, holdErrors: false });
  }

  output(text: string): void {
    this.#io.stdout(this.#line(text, plain));
  }

  warn(text: string): void {
    this.#error(this.#line(text, yellow));
  }

  error(text: string): void {
    this.#error(this.#line(text, red));
  }

  /** A bare value: a newline follows it on a terminal only. */
  value(text: string): void {
    if (this.#terminal) this.output(text);
    else this.#io.stdout(text);
  }

  /** Tells whoever watches; prints nothing. */
  note(note: ProgramNote): void {
    this.#io.note?.(note);
  }

  /** What was kept back of standard error. */
  get held(): string {
    return this.#held;
  }

  #line(text: string, colour: string): string {
    return this.#coloured ? `${colour}${text}${plain}\n` : `${text}\n`;
  }

  #error(line: string): void {
    if (this.#holdErrors) this.#held += line;
    else this.#io.stderr(line);
  }
}
