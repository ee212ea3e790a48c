import type { Clock, SeededRandom } from "../lib/index.ts";
import type { AuditDevice, AuditSink, ServerEvent, TokenView } from "../vault/index.ts";

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
  /** Keys of storage below a prefix, in order. */
  storageKeys(prefix: string): readonly string[];
  /** One level of storage: each name below a prefix, in order, and how many keys it is or has below it. */
  storageLevel(prefix: string): ReadonlyMap<string, number>;
  auditDevices(): readonly AuditDevice[];
}

export interface ServerParts {
  readonly clock: Clock;
  readonly random: SeededRandom;
  readonly onEvent: (event: ServerEvent) => void;
  readonly auditSink: AuditSink;
}

export type MakeServer = (parts: ServerParts) => SimulatedServer;
