import type { InterruptSource } from "../workstation/index.ts";

/**
 * Where interrupts come from: a flag that the page raises in shared memory (seen at the shell's next question, whatever the
 * thread is busy with), a message (seen when the thread has a turn), or a journal that says at which question it was.
 */
export class Interrupts implements InterruptSource {
  private readonly flag: Int32Array | undefined;
  private readonly note: (step: number) => void;
  private step: number | undefined;
  private wanted = false;
  private live = false;

  constructor(flag: SharedArrayBuffer | undefined, note: (step: number) => void) {
    this.flag = flag === undefined ? undefined : new Int32Array(flag);
    this.note = note;
  }

  /** A line begins. `step`: the question at which a replayed line is to stop. */
  begin(step: number | undefined): void {
    this.live = true;
    this.wanted = false;
    this.step = step;
  }

  end(): void {
    this.live = false;
    this.wanted = false;
    this.step = undefined;
  }

  /** The running line is being stopped. */
  get stopped(): boolean {
    return this.wanted;
  }

  /** An interrupt has come, seen by the line or not yet. */
  get pending(): boolean {
    return this.wanted || (this.flag !== undefined && Atomics.load(this.flag, 0) !== 0);
  }

  raised(reads: number): boolean {
    const stop = this.wanted || reads === this.step || this.takeFlag();
    if (!stop) return false;
    this.wanted = true;
    this.note(reads);
    return true;
  }

  /** The page's message arrived. False where its flag has been seen already: then it has done its work. */
  fromMessage(): boolean {
    if (this.flag === undefined) return true;
    return this.takeFlag();
  }

  /** To be seen at the next question. */
  raise(): void {
    if (this.live) this.wanted = true;
  }

  /** The interrupt is in the journal already: waiting ends, and no question notes it again. */
  raiseSilently(): void {
    this.wanted = true;
  }

  private takeFlag(): boolean {
    return this.flag !== undefined && Atomics.exchange(this.flag, 0, 0) !== 0;
  }
}
