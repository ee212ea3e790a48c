import type { RequestTrace, ServerEvent, TokenView } from "../vault/index.ts";
import { BatchTokens, type BatchTokensSnapshot } from "./batch-tokens.ts";
import type { Identities, Identity, LineRecord, RefusedRequest, WorldDelta } from "./protocol.ts";
import { TokenRegister, type TokenRegisterSnapshot } from "./token-register.ts";
import { lowestRefusal } from "./why.ts";

/** A moment of the read-model. Opaque; costs little while little changes. */
export interface WorldModelSnapshot {
  readonly register: TokenRegisterSnapshot;
  readonly batch: BatchTokensSnapshot;
  readonly policies: ReadonlySet<string>;
  /** The first `lineCount` of an array that only grows. */
  readonly lines: readonly LineRecord[];
  readonly lineCount: number;
  readonly heldIn: Readonly<Record<string, readonly string[]>>;
}

type EndCause = Extract<ServerEvent, { kind: "token-ended" }>["cause"];

const POLICY_KEY = "sys/policy/";
/** Stored as policies, and not shown as such. */
const HIDDEN_POLICIES: ReadonlySet<string> = new Set(["control-group", "response-wrapping"]);

const FIRST_POLICIES: ReadonlySet<string> = new Set(["default", "root"]);

/** What panels show, gathered from the server's events, and what of it changed since it was last taken. */
export class WorldModel {
  private readonly register = new TokenRegister();
  private readonly batch = new BatchTokens();
  private policies: ReadonlySet<string> = FIRST_POLICIES;
  private lines: LineRecord[] = [];
  /** As the page was told, wherever in time the world stands: they follow from the shells and the token helper's file. */
  private identities: Identities = {};
  private heldIn: Readonly<Record<string, readonly string[]>> = {};

  private changed = new Map<string, TokenView>();
  private pending: { -readonly [K in keyof WorldDelta]?: WorldDelta[K] } = {};
  private line = emptyLine();

  private muted = false;

  /** While muted, what the server says is passed over: it is about to be put back as it was. */
  mute(muted: boolean): void {
    this.muted = muted;
  }

  get isMuted(): boolean {
    return this.muted;
  }

  onEvent(event: ServerEvent): void {
    if (this.muted) return;
    switch (event.kind) {
      case "token-issued":
        this.line.issuedCount = nameKey(this.line.issued, event.token.key, this.line.issuedCount);
        this.put(event.token);
        if (event.token.type === "batch") this.batch.add(event.token);
        break;
      case "token-changed":
        this.put(event.token);
        break;
      case "token-ended":
        this.end(event.key, event.atMs, event.cause);
        break;
      case "request":
        this.addRequest(event.trace);
        break;
    }
  }

  /** Tokens that are there without an event: those the server began with. */
  begin(tokens: readonly TokenView[]): void {
    for (const token of tokens) if (this.register.get(token.key) === undefined) this.put(token);
    this.pending.policies = [...this.policies];
    this.line = emptyLine();
  }

  /** Another server stands in the place of the one before: nothing of that one is shown any more, but what was typed. */
  restart(tokens: readonly TokenView[]): void {
    if (this.muted) return;
    this.register.clear();
    this.batch.clear();
    this.policies = FIRST_POLICIES;
    this.changed.clear();
    const { identities, heldIn, lines } = this;
    this.pending = { reset: true, identities, heldIn, policies: [...this.policies], lines: [...lines] };
    for (const token of tokens) this.put(token);
    this.line = emptyLine();
    for (const { key } of tokens) this.line.issuedCount = nameKey(this.line.issued, key, this.line.issuedCount);
  }

  /** The next end of a batch token, which no server announces. */
  nextExpiryNs(): bigint | undefined {
    return this.muted ? undefined : this.batch.nextExpiryNs();
  }

  /** Ends the batch tokens whose time has come. */
  expireDue(nowNs: bigint): void {
    if (this.muted) return;
    for (const key of this.batch.dueAt(nowNs)) this.end(key, Number(nowNs / 1_000_000n), "expired");
  }

  keyOf(token: string): string | undefined {
    return this.register.keyOf(token);
  }

  tokenAt(key: string): TokenView | undefined {
    return this.register.get(key);
  }

  /** Notes what the shells hold now. */
  observe(
    variables: readonly (readonly [string, string])[],
    vaultTokens: readonly VaultTokenIn[],
    stored: string | undefined,
  ): void {
    const heldIn: Record<string, string[]> = {};
    for (const [name, value] of variables) {
      const key = this.register.keyOf(value);
      // The shells of several terminals may each have it.
      if (key !== undefined && heldIn[key]?.includes(name) !== true) (heldIn[key] ??= []).push(name);
    }
    if (!sameJson(heldIn, this.heldIn)) this.pending.heldIn = this.heldIn = heldIn;
    const seen = identitiesIn((token) => this.register.keyOf(token), vaultTokens, stored);
    const changed = Object.entries(seen).filter(([at, identity]) => !sameJson(identity, this.identities[Number(at)]));
    if (changed.length === 0) return;
    this.identities = { ...this.identities, ...Object.fromEntries(changed) };
    this.pending.identities = { ...this.pending.identities, ...Object.fromEntries(changed) };
  }

  /** Who the next `vault` is in a terminal. */
  identityIn(terminal: number): Identity {
    return this.identities[terminal] ?? NOBODY;
  }

