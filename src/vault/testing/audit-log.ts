/** A server that keeps an audit log in memory, for tests. */
import type { AuditRecord } from "../audit/audit-record.ts";
import type { VaultServerOptions } from "../server.ts";
import { OpenVault } from "./open-vault.ts";

export class AuditedVault {
  readonly lines: { readonly path: string; readonly line: string }[] = [];
  /** Paths that cannot be written now. */
  readonly broken = new Set<string>();
  readonly vault: OpenVault;

  constructor(options: Partial<VaultServerOptions> = {}) {
    this.vault = new OpenVault({
      ...options,
      auditSink: {
        append: (path, line) => {
          if (this.broken.has(path)) return false;
          if (line !== "") this.lines.push({ path, line });
          return true;
        },
      },
    });
  }

  enable(name: string, options: Readonly<Record<string, string>> = {}): void {
    this.vault.succeedOrNothing("update", `sys/audit/${name}`, {
      type: "file",
      options: { file_path: `/${name}.log`, ...options },
    });
  }

  /** What a piece of work leaves in the log of a device. */
  recordsOf(work: () => unknown, name = "file"): AuditRecord[] {
    const from = this.lines.length;
    work();
    return this.lines
      .slice(from)
      .filter(({ path }) => path === `/${name}.log`)
      .map(({ line }) => JSON.parse(line));
  }

  hash(text: string, name = "file"): unknown {
    return this.vault.succeed("update", `sys/audit-hash/${name}`, { input: text }).data?.["hash"];
  }
}
