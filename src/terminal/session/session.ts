import type { Completion, FromSimulation } from "../../simulation/index.ts";
import { decodeKeys, initialDecoderState } from "../editor/keys.ts";
import type { DecoderState } from "../editor/keys.ts";
import { appendHistory, belongsInHistory } from "../editor/history.ts";
import { reduce } from "../editor/reduce.ts";
import { searchPrompt } from "../editor/search.ts";
import { createEditorState, freshLine } from "../editor/state.ts";
import type { EditorEffect, EditorEvent, EditorState, ScreenEffect } from "../editor/state.ts";
import { suggestedRest } from "../editor/suggestion.ts";
import { isChord } from "./chords.ts";
import { LineDisplay } from "../render/line-display.ts";
import type { ScreenSize } from "../render/line-display.ts";
import type { LineView } from "../render/layout.ts";
import { dimStyle } from "../render/layout.ts";
import type { CellWidth } from "../render/width.ts";
import type { HistoryStore, LaidRows, RowDecoration, SimulationLink, Watching } from "../types.ts";
import { candidateRows, plain, wrapWords } from "./columns.ts";
import type { Screen } from "./screen.ts";
import { TypeAhead } from "./type-ahead.ts";

export interface SessionConfig {
  readonly screen: Screen;
  readonly link: SimulationLink;
  readonly widthOf: CellWidth;
  readonly interrupt: () => void;
  readonly history?: HistoryStore | undefined;
  readonly provisionalPrompt: string;
  readonly onLine?: ((text: string) => void) | undefined;
  readonly onDraft?: ((text: string) => void) | undefined;
  readonly onScreenEffect?: ((effect: ScreenEffect) => void) | undefined;
  readonly watching?: Watching | undefined;
}

/**
 * `editing`: keys go to the editor, at the shell's prompt or for a program's question. `running`: a line runs, or the prompt is on its
 * way to the screen; keys wait.
 */
type Phase = "editing" | "running";

const continuationPrompt = "> ";
/** Colours, scroll region, modes and cursor as the editor needs them, whatever a program left behind. */
const sane = "\x1b[!p\x1b[?25h\x1b(B\x1b[0m";
const clearScreen = "\x1b[H\x1b[2J";
const interruptEcho = "^C\r\n";

/** The conversation between who types, the editor, the screen and the simulation. */
export class TerminalSession {
  readonly #config: SessionConfig;
  readonly #screen: Screen;
  readonly #display: LineDisplay;
  readonly #stops: (() => void)[] = [];
  #phase: Phase = "running";
  /** Of prompts that come while one before is on its way to the screen, the last is drawn. */
  #openings = 0;
  /** The shell has said its prompt and can take a line at once. */
  #shellWaits = false;
  #prompt: string;
  #editor: EditorState = createEditorState();
  /** The shell's line editor while a program asks. */
  #shellEditor: EditorState | undefined;
  #decoder: DecoderState = initialDecoderState;
  readonly #typeAhead: TypeAhead;
  /** Lines accepted before the shell was there. */
  #held: string[] = [];
  #runs: string[] = [];
  #draft = "";
  /** What was said last of the line being typed. */
  #toldDraft = "";
  /** After Ctrl-C: what was printed before the shell saw it is on its way, and nobody waits for it. */
  #swallowsOutput = false;
  /** Rows on their way to the screen that the next prompt is to stand below. */
  #rowsToCome = 0;
  /** The size to come, while the line is off the screen for it. */
  #nextSize: ScreenSize | undefined;

  constructor(config: SessionConfig) {
    this.#config = config;
    this.#screen = config.screen;
    this.#display = new LineDisplay(config.screen.size(), config.widthOf);
    this.#typeAhead = new TypeAhead(config.screen, config.widthOf);
    this.#prompt = config.provisionalPrompt;
    if (config.watching?.atPrompt !== false) this.#beginEditing();
    this.#stops.push(config.link.onMessage((message) => this.#receive(message)));
    // Without what was typed before, typing goes on.
    void config.history?.load().then(
      (lines) => this.#loadHistory(lines),
      () => undefined,
    );
  }