  endLine(line: Pick<LineRecord, "text" | "atMs" | "exitCode" | "why" | "terminal">): void {
    const record: LineRecord = { index: this.lines.length, ...line, ...this.line };
    this.line = emptyLine();
    this.lines.push(record);
    this.pending.lines = [...(this.pending.lines ?? []), record];
  }

  /** The changes since the last time; undefined where there are none. */
  take(): WorldDelta | undefined {
    const delta = this.pending;
    if (this.changed.size > 0) delta.tokens = [...this.changed.values()];
    this.changed = new Map();
    this.pending = {};
    return Object.keys(delta).length > 0 ? delta : undefined;
  }

  /** Everything, for a page that knows nothing. */
  whole(): WorldDelta {
    this.take();
    return {
      reset: true,
      tokens: this.register.all(),
      identities: this.identities,
      heldIn: this.heldIn,
      policies: [...this.policies],
      lines: [...this.lines],
    };
  }

  /** What makes this world, as the page was told of it, into another; but for who the student is, which is for the shells to say. */
  deltaTo(to: WorldModelSnapshot): WorldDelta {
    const { kept: keptTokens, tokens } = this.register.changesTo(to.register);
    let keptLines = 0;
    while (keptLines < to.lineCount && this.lines[keptLines] === to.lines[keptLines]) keptLines++;
    return {
      instead: { keptTokens, keptLines },
      tokens,
      heldIn: to.heldIn,
      policies: [...to.policies],
      lines: to.lines.slice(keptLines, to.lineCount),
    };
  }

  /** Those that led to the world as it is. */
  get allLines(): readonly LineRecord[] {
    return this.lines;
  }

  get lastLine(): LineRecord | undefined {
    return this.lines.at(-1);
  }

  snapshot(): WorldModelSnapshot {
    return {
      register: this.register.snapshot(),
      batch: this.batch.snapshot(),
      policies: this.policies,
      lines: this.lines,
      lineCount: this.lines.length,
      heldIn: this.heldIn,
    };
  }

  restore(snapshot: WorldModelSnapshot): void {
    this.register.restore(snapshot.register);
    this.batch.restore(snapshot.batch);
    this.policies = snapshot.policies;
    this.lines = snapshot.lines.slice(0, snapshot.lineCount);
    this.heldIn = snapshot.heldIn;
    this.line = emptyLine();
    this.take();
  }

  /** A token's end, and with it that of the batch tokens that hang from it. */
  private end(key: string, atMs: number, cause: EndCause): void {
    const token = this.register.get(key);
    if (token === undefined || token.state !== "live") return;
    this.line.endedCount = nameKey(this.line.ended, key, this.line.endedCount);
    if (token.type === "batch") this.batch.remove(token);
    this.put({ ...token, state: cause === "expired" ? "expired" : "revoked", ended: { atMs, cause } });
    for (const child of this.batch.childrenOf(key)) this.end(child, atMs, "parent");
  }

  private put(token: TokenView): void {
    this.register.put(token);
    this.changed.set(token.key, token);
  }

  private addRequest({ operation, path, status, storage }: RequestTrace): void {
    if (status >= lowestRefusal) this.line.refused = { operation, path, status };
    for (const { kind, key } of storage) {
      if (kind === "put") this.line.keysWritten++;
      else if (kind === "delete") this.line.keysDeleted++;
      else continue;
      if (!key.startsWith(POLICY_KEY)) continue;
      const name = key.slice(POLICY_KEY.length);
      if (HIDDEN_POLICIES.has(name) || this.policies.has(name) === (kind === "put")) continue;
      const names = new Set(this.policies);
      if (kind === "put") names.add(name);
      else names.delete(name);
      this.policies = new Set([...names].sort());
      this.pending.policies = [...this.policies];
    }
  }
}

/** A terminal, and the VAULT_TOKEN that its shell exports. */
export type VaultTokenIn = readonly [terminal: number, vaultToken: string | undefined];

const NOBODY: Identity = { source: "none", tokenKey: undefined, token: "" };

/** Who the next `vault` is in each of these terminals, with this text in the token helper's file, which they share. */
export function identitiesIn(
  keyOf: (token: string) => string | undefined,
  vaultTokens: readonly VaultTokenIn[],
  stored: string | undefined,
): Identities {
  return Object.fromEntries(
    vaultTokens.map(([terminal, vaultToken]) => [terminal, identityOf(keyOf, vaultToken, stored)]),
  );
}

function identityOf(
  keyOf: (token: string) => string | undefined,
  vaultToken: string | undefined,
  stored: string | undefined,
): Identity {
  const one = (token: string) => ({ token, tokenKey: keyOf(token) });
  if (vaultToken !== undefined && vaultToken !== "") {
    return {
      source: "VAULT_TOKEN",
      ...one(vaultToken),
      ...(stored !== undefined ? { hidden: one(stored) } : {}),
    };
  }
  if (stored !== undefined) return { source: "token-helper", ...one(stored) };
  return NOBODY;
}

/** What a running line did so far. */
interface OpenLine {
  readonly issued: string[];
  readonly ended: string[];
  issuedCount: number;
  endedCount: number;
  keysWritten: number;
  keysDeleted: number;
  refused?: RefusedRequest;
}

function emptyLine(): OpenLine {
  return { issued: [], ended: [], issuedCount: 0, endedCount: 0, keysWritten: 0, keysDeleted: 0 };
}

/** A loop makes 100,000; every step of the timeline names those of its line. */
const KEYS_NAMED = 100;

/** Answers how many there are now. */
function nameKey(keys: string[], key: string, count: number): number {
  keys[Math.min(count, KEYS_NAMED)] = key;
  return count + 1;
}

function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
