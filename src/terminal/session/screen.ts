import type { ScreenSize } from "../render/line-display.ts";
import type { LaidRows, RowDecoration } from "../types.ts";

/** What the session needs of a terminal's screen. The view is one; tests have one without a page. */
export interface Screen {
  size(): ScreenSize;
  /** Writes after everything written before; `after` is called when it is on the screen. */
  write(text: string, after?: () => void): void;
  /**
   * Writes what nobody waits to see, together with what comes next. The browser draws what a key changed before it hands on what the
   * simulation answers, and so keeps a line's output waiting for the sake of its end.
   */
  writeWithNext(text: string): void;
  /** Drops what has been written and is not on the screen yet. */
  flush(): void;
  /** Nothing written waits to be shown: `cursorColumn` is true now. */
  isIdle(): boolean;
  cursorColumn(): number;
  resize(size: ScreenSize): void;
  /** Lays an element over the `rows` rows above the cursor's. */
  decorate(decoration: RowDecoration): LaidRows;
}
