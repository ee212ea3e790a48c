/** Tokens by id, by accessor and by parent: what `sys/token/` holds. Vault: `vault.TokenStore`. */
import { encodeHex, randomBase62, randomUuid, type Random } from "../../lib/index.ts";
import type { TokenEntry } from "../logical/types.ts";
import type { Barrier } from "../storage/barrier.ts";
import type { AesGcm } from "./aes-gcm.ts";
import { BatchTokens } from "./batch-token.ts";
import { blankToken } from "./blank-token.ts";
import type { KeyringState } from "./keyring.ts";
import { isRootPolicies, sanitizePolicies } from "./sanitize-policies.ts";
import {
  innerIdOf,
  isBatchToken,
  isServiceToken,
  isSignedToken,
  serviceTokenPrefix,
  tokenLength,
  TokenSigner,
} from "./signed-token.ts";
import type { EndCause, TokenLeases, TokenWatcher } from "./token-leases.ts";
import { SharedValues } from "./shared-values.ts";
import { isTokenEntry, TokenRecords } from "./token-records.ts";
import { TokenSalt } from "./token-salt.ts";

export interface TokenStoreParts {
  readonly barrier: Barrier;
  readonly random: Random;
  readonly nowNs: () => bigint;
  readonly keyring: () => KeyringState;
  readonly aesGcm: AesGcm;
  /** Empties a token's cubbyhole. */
  readonly destroyCubbyhole: (entry: TokenEntry) => void;
}

/** Uses left of a token that has spent its last one: it is found no more, and revoked when the request is over. */
export const revocationPending = -1;

/** What kept a token from being found. */
export type LookupFailure = "unknown" | "malformed" | "forged" | "expired" | "uses-spent" | "parent-gone";

const nsPerSecond = 1_000_000_000n;

export class TokenStore {
  readonly salt: TokenSalt;
  readonly signer: TokenSigner;
  readonly records: TokenRecords;
  leases: TokenLeases | undefined;
  watcher: TokenWatcher | undefined;
  private readonly parts: TokenStoreParts;
  private readonly shared = new SharedValues();
  private readonly batch: BatchTokens;
  /** Tokens being revoked at this moment: revoking one again while its leases end is no work. */
  private readonly revoking = new Set<string>();

  constructor(parts: TokenStoreParts, signingKey: Uint8Array) {
    this.parts = parts;
    this.batch = new BatchTokens(parts.aesGcm);
    const view = parts.barrier.view("sys/token/");
    const stored = view.get("salt");
    const salt = typeof stored === "string" ? stored : randomUuid(parts.random);
    if (stored === undefined) view.put("salt", salt);
    this.salt = new TokenSalt(salt);
    this.records = new TokenRecords(view, this.salt);
    this.signer = new TokenSigner(signingKey);
  }

  saltId(id: string): string {
    return this.salt.saltId(id);
  }

  /** Completes and stores a token (or seals it); the draft is the caller's own and becomes the entry. */
  create(draft: TokenEntry): TokenEntry | { readonly error: string } {
    draft.policies = this.shared.list(sanitizePolicies(draft.policies, false));
    draft.path = this.shared.text(draft.path);
    if (draft.type === "batch") {
      draft.id = this.batch.seal(draft, this.parts.keyring(), this.parts.random);
      this.parts.barrier.countSealed();
      draft.externalId = draft.id;
      this.watcher?.issued(draft);
      return draft;
    }
    const chosen = draft.id !== "";
    const problem = chosen ? this.whyNotThisId(draft.id) : undefined;
    if (problem !== undefined) return { error: problem };
    if (!chosen) draft.id = serviceTokenPrefix + randomBase62(this.parts.random, tokenLength);
    draft.cubbyholeId = isServiceToken(draft.id)
      ? randomBase62(this.parts.random, tokenLength)
      : this.salt.sha1Hex(`cubbyhole/${this.saltId(draft.id)}`);
    draft.accessor = randomBase62(this.parts.random, tokenLength);
    draft.externalId = chosen || isRootPolicies(draft.policies) ? draft.id : this.signer.sign(draft.id);
    return this.storeNew(draft);
  }

  private whyNotThisId(id: string): string | undefined {
    const problem = whyNotCustomId(id);
    if (problem !== undefined) return problem;
    return this.lookupTainted(id) === undefined ? undefined : "cannot create a token with a duplicate ID";
  }

  private storeNew(entry: TokenEntry): TokenEntry | { readonly error: string } {
    this.records.addAccessor(entry);
    const saltedId = this.saltId(entry.id);
    if (entry.parent !== "") {
      if (this.lookup(entry.parent) === undefined) return { error: "parent token not found" };
      this.records.addChild(entry.parent, saltedId);
    }
    this.records.put(saltedId, entry);
    return entry;
  }

  /** The server's first token. */
  createRoot(): TokenEntry {
    const created = this.create({
      ...blankToken(),
      policies: ["root"],
      path: "auth/token/root",
      displayName: "root",
      creationTimeSeconds: Number(this.parts.nowNs() / nsPerSecond),
    });
    if ("error" in created) throw new Error(created.error);
    return created;
  }

  /** The inner id of a token as it is typed; for a signed one after its signature has been checked. */
  resolve(token: string): string | { readonly failure: "malformed" | "forged" } {
    if (!isSignedToken(token)) return token;
    const checked = this.signer.check(token);
    return checked.ok ? checked.innerId : { failure: checked.reason };
  }

  /** A token that may be used now, by inner id (a signed form will do). */
  lookup(id: string): TokenEntry | undefined {
    return isBatchToken(id) ? this.lookupBatch(id) : this.lookupService(id, false);
  }

