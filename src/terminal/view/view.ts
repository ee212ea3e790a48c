import { FitAddon } from "@xterm/addon-fit";
import { Unicode11Addon } from "@xterm/addon-unicode11";
import { Terminal } from "@xterm/xterm";
import "@xterm/xterm/css/xterm.css";
import type { ScreenSize } from "../render/line-display.ts";
import type { Screen } from "../session/screen.ts";
import type { LaidRows, RowDecoration, TerminalConfig } from "../types.ts";
import { Frames, readingAtOnce } from "./frames.ts";
import { harden, showing } from "./hardening.ts";
import { OutputQueue } from "./output-queue.ts";
import { withConstructedStyles } from "./style-elements.ts";
import { endOfText, removeRows } from "./remove-rows.ts";
import { readLook } from "./theme.ts";

/** Rows that scroll off the top are kept up to this number. */
export const scrollbackRows = 10_000;

/** Longer than most lines take to answer. */
const forgetLettersMs = 50;

/** A text up to this long is read at once: some rows of output, or a prompt. UTF-16 units. */
const readAtOnceLength = 4096;

/** As xterm.js draws it, and as its fit add-on takes it off the width. */
const scrollbarWidthPx = 14;

/** xterm.js on the page: size, look, fonts, and output at the pace the page can take. */
export class TerminalView implements Screen {
  readonly terminal: Terminal;
  readonly #element: HTMLElement;
  readonly #fit = new FitAddon();
  readonly #queue: OutputQueue;
  readonly #frames = new Frames(window);
  readonly #removeStyles: () => void;
  #fontSizePx: number | undefined;
  #isDisposed = false;

  constructor(config: TerminalConfig) {
    // A box without padding, whatever the app's has: the columns are counted from its width.
    this.#element = document.createElement("div");
    this.#element.style.height = "100%";
    config.element.append(this.#element);
    this.#fontSizePx = config.fontSizePx;
    this.terminal = new Terminal({
      allowProposedApi: true,
      cursorBlink: false,
      cursorStyle: "block",
      cursorInactiveStyle: "outline",
      drawBoldTextInBrightColors: false,
      fontWeight: 400,
      fontWeightBold: 650,
      macOptionIsMeta: config.macOptionIsMeta ?? false,
      rightClickSelectsWord: false,
      screenReaderMode: config.screenReaderMode ?? false,
      scrollback: scrollbackRows,
      scrollOnEraseInDisplay: true,
      // Links that output brings along are refused; this is the second lock on that door.
      linkHandler: { activate: () => undefined, allowNonHttpProtocols: false },
      windowOptions: {},
      wordSeparator: " ()[]{}',\"`=",
    });
    const showable = showing();
    const beginChunk = harden(this.terminal.parser);
    this.#queue = new OutputQueue((output, done) => {
      const text = showable(output);
      config.onShown?.(text);
      beginChunk();
      const write = (): void => this.terminal.write(text, done);
      if (text.length > readAtOnceLength) write();
      else this.#frames.during(() => readingAtOnce(window, write));
    });
    this.terminal.loadAddon(new Unicode11Addon());
    this.terminal.unicode.activeVersion = "11";
    this.terminal.loadAddon(this.#fit);
    this.refreshLook();
    this.#removeStyles = withConstructedStyles(document, () => this.terminal.open(this.#element));
    const { textarea } = this.terminal;
    textarea?.setAttribute("aria-label", config.label ?? "Terminal");
    // It holds the line's letters, out of sight. Where it could scroll, the browser would want a frame for telling so, at each line's
    // end, and keep the line's output waiting for it.
    textarea?.style.setProperty("overflow", "clip");
    const size = this.fittingSize();
    if (size !== undefined) this.terminal.resize(size.columns, size.rows);
    void this.#whenFontIsThere();
  }

  size(): ScreenSize {
    return { columns: this.terminal.cols, rows: this.terminal.rows };
  }

  write(text: string, after?: () => void): void {
    this.#queue.write(text, after);
  }

  writeWithNext(text: string): void {
    this.#queue.writeWithNext(text);
  }

  flush(): void {
    this.#queue.flush();
  }

  isIdle(): boolean {
    return this.#queue.isIdle;
  }

  /** Draws what has been read, and does not wait for a frame. */
  drawNow(): void {
    this.#frames.drawNow();
  }

  /**
   * As xterm.js takes Enter, but for the letters that its textarea has gathered: to take them away at once makes the browser draw a
   * frame before it hands on what the simulation answers.
   */
  enter(): void {
    this.terminal.input("\r");
    setTimeout(() => this.#clearTextarea(), forgetLettersMs);
  }

  #clearTextarea(): void {
    const { textarea, element } = this.terminal;
    if (textarea !== undefined && element?.querySelector(".composition-view.active") === null) textarea.value = "";
  }

