/** Where the lines of audit devices go: the server itself knows no files. */
export interface AuditSink {
  /**
   * Adds to the file at `path` (as the device was given it; relative to where the server runs), or to the server's
   * standard output where `path` is `standardOutput`. The directories on the way are made; an empty line only opens the
   * file. False where it cannot be written.
   */
  append(path: string, line: string): boolean;
}

/** What a sink knows the server's standard output as. */
export const standardOutput = "stdout";

/** A server that stands nowhere keeps no log. */
export const nowhere: AuditSink = { append: () => true };
