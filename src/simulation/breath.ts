import type { Interrupts } from "./interrupts.ts";
import type { OutputBuffer } from "./output-buffer.ts";
import type { RealTime } from "./real-time.ts";

const BREATH_MS = 30;

/** Lets the page's messages in while a line runs, and waits for a page that is behind with drawing. */
export class Breath {
  private takenMs = 0;
  private readonly real: RealTime;
  private readonly output: OutputBuffer;
  private readonly interrupts: Interrupts;
  private readonly onTake: () => void;

  constructor(real: RealTime, output: OutputBuffer, interrupts: Interrupts, onTake: () => void) {
    this.real = real;
    this.output = output;
    this.interrupts = interrupts;
    this.onTake = onTake;
  }

  /** Undefined where it is not yet time. */
  take(): Promise<void> | undefined {
    if (this.real.nowMs() - this.takenMs < BREATH_MS && !this.output.isMuch) return undefined;
    return this.wait();
  }

  private async wait(): Promise<void> {
    this.output.rest();
    this.onTake();
    await this.real.turn();
    while (this.output.behind && !this.interrupts.pending) await this.real.turn();
    this.takenMs = this.real.nowMs();
  }
}
