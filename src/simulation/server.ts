import type { Clock, SeededRandom } from "../lib/index.ts";
import type {
  AccessAnswer,
  AccessQuestion,
  AuditSink,
  ServerEvent,
  TokenInspection,
  TokenView,
} from "../vault/index.ts";

/** A server as the simulation drives it; `VaultServer` is one. */
export interface SimulatedServer<Snapshot = unknown> {
  readonly rootToken: string;
  fetch(request: Request): Promise<Response>;
  /** Lets go what is due at the clock's now, in order. */
  expireDue(): void;
  nextExpiryNs(): bigint | undefined;
  snapshot(): Snapshot;
  restore(snapshot: Snapshot): void;
  stateHash(): string;
  tokens(): readonly TokenView[];
  /** What a token could do, and why. Changes nothing. */
  access(question: AccessQuestion): AccessAnswer;
  /** A token, taken apart. Changes nothing. */
  inspectToken(token: TokenView): TokenInspection;
  /** Keys of storage below a prefix, in order. */
  storageKeys(prefix: string): readonly string[];
}

export interface ServerParts {
  readonly clock: Clock;
  readonly random: SeededRandom;
  readonly onEvent: (event: ServerEvent) => void;
  readonly auditSink: AuditSink;
}

export type MakeServer = (parts: ServerParts) => SimulatedServer;
