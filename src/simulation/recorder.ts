import type { JournalEntry } from "./protocol.ts";
import type { VirtualTime } from "./virtual-time.ts";

type WithoutInstant<T> = T extends unknown ? Omit<T, "atMs"> : never;

/** Keeps the journal of a live world and sends it on as it grows. */
export class Recorder {
  readonly entries: JournalEntry[] = [];
  private readonly time: VirtualTime;
  private readonly send: (entries: readonly JournalEntry[]) => void;

  constructor(time: VirtualTime, send: (entries: readonly JournalEntry[]) => void) {
    this.time = time;
    this.send = send;
  }

  /** Puts in an entry, stamped with now; answers the stamp. */
  enter(entry: WithoutInstant<JournalEntry>): number {
    const atMs = this.time.nextMs;
    const stamped = { atMs, ...entry };
    this.entries.push(stamped);
    this.send([stamped]);
    return atMs;
  }

  /** Begins with a journal that was read. It is not sent: it came from there. */
  begin(entries: readonly JournalEntry[]): void {
    this.entries.push(...entries);
  }

  /** Forgets what came after the first `count`. */
  cut(count: number): void {
    this.entries.length = Math.min(this.entries.length, count);
  }
}