  cursorColumn(): number {
    return this.terminal.buffer.active.cursorX;
  }

  resize(size: ScreenSize): void {
    this.terminal.resize(size.columns, size.rows);
  }

  /** The size that fills the element; undefined where it has none (it is hidden). */
  fittingSize(): ScreenSize | undefined {
    // The add-on would read the height of `100%` that a hidden element has as 100 pixels.
    if (this.#element.clientHeight === 0) return undefined;
    this.#reachIntoPadding();
    const proposed = this.#fit.proposeDimensions();
    if (proposed === undefined || !Number.isFinite(proposed.cols) || !Number.isFinite(proposed.rows)) return undefined;
    return { columns: Math.max(2, proposed.cols), rows: Math.max(1, proposed.rows) };
  }

  /** The scrollbar lies in the app's padding, where there is any, so that it takes no columns. */
  #reachIntoPadding(): void {
    const outer = this.#element.parentElement;
    const paddingPx = outer === null ? 0 : Number.parseFloat(getComputedStyle(outer).paddingRight);
    this.#element.style.width = `calc(100% + ${Math.min(scrollbarWidthPx, paddingPx || 0)}px)`;
  }

  decorate(decoration: RowDecoration): LaidRows {
    const marker = this.terminal.registerMarker(-decoration.rows);
    const end = this.terminal.registerMarker(0);
    const laid = this.terminal.registerDecoration({
      marker,
      width: this.terminal.cols,
      height: decoration.rows,
      layer: "top",
    });
    const rendered = new WeakSet<HTMLElement>();
    laid?.onRender((element) => {
      // xterm.js gives it the width of the day it was made.
      element.style.width = "100%";
      if (rendered.has(element)) return;
      rendered.add(element);
      decoration.render(element);
    });
    const takeAway = (rowsFrom: () => number): void => {
      laid?.dispose();
      // Where the rows are by then, and how many a new width made of them, the marks know.
      this.write("", () => {
        removeRows(this.terminal, rowsFrom(), end.line);
        marker.dispose();
        end.dispose();
      });
    };
    return {
      remove: () => takeAway(() => (marker.line < 0 ? -1 : endOfText(this.terminal, marker.line, end.line))),
      erase: () => takeAway(() => marker.line),
    };
  }

  setFontSizePx(fontSizePx: number): void {
    this.#fontSizePx = fontSizePx;
    this.refreshLook();
    this.onMeasured?.();
  }

  /** Reads the page's custom properties again. */
  refreshLook(): void {
    const look = readLook(this.#element, this.#fontSizePx);
    const { options } = this.terminal;
    options.theme = look.theme;
    options.fontFamily = look.fontFamily;
    options.fontSize = look.fontSizePx;
    options.lineHeight = Math.max(1, look.rowHeightPx / this.#letterHeightPx(look.fontFamily, look.fontSizePx));
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#frames.forget();
    this.terminal.dispose();
    this.#removeStyles();
    this.#element.remove();
  }

  /** Cells are measured again once the font has come. Until then the fallback's are used, and typing works. */
  async #whenFontIsThere(): Promise<void> {
    const { fontFamily = "monospace", fontSize = 13 } = this.terminal.options;
    try {
      await Promise.all([
        document.fonts.load(`400 ${fontSize}px ${fontFamily}`),
        document.fonts.load(`650 ${fontSize}px ${fontFamily}`),
      ]);
    } catch {
      // No such font: the next of the family is used.
    }
    if (this.#isDisposed) return;
    // xterm.js measures when the option changes, and the name has not.
    this.terminal.options.fontFamily = "monospace";
    this.refreshLook();
    this.onMeasured?.();
  }

  /** Called when cells may have another size than before. */
  onMeasured: (() => void) | undefined;

  /** Height of a letter's box as xterm.js measures it: its `lineHeight` multiplies that. */
  #letterHeightPx(fontFamily: string, fontSizePx: number): number {
    const probe = document.createElement("span");
    probe.textContent = "W".repeat(32);
    Object.assign(probe.style, {
      position: "absolute",
      visibility: "hidden",
      whiteSpace: "pre",
      lineHeight: "normal",
      fontFamily,
      fontSize: `${fontSizePx}px`,
    });
    this.#element.append(probe);
    const height = probe.offsetHeight;
    probe.remove();
    return height === 0 ? fontSizePx : height;
  }
}
