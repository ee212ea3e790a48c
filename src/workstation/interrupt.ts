/** What can stop a running line, as the shell sees it. */
export interface InterruptSource {
  /** Reads (and takes down) the flag that another thread raises. `reads` counts the shell's questions in this line, from 1. */
  raised(reads: number): boolean;
}

/**
 * An AbortSignal that can be used again: the shell reads `aborted` before every statement, and each reading asks the source.
 * The number of readings is how a recorded interrupt finds the same point again.
 */
export class InterruptSignal extends EventTarget implements AbortSignal {
  readonly reason: unknown = undefined;
  onabort: AbortSignal["onabort"] = null;
  /** How often the running line has asked. */
  reads = 0;
  private isAborted = false;
  private armed = false;
  private readonly source: InterruptSource;

  constructor(source: InterruptSource) {
    super();
    this.source = source;
  }

  get aborted(): boolean {
    if (this.isAborted) return true;
    if (!this.armed) return false;
    this.reads++;
    if (this.source.raised(this.reads)) this.abort();
    return this.isAborted;
  }

  /** Whether the line was stopped, without counting as a question. */
  get stopped(): boolean {
    return this.isAborted;
  }

  throwIfAborted(): void {
    if (this.aborted) throw new Error("interrupted");
  }

  /** A line begins. */
  arm(): void {
    this.isAborted = false;
    this.armed = true;
    this.reads = 0;
  }

  /** A line ended. */
  disarm(): void {
    this.armed = false;
    this.isAborted = false;
  }

  abort(): void {
    if (this.isAborted || !this.armed) return;
    this.isAborted = true;
    this.dispatchEvent(new Event("abort"));
  }
}
