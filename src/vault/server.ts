/** One Vault server: requests in, answers out; time and entropy come from outside. */
import {
  encodeBase64,
  randomUuid,
  type Clock,
  type HttpAnswer,
  type HttpRequest,
  type Random,
  type SeededRandomState,
} from "../lib/index.ts";
import { Core, type Surroundings } from "./core/core.ts";
import { builtinBackends } from "./core/builtin-backends.ts";
import { unsealKeyOf } from "./core/initial-storage.ts";
import { runPipeline } from "./core/pipeline.ts";
import type { RequestState } from "./core/request-state.ts";
import { defaultServerConfig, type ServerConfig } from "./core/server-config.ts";
import type { ExpirationSnapshot } from "./expiration/expiration-manager.ts";
import { handleHttp, type Handled } from "./http/handle-http.ts";
import { accessOf, type AccessAnswer, type AccessQuestion } from "./inspect/access.ts";
import { compareStorage, type StorageDifference } from "./inspect/compare.ts";
import { grantsOf, type Grant } from "./inspect/grants.ts";
import { inspectToken, type TokenInspection } from "./inspect/inspect-token.ts";
import { TokenObserver, type Endings } from "./inspect/observer.ts";
import { stateHashOf } from "./inspect/state-hash.ts";
import { tokenKey, viewToken } from "./inspect/token-view.ts";
import type { RequestTrace, ServerEvent, StorageOperation, TokenView } from "./inspect/types.ts";
import type { LogicalRequest, Outcome } from "./logical/types.ts";
import type { AuditDevice } from "./mounts/sys/services.ts";
import { isTokenEntry } from "./token/token-records.ts";
import type { BarrierSnapshot, StorageCounts } from "./storage/barrier.ts";

/** A generator that can be put back where it stood; one that cannot is left as it is by a restore. */
export interface RestorableRandom extends Random {
  state?(): SeededRandomState;
  restore?(state: SeededRandomState): void;
}

export interface VaultServerOptions extends Surroundings {
  readonly clock: Clock;
  readonly random: RestorableRandom;
  /** The root token's id; drawn from `random` where it is not given. */
  readonly rootTokenId?: string;
  readonly config?: Partial<ServerConfig>;
  readonly onEvent?: (event: ServerEvent) => void;
}

