import type { RequestTrace, ServerEvent } from "../../vault/index.ts";
import { AuditFeed, type AuditLine } from "./audit-feed.ts";
import type { LogSnapshot } from "./bounded-log.ts";
import { StorageLedger, type StorageLedgerSnapshot } from "./storage-ledger.ts";
import { WireLog, type RunningLine, type WireExchange } from "./wire-log.ts";

export interface RecordsSnapshot {
  readonly wire: LogSnapshot<WireExchange>;
  readonly audit: LogSnapshot<AuditLine>;
  readonly storage: StorageLedgerSnapshot;
}

/**
 * What went past and is kept for the panels that show it: exchanges, what each line did to storage, lines of audit logs. Each is
 * bounded, and stays in the Worker: a panel asks for what it shows. The same journal makes the same records.
 */
export class Records {
  readonly wire = new WireLog();
  readonly storage = new StorageLedger();
  readonly audit = new AuditFeed();
  private readonly nowNs: () => bigint;
  private line: RunningLine = { index: 0, text: "" };
  private sentNs = 0n;
  private trace: RequestTrace | undefined;

  constructor(nowNs: () => bigint) {
    this.nowNs = nowNs;
  }

  beginLine(text: string): void {
    this.line = { index: this.storage.lines.end, text };
    this.storage.begin(text);
  }

  endLine(): void {
    this.storage.end(Number(this.nowNs() / 1_000_000n));
  }

  /** A request leaves the workstation. */
  sending(): void {
    this.sentNs = this.nowNs();
  }

  onEvent(event: ServerEvent): void {
    if (event.kind === "token-issued") {
      this.storage.issue(event.token);
    } else if (event.kind === "request") {
      this.storage.add(event.trace);
      this.trace = event.trace;
    } else if (event.kind === "exchange") {
      const { exchange } = event;
      const trace = this.trace?.id === exchange.requestId ? this.trace : undefined;
      this.wire.add(exchange, trace, this.line, { sentNs: this.sentNs, nowNs: this.nowNs() });
      this.trace = undefined;
    }
  }

  /** Another server stands in the place of the one before. */
  restartServer(): void {
    this.storage.restartServer();
  }

  onAudit(file: string, line: string, written: boolean): void {
    this.audit.add(file, line, this.nowNs(), written);
  }

  snapshot(): RecordsSnapshot {
    return { wire: this.wire.log.snapshot(), audit: this.audit.log.snapshot(), storage: this.storage.snapshot() };
  }

  restore(snapshot: RecordsSnapshot): void {
    this.wire.log.restore(snapshot.wire);
    this.audit.log.restore(snapshot.audit);
    this.storage.restore(snapshot.storage);
  }
}