  /** Also finds one that has spent its uses or is about to be revoked. */
  lookupTainted(id: string): TokenEntry | undefined {
    return isBatchToken(id) ? this.lookupBatch(id) : this.lookupService(id, true);
  }

  /** A token as it is stored, whatever its time. */
  lookupStored(id: string): TokenEntry | undefined {
    return this.records.get(this.saltId(id));
  }

  private lookupService(token: string, tainted: boolean): TokenEntry | undefined {
    const id = innerIdOf(token);
    const entry = this.lookupStored(id === undefined || id === "" ? token : id);
    if (entry === undefined || (entry.numUses < 0 && !tainted)) return undefined;
    if (isRootPolicies(entry.policies) && entry.ttlSeconds === 0) return entry;
    const times = this.leases?.times(entry);
    if (times === undefined) {
      this.leases?.revokeToken(entry, "revoked");
      return undefined;
    }
    return times.expireTimeNs >= this.parts.nowNs() || tainted ? entry : undefined;
  }

  private lookupBatch(token: string): TokenEntry | undefined {
    const opened = this.batch.open(token, this.parts.keyring());
    if (!opened.ok || this.batchExpired(opened.entry)) return undefined;
    if (opened.entry.parent !== "" && this.lookup(opened.entry.parent) === undefined) return undefined;
    return opened.entry;
  }

  private batchExpired(entry: TokenEntry): boolean {
    const ttlNs = BigInt(Math.round(entry.ttlSeconds * 1e9));
    return this.parts.nowNs() > BigInt(entry.creationTimeSeconds) * nsPerSecond + ttlNs;
  }

  /** What a batch token says, whether or not it may still be used. */
  readBatch(token: string): TokenEntry | undefined {
    const opened = this.batch.open(token, this.parts.keyring());
    return opened.ok ? opened.entry : undefined;
  }

  /** Why `lookup` did not find a token: for whoever asks "why?". */
  diagnose(token: string): LookupFailure {
    if (isBatchToken(token)) {
      const opened = this.batch.open(token, this.parts.keyring());
      if (!opened.ok) return opened.reason;
      return this.batchExpired(opened.entry) ? "expired" : "parent-gone";
    }
    const id = this.resolve(token);
    if (typeof id !== "string") return id.failure;
    const entry = this.parts.barrier.peekOne(`sys/token/id/${this.saltId(id)}`);
    if (!isTokenEntry(entry)) return "unknown";
    return entry.numUses < 0 ? "uses-spent" : "expired";
  }

  /** Counts one use; the last one leaves the token pending revocation. */
  use(entry: TokenEntry): TokenEntry | undefined {
    if (entry.numUses === 0) return entry;
    const fresh = this.lookup(entry.id);
    if (fresh === undefined) return undefined;
    const used = { ...fresh, numUses: fresh.numUses === 1 ? revocationPending : fresh.numUses - 1 };
    this.records.put(this.saltId(used.id), used);
    this.watcher?.changed(used);
    return used;
  }

  /** Revokes one token; its children become orphans. */
  revokeOrphaning(id: string): void {
    this.revokeOne(this.saltId(id), "revoked", true);
  }

  /** Revokes a token and all that came of it, children first, however deep. */
  revokeTree(id: string, cause: EndCause): void {
    const rootName = this.saltId(id);
    const seen = new Set<string>([rootName]);
    const stack: { readonly name: string; expanded: boolean }[] = [{ name: rootName, expanded: false }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      if (top.expanded) {
        stack.pop();
        this.revokeOne(top.name, top.name === rootName ? cause : "parent", false);
        continue;
      }
      top.expanded = true;
      for (const name of this.records.childrenOf(top.name)) {
        if (seen.has(name)) continue;
        seen.add(name);
        stack.push({ name, expanded: false });
      }
    }
  }

  private revokeOne(saltedId: string, cause: EndCause, orphanChildren: boolean): void {
    if (this.revoking.has(saltedId)) return;
    const entry = this.records.get(saltedId);
    if (entry === undefined) return;
    this.revoking.add(saltedId);
    try {
      if (entry.numUses !== revocationPending) this.records.put(saltedId, { ...entry, numUses: revocationPending });
      this.parts.destroyCubbyhole(entry);
      this.leases?.endAllOf(entry);
      this.records.unindex(saltedId, entry);
      if (orphanChildren) this.orphanChildrenOf(saltedId);
      this.records.delete(saltedId);
    } finally {
      this.revoking.delete(saltedId);
    }
    this.watcher?.ended(entry, entry.numUses === revocationPending && cause === "expired" ? "uses" : cause);
  }

  /** As Vault does it, the index entries below the parent's name stay behind: `tidy` takes them away. */
  private orphanChildrenOf(saltedId: string): void {
    for (const name of this.records.childrenOf(saltedId)) {
      const child = this.records.get(name);
      if (child === undefined) continue;
      const orphan = { ...child, parent: "" };
      this.records.put(name, orphan);
      this.watcher?.changed(orphan);
    }
  }
}

/** A fresh key for signing service tokens, as text. */
export function newSigningKey(random: Random): string {
  return encodeHex(random.bytes(32));
}

/** Why an id of one's own choice cannot be a token's. */
export function whyNotCustomId(id: string): string | undefined {
  if (id.startsWith(serviceTokenPrefix)) return "custom token ID cannot have the 'hvs.' prefix";
  if (isServiceToken(id)) return "custom token ID cannot have the 's.' prefix";
  return id.includes(".") ? "custom token ID cannot have a '.' in the value" : undefined;
}