  dispose(): void {
    for (const stop of this.#stops) stop();
  }

  /** What xterm sends for keys. */
  type(data: string): void {
    if (this.#refuses()) return;
    const { keys, state } = decodeKeys(data, this.#decoder);
    this.#decoder = state;
    this.#input(keys.map((key) => ({ kind: "key", key })));
  }

  paste(text: string): void {
    if (this.#refuses()) return;
    this.#input([{ kind: "paste", text }]);
  }

  run(command: string): void {
    if (this.#refuses()) return;
    this.#runs.push(command);
    this.#runNext();
    this.#tellDraft();
  }

  /** Shows what is typed elsewhere. */
  showDraft(text: string): void {
    if (this.#phase !== "editing" || this.#shellEditor !== undefined) {
      this.#draft = text;
      return;
    }
    this.#editor = reduce(this.#editor, { kind: "replace", text }).state;
    this.#draw();
  }

  /** Shows a line that was accepted elsewhere, as soon as the prompt is there. */
  showLine(text: string): void {
    this.showDraft("");
    this.#runs.push(text);
    this.#runNext();
  }

  suggest(command: string | undefined): void {
    if (this.#shellEditor === undefined) this.#editor = reduce(this.#editor, { kind: "suggest", command }).state;
    else this.#shellEditor = reduce(this.#shellEditor, { kind: "suggest", command }).state;
    this.#draw();
  }

  note(text: string): void {
    this.#above(`\x1b[${dimStyle}m── ${plain(text)} ──\x1b[0m`);
  }

  decorate(decoration: RowDecoration): LaidRows {
    const { columns } = this.#screen.size();
    const said = wrapWords(plain(decoration.text), columns, this.#config.widthOf).slice(0, decoration.rows);
    const blank = "\r\n".repeat(decoration.rows - said.length);
    let laid: LaidRows | undefined;
    let isRemoved = false;
    this.#above(`\x1b[${dimStyle}m${said.join("\r\n")}\x1b[0m${blank}`, () => {
      if (!isRemoved) laid = this.#screen.decorate(decoration);
    });
    return {
      remove: () => {
        isRemoved = true;
        laid?.remove();
      },
      erase: () => {
        isRemoved = true;
        laid?.erase();
      },
    };
  }

  /** Shows what typing does elsewhere beside changing the line. */
  showEffect(effect: ScreenEffect): void {
    if (this.#phase === "editing" && this.#shellEditor === undefined) this.#show(effect);
  }

  /** Ctrl-C, wherever we are. */
  interrupt(): void {
    if (this.#refuses()) return;
    this.#input([{ kind: "key", key: { kind: "chord", chord: "C-c" } }]);
  }

  clear(): void {
    if (this.#phase === "running") this.#screen.write(clearScreen);
    else this.#show({ kind: "clear-screen" });
  }

  resize(size: ScreenSize): void {
    const now = this.#nextSize ?? this.#screen.size();
    if (now.columns === size.columns && now.rows === size.rows) return;
    if (this.#nextSize !== undefined) this.#nextSize = size;
    else if (this.#phase === "editing") {
      // Off the screen while xterm wraps its lines anew, then on again at the new width.
      this.#phase = "running";
      this.#nextSize = size;
      this.#screen.write(this.#display.erase());
      this.#screen.write("", () => {
        this.#screen.resize(this.#nextSize ?? size);
        this.#nextSize = undefined;
        this.#startEditing();
      });
    } else {
      this.#screen.write("");
      this.#screen.resize(size);
    }
    this.#config.link.post({ kind: "resize", size });
  }

  draft(): string {
    const editor = this.#shellEditor ?? this.#editor;
    const text = editor.text === "" ? this.#draft : editor.text;
    // While a program asks, what is typed is for it.
    const ahead = this.#shellEditor === undefined ? this.#typeAhead.text() : "";
    return [...this.#held, text + ahead].join("\n").replace(/\n+$/, "");
  }

  /** Rows of the screen that the line being typed takes above the cursor's; undefined where none is. */
  get rowsAboveCursor(): number | undefined {
    return this.#phase === "editing" ? this.#display.cursorRow : undefined;
  }

  #refuses(): boolean {
    this.#config.watching?.onRefused();
    return this.#config.watching !== undefined;
  }

  #tellDraft(): void {
    const draft = this.draft();
    if (draft === this.#toldDraft) return;
    this.#toldDraft = draft;
    this.#config.onDraft?.(draft);
  }

  #receive(message: FromSimulation): void {
    switch (message.kind) {
      case "output":
        this.#output(message.text);
        return;
      case "prompt":
        this.#shellPrompts(message.promptText);
        return;
      case "travelled":
        this.#prompt = message.promptText;
        this.#draw();
        return;
      case "ask":
        this.#programAsks(message.hidden ? "hidden" : "cooked");
        return;
      case "completions":
        this.#completions(message.requestId, message.completion);
        return;
      case "broken":
        this.#shellWaits = false;
        this.#forgetCompletion();
        return;
      default:
    }
  }

  #output(printed: string): void {
    const shown = (): void => this.#config.link.post({ kind: "shown", characters: printed.length });
    const text = this.#swallowsOutput ? this.#afterInterrupt(printed) : printed;
    if (text === "") {
      if (printed !== "") shown();
      return;
    }
    if (this.#phase === "editing") {
      this.#above(text.replace(/\r?\n$/, ""), shown);
      return;
    }
    this.#typeAhead.eraseEcho();
    this.#screen.write(text, shown);
  }

  /** The shell's own ^C says where the interrupt was seen; the screen has one already. */
  #afterInterrupt(printed: string): string {
    const at = printed.indexOf(interruptEcho);
    if (at < 0) return "";
    this.#swallowsOutput = false;
    return printed.slice(at + interruptEcho.length);
  }

  #shellPrompts(promptText: string): void {
    this.#shellWaits = true;
    this.#swallowsOutput = false;
    this.#prompt = promptText;
    if (this.#shellEditor !== undefined) {
      // The program ended without waiting for its answer.
      if (this.#phase === "editing") this.#screen.write(`${this.#display.erase()}\r\n`);
      this.#phase = "running";
      this.#editor = this.#shellEditor;
      this.#shellEditor = undefined;
    }
    const held = this.#held.shift();
    if (held !== undefined) {
      this.#post(held);
      return;
    }
    // At the provisional prompt already: it becomes the real one, with what was typed.
    if (this.#phase === "editing") {
      this.#draw();
      return;
    }
    this.#beginEditing();
  }

  #programAsks(mode: "cooked" | "hidden"): void {
    this.#shellEditor ??= this.#editor;
    this.#editor = createEditorState(mode);
    this.#beginEditing();
  }

  /** Waits until all output is on the screen, then opens the line where the cursor stands. */
  #beginEditing(): void {
    this.#typeAhead.eraseEcho();
    if (this.#shellEditor === undefined) this.#screen.write(sane);
    this.#editWhenDrawn(++this.#openings);
  }

  /** Rows that were asked for before the prompt stand above it. */
  #editWhenDrawn(opening: number): void {
    this.#screen.write("", () => {
      if (opening !== this.#openings) return;
      if (this.#rowsToCome > 0) this.#editWhenDrawn(opening);
      else this.#startEditing();
    });
  }

  #startEditing(): void {
    this.#screen.write(this.#display.begin(this.#screen.size(), this.#screen.cursorColumn()));
    this.#phase = "editing";
    this.#typeAhead.leaveEcho();
    if (this.#shellEditor === undefined && this.#runs.length === 0 && this.#draft !== "") {
      this.#editor = reduce(this.#editor, { kind: "replace", text: this.#draft }).state;
      this.#draft = "";
    }
    this.#draw();
    this.#runNext();
    this.#drain();
  }

  #input(events: readonly EditorEvent[]): void {
    for (const event of events) {
      if (isChord(event, "C-c") && this.#phase === "running") this.#interruptRunning();
      else if (isChord(event, "C-c") && this.#editor.completing !== undefined) this.#show({ kind: "interrupt" });
      else this.#typeAhead.add(this.#asTyped(event));
      if (this.#phase === "running") {
        this.#screen.write("");
        this.#typeAhead.echo(event);
      }
    }
    this.#drain();
  }

  /** A paste into a program's input is what its characters would be, typed. */
  #asTyped(event: EditorEvent): readonly EditorEvent[] {
    if (event.kind !== "paste" || this.#shellEditor === undefined) return [event];
    const lines = event.text.replaceAll(/\r\n?/g, "\n").split("\n");
    return lines.flatMap((line, index): readonly EditorEvent[] => {
      const typed: EditorEvent = { kind: "paste", text: line };
      return index === lines.length - 1 ? [typed] : [typed, { kind: "key", key: { kind: "chord", chord: "Enter" } }];
    });
  }

  /** Gives the editor what waits, for as long as it takes keys. */
  #drain(): void {
    this.#takeTypeAhead();
    this.#tellDraft();
  }

  #takeTypeAhead(): void {
    if (this.#phase !== "editing") return;
    this.#typeAhead.giveWhile(
      () => this.#takesKeys(),
      (event) => this.#apply(event),
    );
    this.#draw();
  }

