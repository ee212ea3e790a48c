/** One Vault server: requests in, answers out; time and entropy come from outside. */
import { encodeBase64, randomUuid, type Clock, type Random, type SeededRandomState } from "../lib/index.ts";
import type { AuditSink } from "./audit/audit-sink.ts";
import { Core } from "./core/core.ts";
import { builtinBackends } from "./core/builtin-backends.ts";
import { unsealKeyOf } from "./core/initial-storage.ts";
import { runPipeline } from "./core/pipeline.ts";
import type { RequestState } from "./core/request-state.ts";
import type { ExpirationSnapshot } from "./expiration/expiration-manager.ts";
import { answerFetch } from "./http/fetch.ts";
import { handleHttp, type Handled, type HttpAnswer, type HttpRequest } from "./http/handle-http.ts";
import { accessOf, type AccessAnswer, type AccessQuestion } from "./inspect/access.ts";
import { inspectToken, type TokenInspection } from "./inspect/inspect-token.ts";
import { TokenObserver, type Endings } from "./inspect/observer.ts";
import { stateHashOf } from "./inspect/state-hash.ts";
import { tokenKey, viewToken } from "./inspect/token-view.ts";
import type { RequestTrace, ServerEvent, StorageOperation, TokenView } from "./inspect/types.ts";
import type { LogicalRequest, Outcome } from "./logical/types.ts";
import { isTokenEntry } from "./token/token-records.ts";
import type { BarrierSnapshot, StorageCounts } from "./storage/barrier.ts";

/** A generator that can be put back where it stood; one that cannot is left as it is by a restore. */
export interface RestorableRandom extends Random {
  state?(): SeededRandomState;
  restore?(state: SeededRandomState): void;
}

export interface VaultServerOptions {
  readonly clock: Clock;
  readonly random: RestorableRandom;
  /** The root token's id; drawn from `random` where it is not given. */
  readonly rootTokenId?: string;
  readonly onEvent?: (event: ServerEvent) => void;
  /** Where audit devices write; without it what they write is gone. */
  readonly auditSink?: AuditSink;
}

/** All of a server at one moment. O(1) to take; opaque; may be restored as often as one likes. */
export interface VaultSnapshot {
  readonly barrier: BarrierSnapshot;
  readonly timers: ExpirationSnapshot;
  readonly random: SeededRandomState | undefined;
  readonly nowNs: bigint;
  readonly sealed: boolean;
  readonly moves: Core["moves"];
  readonly endings: Endings | undefined;
}

export class VaultServer {
  readonly rootToken: string;
  /** Opens the server again after it was sealed; base64, as a dev server prints it. */
  readonly unsealKey: string;
  private readonly clock: Clock;
  private readonly random: RestorableRandom;
  private readonly onEvent: ((event: ServerEvent) => void) | undefined;
  private readonly core: Core;
  private readonly observer: TokenObserver | undefined;

  constructor(options: VaultServerOptions) {
    this.clock = options.clock;
    this.random = options.random;
    this.onEvent = options.onEvent;
    this.core = new Core(options.random, options.clock.nowNs(), builtinBackends, options.auditSink);
    if (options.onEvent !== undefined) {
      const observer = new TokenObserver(this.core, options.onEvent);
      this.core.tokens.watcher = observer;
      this.core.endingOf = (saltedId) => observer.causeOf(saltedId);
      this.observer = observer;
    }
    const root = this.core.tokens.createRoot(options.rootTokenId);
    this.core.tokens.watcher?.issued(root);
    this.rootToken = root.externalId;
    this.unsealKey = encodeBase64(unsealKeyOf(this.core.barrier));
  }

  /** Answers one request, to completion. What was due before it is done first, what it queues is done before it returns. */
  handle(request: LogicalRequest): Outcome {
    return this.handleWithId(request).outcome;
  }

  /** The same by HTTP, without promises. */
  handleHttp(request: HttpRequest): HttpAnswer {
    return handleHttp(request, (logical) => this.handleWithId(logical));
  }

  /** The same in the Fetch vocabulary. */
  fetch(request: Request): Promise<Response> {
    return answerFetch(request, (logical) => this.handleWithId(logical));
  }

  private handleWithId(request: LogicalRequest): Handled {
    this.expireDue();
    const state = this.begin(request);
    if (this.onEvent === undefined) {
      const outcome = runPipeline(this.core, state);
      this.expireDue();
      return { requestId: state.id, operation: request.operation, outcome };
    }
    const operations: StorageOperation[] = [];
    this.core.barrier.record(operations);
    const outcome = runPipeline(this.core, state);
    this.core.barrier.record(undefined);
    this.onEvent({ kind: "request", trace: this.traceOf(state, outcome, operations) });
    this.expireDue();
    return { requestId: state.id, operation: request.operation, outcome };
  }

