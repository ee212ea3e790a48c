/** Audit devices' files on this machine. */
import { appendFileSync, mkdirSync } from "node:fs";
import path from "node:path";
import { standardOutput, type AuditSink } from "../../vault/index.ts";

/** Files are made for their owner alone; what cannot be written is answered with false, and the request is refused. */
export function fileSink(print: (line: string) => void): AuditSink {
  return {
    append(file, line) {
      if (file === standardOutput) {
        print(line);
        return true;
      }
      try {
        mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
        appendFileSync(file, line, { mode: 0o600 });
        return true;
      } catch {
        return false;
      }
    },
  };
}