  /** Asked anew for each key: the one before may have sent the line off. What follows Tab waits for the answer to it, as in a shell. */
  #takesKeys(): boolean {
    return this.#phase === "editing" && this.#editor.completing === undefined;
  }

  #apply(event: EditorEvent): void {
    const { state, effects } = reduce(this.#editor, event);
    this.#editor = state;
    for (const effect of effects) this.#perform(effect);
  }

  #perform(effect: EditorEffect): void {
    switch (effect.kind) {
      case "accept":
        if (this.#shellEditor === undefined) this.#acceptLine(effect.text);
        else this.#answer(effect.text);
        return;
      case "end-of-input":
        this.#endInput();
        return;
      case "complete":
        this.#config.link.post({
          kind: "complete",
          requestId: effect.requestId,
          text: effect.text,
          cursor: effect.cursor,
        });
        return;
      case "bell":
        this.#screen.write("\x07");
        return;
      default:
        this.#show(effect);
    }
  }

  #show(effect: ScreenEffect): void {
    if (this.#shellEditor === undefined) {
      this.#tellDraft();
      this.#config.onScreenEffect?.(effect);
    }
    switch (effect.kind) {
      case "interrupt":
        this.#giveUpLine();
        return;
      case "list": {
        const rows = candidateRows(effect.candidates, this.#screen.size().columns, this.#config.widthOf);
        this.#under(rows.join("\r\n"));
        return;
      }
      case "message":
        this.#under(`\x1b[${dimStyle}m${effect.text}\x1b[0m`);
        return;
      default:
        this.#clearScreen();
    }
  }

  #acceptLine(text: string): void {
    this.#screen.writeWithNext(this.#display.finish(this.#view()));
    const { history } = this.#editor;
    if (belongsInHistory(history, text)) this.#config.history?.append(text);
    this.#editor = freshLine({ ...this.#editor, history: appendHistory(history, text) });
    if (text.trim() === "") {
      this.#reopen();
      return;
    }
    this.#phase = "running";
    this.#config.onLine?.(text);
    if (this.#shellWaits) this.#post(text);
    else this.#held.push(text);
  }

  #post(text: string): void {
    this.#shellWaits = false;
    this.#swallowsOutput = false;
    this.#config.link.post({ kind: "line", text });
  }

  #answer(text: string): void {
    if (this.#editor.mode === "cooked") this.#screen.write(this.#display.finish(this.#view()));
    else this.#screen.write(this.#display.erase());
    this.#phase = "running";
    this.#config.link.post({ kind: "answer", text });
  }

  #giveUpLine(): void {
    const view = this.#view();
    this.#screen.write(this.#display.finish({ ...view, text: `${view.text}^C` }));
    this.#typeAhead.drop();
    if (this.#shellEditor === undefined) {
      this.#editor = freshLine(this.#editor);
      this.#reopen();
      return;
    }
    this.#phase = "running";
    this.#swallowsOutput = true;
    this.#config.interrupt();
  }

  #interruptRunning(): void {
    this.#typeAhead.drop();
    this.#runs = [];
    this.#screen.flush();
    this.#screen.write(`${sane}${interruptEcho}`);
    this.#typeAhead.leaveEcho();
    // Lines that wait for the shell to come up are given up, and typing goes on.
    if (this.#held.length > 0) {
      this.#held = [];
      this.#beginEditing();
      return;
    }
    this.#swallowsOutput = !this.#shellWaits;
    this.#config.interrupt();
  }

  #endInput(): void {
    if (this.#shellEditor === undefined) {
      this.#editor = reduce(this.#editor, { kind: "replace", text: "exit" }).state;
      this.#acceptLine("exit");
      return;
    }
    this.#screen.write(this.#display.erase());
    this.#phase = "running";
    this.#config.link.post({ kind: "end-of-input" });
  }

  #completions(requestId: number, completion: Completion): void {
    if (this.#phase !== "editing") return;
    this.#apply({ kind: "completions", requestId, completion });
    this.#drain();
  }

  /** Nobody will answer: what was typed after Tab goes on. */
  #forgetCompletion(): void {
    this.#editor = { ...this.#editor, completing: undefined };
    this.#drain();
  }

  #loadHistory(lines: readonly string[]): void {
    const event: EditorEvent = { kind: "history-loaded", lines };
    if (this.#shellEditor === undefined) this.#editor = reduce(this.#editor, event).state;
    else this.#shellEditor = reduce(this.#shellEditor, event).state;
  }

  #runNext(): void {
    if (this.#phase !== "editing" || this.#shellEditor !== undefined) return;
    const command = this.#runs.shift();
    if (command === undefined) return;
    if (this.#editor.text !== "") this.#draft = this.#editor.text;
    this.#editor = reduce(this.#editor, { kind: "replace", text: command }).state;
    this.#acceptLine(command);
  }

  /** Writes rows above the line being typed, or where the output is. */
  #above(text: string, after?: () => void): void {
    if (this.#phase === "editing") {
      const { isShown } = this.#display;
      this.#screen.write(
        `${isShown ? this.#display.erase() : ""}${this.#display.startColumn > 0 ? "\r\n" : ""}${text}\r\n`,
        after,
      );
      this.#reopen();
      return;
    }
    this.#rowsToCome += 1;
    this.#screen.write("", () => {
      // The prompt may have come in the meantime.
      if (this.#phase === "editing") {
        this.#rowsToCome -= 1;
        this.#above(text, after);
        return;
      }
      const lead = this.#screen.cursorColumn() > 0 ? "\r\n" : "";
      this.#screen.write(`${lead}${text}\r\n`, () => {
        this.#rowsToCome -= 1;
        after?.();
      });
    });
  }

  /** Writes rows under the line as it stands, and opens it again below them. */
  #under(text: string): void {
    this.#screen.write(`${this.#display.finish(this.#view())}${text}\r\n`);
    this.#reopen();
  }

  #clearScreen(): void {
    this.#screen.write(this.#display.erase() + clearScreen);
    this.#reopen();
  }

  /** Opens the line at the start of a row. */
  #reopen(): void {
    this.#screen.write(this.#display.begin(this.#screen.size(), 0));
    this.#draw();
  }

  #draw(): void {
    if (this.#phase !== "editing") return;
    const out = this.#display.draw(this.#view());
    if (out !== "") this.#screen.write(out);
  }

  #view(): LineView {
    const { text, cursor, search, mode } = this.#editor;
    if (mode === "hidden") return { prompt: "", continuation: "", text: "", cursor: 0, suggestion: "" };
    if (mode === "cooked") return { prompt: "", continuation: "", text, cursor, suggestion: "" };
    const prompt = search === undefined ? this.#prompt : searchPrompt(search);
    return { prompt, continuation: continuationPrompt, text, cursor, suggestion: suggestedRest(this.#editor) };
  }
}
