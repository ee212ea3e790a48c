import type { Clock, HttpAnswer, HttpRequest, SeededRandom } from "../lib/index.ts";
import type {
  AccessAnswer,
  AccessQuestion,
  AuditDevice,
  AuditSink,
  Grant,
  ServerConfig,
  ServerEvent,
  StorageDifference,
  TokenInspection,
  TokenView,
} from "../vault/index.ts";

/** What panels may ask of a server. Nothing here changes it. */
export interface InspectedServer {
  /** Keys of storage below a prefix, in order. */
  storageKeys(prefix: string): readonly string[];
  /** One level of storage: each name below a prefix, in order, and how many keys it is or has below it. */
  storageLevel(prefix: string): ReadonlyMap<string, number>;
  auditDevices(): readonly AuditDevice[];
  /** A policy's text; undefined where there is none. */
  policyText(name: string): string | undefined;
  /** What each holder of policies may do on each path, and by which rule. */
  grants(tokens: readonly string[], paths: readonly string[]): readonly (readonly Grant[])[];
  /** What a token could do, and why. */
  access(question: AccessQuestion): AccessAnswer;
  /** A token, taken apart. */
  inspectToken(token: TokenView): TokenInspection;
}

/** A server as the simulation drives it. */
export interface DrivenServer<Snapshot = unknown> {
  readonly rootToken: string;
  /** Base64. */
  readonly unsealKey: string;
  handleHttp(request: HttpRequest): HttpAnswer;
  /** Lets go what is due at the clock's now, in order. */
  expireDue(): void;
  nextExpiryNs(): bigint | undefined;
  snapshot(): Snapshot;
  restore(snapshot: Snapshot): void;
  /** What is stored at one moment and not, or otherwise, at another. */
  compare(before: Snapshot, after: Snapshot): StorageDifference;
  stateHash(): string;
  tokens(): readonly TokenView[];
}

/** All that the simulation wants of a server; `VaultServer` is one. */
export interface SimulatedServer extends DrivenServer, InspectedServer {}

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
