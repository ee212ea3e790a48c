import type { ShellSignal } from "./interpreter.ts";

/** What can stop a running line, as the shell sees it. */
export interface InterruptSource {
  /** Reads (and takes down) the flag that another thread raises. `reads` counts the shell's questions in this line, from 1. */
  raised(reads: number): boolean;
}

/**
 * Stands where an AbortSignal would: the shell reads `aborted` before every statement, and each reading asks the source.
 * The number of readings is how a recorded interrupt finds the same point again.
 */
export class InterruptSignal implements ShellSignal {
  readonly reason: unknown = undefined;
  /** How often the running line has asked. */
  reads = 0;
  private isAborted = false;
  private armed = false;
  private listeners = new Set<() => void>();
  private readonly source: InterruptSource;
  private readonly onAbort: () => void;

  constructor(source: InterruptSource, onAbort: () => void) {
    this.source = source;
    this.onAbort = onAbort;
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

  /** A line begins. */
  arm(): void {
    this.isAborted = false;
    this.armed = true;
    this.reads = 0;
    this.listeners.clear();
  }

  /** A line ended. */
  disarm(): void {
    this.armed = false;
    this.isAborted = false;
    this.listeners.clear();
  }

  abort(): void {
    if (this.isAborted || !this.armed) return;
    this.isAborted = true;
    const listeners = [...this.listeners];
    this.listeners.clear();
    this.onAbort();
    for (const listener of listeners) listener();
  }

  addEventListener(_type: string, listener: () => void): void {
    this.listeners.add(listener);
  }

  removeEventListener(_type: string, listener: () => void): void {
    this.listeners.delete(listener);
  }
}
