import type { LaidRows } from "../types.ts";

/** Rows whose element comes when they are drawn; where it is taken away before that, it never does. */
export class LaidLater implements LaidRows {
  #laid: LaidRows | undefined;
  #isRemoved = false;

  lay(now: () => LaidRows): void {
    if (!this.#isRemoved) this.#laid = now();
  }

  remove(): void {
    this.#isRemoved = true;
    this.#laid?.remove();
  }

  erase(): void {
    this.#isRemoved = true;
    this.#laid?.erase();
  }
}
