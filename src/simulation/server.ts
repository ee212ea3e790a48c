import type { Clock, SeededRandom } from "../lib/index.ts";
import type { AuditSink, ServerConfig, ServerEvent, TokenView } from "../vault/index.ts";

/** A server as the simulation drives it; `VaultServer` is one. */
export interface SimulatedServer<Snapshot = unknown> {
  readonly rootToken: string;
  /** Base64. */
  readonly unsealKey: string;
  fetch(request: Request): Promise<Response>;
  /** Lets go what is due at the clock's now, in order. */
  expireDue(): void;
  nextExpiryNs(): bigint | undefined;
  snapshot(): Snapshot;
  restore(snapshot: Snapshot): void;
  stateHash(): string;
  tokens(): readonly TokenView[];
}

/** What a server may be started with. */
export interface ServerStart {
  readonly rootTokenId?: string;
  readonly config?: Partial<ServerConfig>;
}

export interface ServerParts extends ServerStart {
  readonly clock: Clock;
  readonly random: SeededRandom;
  readonly onEvent: (event: ServerEvent) => void;
  readonly auditSink: AuditSink;
}

export type MakeServer = (parts: ServerParts) => SimulatedServer;