  private begin(request: LogicalRequest): RequestState {
    return {
      id: randomUuid(this.random),
      operation: request.operation,
      path: request.path,
      data: request.data,
      inboundToken: request.clientToken,
      clientToken: request.clientToken,
      tokenEntry: undefined,
      headers: request.headers ?? {},
      wrapTtlSeconds: request.wrapTtlSeconds,
      wrapFormat: request.wrapFormat ?? "",
      remoteAddress: request.remoteAddress ?? "127.0.0.1",
      remotePort: request.remotePort,
      routed: undefined,
      unauthenticated: false,
      bodyToken: undefined,
      decision: { cause: "unauthenticated-path" },
      policyResults: undefined,
      usesLeft: 0,
      loginAuth: undefined,
      earlyRefusal: undefined,
      handedOver: false,
    };
  }

  private traceOf(state: RequestState, outcome: Outcome, storage: readonly StorageOperation[]): RequestTrace {
    const found = state.operation === "read" || state.operation === "list" ? 404 : 204;
    return {
      id: state.id,
      atMs: Number(this.core.nowNs() / 1_000_000n),
      operation: state.operation,
      path: state.path,
      tokenKey: state.clientToken === "" ? undefined : tokenKey(this.core.tokens, state.clientToken),
      status: outcome === undefined ? found : outcome.ok ? (outcome.status ?? 200) : outcome.status,
      errors: outcome === undefined || outcome.ok ? [] : outcome.errors,
      warnings: outcome?.warnings ?? [],
      storage,
      decision: state.decision,
      notices:
        outcome === undefined ? [] : outcome.ok ? (outcome.notices ?? []) : outcome.notice ? [outcome.notice] : [],
    };
  }

  /** Ends whatever is due by now, in order. */
  expireDue(): void {
    const nowNs = this.clock.nowNs();
    if (this.core.sealed) return this.core.moveTo(nowNs);
    this.core.expiration.expireDue(nowNs, (momentNs) => this.core.moveTo(momentNs));
    this.core.moveTo(nowNs);
  }

  /** When the next lease ends. */
  nextExpiryNs(): bigint | undefined {
    return this.core.sealed ? undefined : this.core.expiration.nextExpiryNs();
  }

  /** All tokens that are stored, parents before or after their children as storage has them. */
  tokens(): TokenView[] {
    const views: TokenView[] = [];
    for (const [, value] of this.core.barrier.peek("sys/token/id/")) {
      if (isTokenEntry(value)) views.push(viewToken(this.core.tokens, this.core.expiration, value));
    }
    return views;
  }

  /** Storage operations since the server began. */
  storageCounts(): StorageCounts {
    return this.core.barrier.counts;
  }

  /** Keys of storage below a prefix, in order. */
  storageKeys(prefix = ""): string[] {
    return [...this.core.barrier.peek(prefix)].map(([key]) => key);
  }

  /** What a token could do, and by which rule. No request: it changes nothing and is counted nowhere. */
  access(question: AccessQuestion): AccessAnswer {
    return accessOf(this.core, question);
  }

  /** One token, taken apart, also one that has ended. Changes nothing. */
  inspectToken(token: TokenView): TokenInspection {
    return inspectToken(this.core, token);
  }

  snapshot(): VaultSnapshot {
    return {
      barrier: this.core.barrier.snapshot(),
      timers: this.core.expiration.snapshot(),
      random: this.random.state?.(),
      nowNs: this.core.nowNs(),
      sealed: this.core.sealed,
      moves: this.core.moves,
      endings: this.observer?.snapshot(),
    };
  }

  restore(snapshot: VaultSnapshot): void {
    this.core.barrier.restore(snapshot.barrier);
    this.core.expiration.restore(snapshot.timers);
    if (snapshot.random !== undefined) this.random.restore?.(snapshot.random);
    this.core.moveBackTo(snapshot.nowNs);
    this.core.sealed = snapshot.sealed;
    this.core.moves = snapshot.moves;
    if (snapshot.endings !== undefined) this.observer?.restore(snapshot.endings);
    this.core.policies.forget();
    this.core.mountTables.loadRouter();
    this.core.audit.load();
  }

  /** A digest of everything that decides what comes next: equal states, equal text. */
  stateHash(): string {
    return stateHashOf({
      barrier: this.core.barrier,
      timers: this.core.expiration.leases.timers.all(),
      random: this.random.state?.(),
      nowNs: this.core.nowNs(),
      sealed: this.core.sealed,
      moves: this.core.moves,
    });
  }
}
