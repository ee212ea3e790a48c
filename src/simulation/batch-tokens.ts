import { compareText, createOrderedMap, type OrderedMap } from "../lib/index.ts";
import type { TokenView } from "../vault/index.ts";

/** A moment of the batch tokens' ends. Opaque. */
export interface BatchTokensSnapshot {
  readonly byExpiry: OrderedMap<string, string>;
  readonly byParent: OrderedMap<string, string>;
}

const NS_PER_MS = 1_000_000n;
/** So many digits hold any instant in milliseconds, and texts of one length sort as their numbers do. */
const DIGITS = 16;

/**
 * When batch tokens end. The server keeps nothing of them and so can tell nobody: whoever saw them being issued watches the clock
 * and their parents instead.
 */
export class BatchTokens {
  private byExpiry = createOrderedMap<string, string>(compareText);
  private byParent = createOrderedMap<string, string>(compareText);

  add(token: TokenView): void {
    if (token.expiresAtMs !== undefined) this.byExpiry.set(expiryKey(token.expiresAtMs, token.key), token.key);
    if (token.parentKey !== undefined) this.byParent.set(`${token.parentKey}/${token.key}`, token.key);
  }

  /** Forgets one that ended. */
  remove(token: TokenView): void {
    if (token.expiresAtMs !== undefined) this.byExpiry.delete(expiryKey(token.expiresAtMs, token.key));
    if (token.parentKey !== undefined) this.byParent.delete(`${token.parentKey}/${token.key}`);
  }

  clear(): void {
    this.byExpiry.clear();
    this.byParent.clear();
  }

  nextExpiryNs(): bigint | undefined {
    const first = this.byExpiry.minKey();
    return first === undefined ? undefined : BigInt(first.slice(0, DIGITS)) * NS_PER_MS;
  }

  /** The keys of those whose time has come, in order. */
  dueAt(nowNs: bigint): string[] {
    const due: string[] = [];
    for (const [at, key] of this.byExpiry.entries()) {
      if (BigInt(at.slice(0, DIGITS)) * NS_PER_MS > nowNs) break;
      due.push(key);
    }
    return due;
  }

  /** The keys of those that stop working with a parent. */
  childrenOf(parentKey: string): string[] {
    const prefix = `${parentKey}/`;
    const children: string[] = [];
    for (const [place, key] of this.byParent.entries(prefix)) {
      if (!place.startsWith(prefix)) break;
      children.push(key);
    }
    return children;
  }

  snapshot(): BatchTokensSnapshot {
    return { byExpiry: this.byExpiry.clone(), byParent: this.byParent.clone() };
  }

  restore(snapshot: BatchTokensSnapshot): void {
    this.byExpiry = snapshot.byExpiry.clone();
    this.byParent = snapshot.byParent.clone();
  }
}

function expiryKey(expiresAtMs: number, key: string): string {
  return `${String(Math.round(expiresAtMs)).padStart(DIGITS, "0")}:${key}`;
}
