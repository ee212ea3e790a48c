import type { Interrupts } from "./interrupts.ts";
import type { OutputBuffer } from "./output-buffer.ts";
import type { FromSimulation } from "./protocol.ts";
import { nap, type RealTime } from "./real-time.ts";

const BREATH_MS = 30;
/** How long a line that waits for the page goes without a look, where nothing that comes in wakes it before. */
const LOOK_MS = 50;

export interface BreathConfig {
  readonly real: RealTime;
  readonly output: OutputBuffer;
  readonly interrupts: Interrupts;
  readonly onTake: () => void;
  readonly send: (message: FromSimulation) => void;
}

/**
 * Lets the page's messages in while a line runs, and waits for a page that has something else to do or is behind with drawing: who
 * uses it goes first, and a machine may have no core to spare for both.
 */
export class Breath {
  private readonly config: BreathConfig;
  private takenMs = 0;
  /** The page was asked to say when it has time, and has not said so. */
  private asked = false;
  /** The page answers, and is waited for. */
  private heard = false;
  private wake: (() => void) | undefined;

  constructor(config: BreathConfig) {
    this.config = config;
  }

  /** A line begins: one that ends soon takes none. */
  beginLine(): void {
    this.takenMs = this.config.real.nowMs();
  }

  /** Undefined where it is not yet time. */
  take(): Promise<void> | undefined {
    const { real, output } = this.config;
    if (real.nowMs() - this.takenMs < BREATH_MS && !output.isMuch) return undefined;
    return this.wait();
  }

  /** The page has time. */
  goOn(): void {
    this.asked = false;
    this.heard = true;
    this.wake?.();
  }

  /** Something came in that may end the wait. */
  look(): void {
    this.wake?.();
  }

  private async wait(): Promise<void> {
    const { real, output, interrupts, onTake, send } = this.config;
    output.rest();
    onTake();
    if (!this.asked) send({ kind: "breath" });
    this.asked = true;
    await real.turn();
    while (((this.asked && this.heard) || output.behind) && !interrupts.pending) await this.untilLook();
    this.takenMs = real.nowMs();
  }

  private async untilLook(): Promise<void> {
    const { over, end } = nap(this.config.real, LOOK_MS);
    this.wake = end;
    await over;
    this.wake = undefined;
  }
}
