import { BoundedLog, type LogItem } from "./bounded-log.ts";

/** One line that an audit device wrote. */
export interface AuditLine extends LogItem {
  /** The file as the device was given it, or `stdout`. */
  readonly file: string;
  readonly text: string;
  readonly atMs: number;
  /** Whether it could be written. */
  readonly written: boolean;
}

const LINES_KEPT = 4000;
const CHARACTERS_KEPT = 8 * 1024 * 1024;
/** A longer line is kept up to here; the file on the workstation has all of it. */
const LINE_CHARACTERS = 65_536;

/** What audit devices wrote, whatever became of the files since. */
export class AuditFeed {
  readonly log = new BoundedLog<AuditLine>({ items: LINES_KEPT, characters: CHARACTERS_KEPT });

  add(file: string, line: string, nowNs: bigint, written: boolean): void {
    // A device that is being enabled opens its file with an empty line.
    if (line === "") return;
    const number = this.log.end;
    const text = line.slice(0, LINE_CHARACTERS).trimEnd();
    const atMs = Number(nowNs / 1_000_000n);
    this.log.append({
      number,
      mark: this.log.nextMark(nowNs),
      characters: text.length + 100,
      file,
      text,
      atMs,
      written,
    });
  }
}