/** All of a server at one moment. O(1) to take; opaque; may be restored as often as one likes. */
export interface VaultSnapshot {
  readonly barrier: BarrierSnapshot;
  readonly timers: ExpirationSnapshot;
  readonly random: SeededRandomState | undefined;
  readonly nowNs: bigint;
  readonly sealed: boolean;
  readonly moves: Core["moves"];
  readonly failedLogins: Core["failedLogins"];
  readonly keyWork: Core["keyWork"];
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
    const config = { ...defaultServerConfig, ...options.config };
    this.core = new Core(options.random, options.clock.nowNs(), builtinBackends, options, config);
    if (options.onEvent !== undefined) {
      const observer = new TokenObserver(this.core, options.onEvent);
      this.core.tokens.watcher = observer;
      this.core.endingOf = (saltedId) => observer.causeOf(saltedId);
      this.observer = observer;
    }
    const root = this.core.tokens.createRoot();
    this.core.tokens.watcher?.issued(root);
    this.rootToken =
      options.rootTokenId === undefined ? root.externalId : this.exchangeRoot(root.externalId, options.rootTokenId);
    this.unsealKey = encodeBase64(unsealKeyOf(this.core.barrier));
  }

  /** A root token of a chosen id is made as any token of a chosen id is, and the first one revoked. */
  private exchangeRoot(first: string, id: string): string {
    const data = { id, policies: ["root"], no_parent: true, no_default_policy: true };
    const made = this.handle({ operation: "update", path: "auth/token/create", data, clientToken: first });
    if (made?.ok !== true) throw new Error(`${id} cannot be a root token's id`);
    this.handle({ operation: "update", path: "auth/token/revoke-self", data: {}, clientToken: first });
    return id;
  }

  /** Answers one request, to completion. What was due before it is done first, what it queues is done before it returns. */
  handle(request: LogicalRequest): Outcome {
    return this.handleWithId(request).outcome;
  }

  /** The same by HTTP, without promises. */
  handleHttp(request: HttpRequest): HttpAnswer {
    let requestId: string | undefined;
    const answer = handleHttp(request, (logical) => {
      const handled = this.handleWithId(logical);
      ({ requestId } = handled);
      return handled;
    });
    const { method, url, headers: requestHeaders, body: requestBody } = request;
    const { status, headers: responseHeaders, body: responseBody } = answer;
    const sent = { requestId, method, url, requestHeaders, requestBody };
    this.onEvent?.({ kind: "exchange", exchange: { ...sent, status, responseHeaders, responseBody } });
    return answer;
  }

  private handleWithId(request: LogicalRequest): Handled {
    this.expireDue();
    const state = this.begin(request);
    if (this.onEvent === undefined) {
      const outcome = runPipeline(this.core, state);
      this.endWhatIsQueued();
      return { requestId: state.id, operation: request.operation, outcome };
    }
    const operations: StorageOperation[] = [];
    this.core.barrier.record(operations);
    const outcome = runPipeline(this.core, state);
    this.core.barrier.record(undefined);
    this.onEvent({ kind: "request", trace: this.traceOf(state, outcome, operations) });
    this.endWhatIsQueued();
    return { requestId: state.id, operation: request.operation, outcome };
  }

  private begin(request: LogicalRequest): RequestState {
    return {
      id: randomUuid(this.random),
      operation: request.operation,
      path: request.path,
      data: request.data,
      reread: request.reread,
      inboundToken: request.clientToken,
      clientToken: request.clientToken,
      tokenEntry: undefined,
      headers: request.headers ?? {},
      wrapTtlSeconds: request.wrapTtlSeconds,
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
      notices: [],
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
        outcome === undefined
          ? state.notices
          : outcome.ok
            ? (outcome.notices ?? [])
            : outcome.notice
              ? [outcome.notice]
              : [],
    };
  }

  /** Ends whatever is due by now, in order. */
  expireDue(): void {
    const nowNs = this.clock.nowNs();
    if (this.core.sealed) return this.core.moveTo(nowNs);
    this.core.expiration.expireDue(nowNs, (momentNs) => this.core.moveTo(momentNs));
    this.core.moveTo(nowNs);
  }

  /** What a request queued is due at the moment of the request. */
  private endWhatIsQueued(): void {
    const { core } = this;
    if (!core.sealed) core.expiration.expireDue(core.nowNs(), (momentNs) => core.moveTo(momentNs));
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

  /** One level of storage: each name below a prefix, and how many keys it is or has below it. */
  storageLevel(prefix: string): ReadonlyMap<string, number> {
    return this.core.barrier.peekLevel(prefix);
  }

  /** The audit devices that are enabled. */
  auditDevices(): readonly AuditDevice[] {
    return this.core.audit.list();
  }

  /** A policy's text; undefined where there is none. */
  policyText(name: string): string | undefined {
    return this.core.policies.get(name)?.raw;
  }

  /** What each token may do on each path, and by which rule. No request: it changes nothing. */
  grants(tokens: readonly string[], paths: readonly string[]): readonly (readonly Grant[])[] {
    return grantsOf(this.core, tokens, paths);
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
      failedLogins: this.core.failedLogins,
      keyWork: this.core.keyWork,
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
    this.core.failedLogins = snapshot.failedLogins;
    this.core.keyWork = snapshot.keyWork;
    if (snapshot.endings !== undefined) this.observer?.restore(snapshot.endings);
    this.core.policies.forget();
    this.core.mountTables.loadRouter();
    this.core.audit.load();
  }

  /** What is stored at one moment and not, or otherwise, at another. Costs what differs, not what is there. */
  compare(before: VaultSnapshot, after: VaultSnapshot): StorageDifference {
    return compareStorage(before.barrier, after.barrier);
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
      failedLogins: this.core.failedLogins,
      keyWork: this.core.keyWork,
    });
  }
}
