/** Tells whoever watches a server what happens in it. Made only where somebody does. */
import { compareText, createOrderedMap, type OrderedMap } from "../../lib/index.ts";
import type { Core } from "../core/core.ts";
import type { TokenEntry } from "../logical/types.ts";
import type { EndCause, TokenWatcher } from "../token/token-leases.ts";
import { tokenKey, viewToken } from "./token-view.ts";
import type { ServerEvent } from "./types.ts";

/** How tokens that are gone ended, by salted id. No part of the server's state: storage forgets them, as Vault's does. */
export type Endings = OrderedMap<string, EndCause>;

export class TokenObserver implements TokenWatcher {
  private endings: Endings = createOrderedMap(compareText);
  private readonly core: Core;
  private readonly emit: (event: ServerEvent) => void;

  constructor(core: Core, emit: (event: ServerEvent) => void) {
    this.core = core;
    this.emit = emit;
  }

  issued(entry: TokenEntry): void {
    this.emit({ kind: "token-issued", token: viewToken(this.core.tokens, this.core.expiration, entry) });
  }

  changed(entry: TokenEntry): void {
    this.emit({ kind: "token-changed", token: viewToken(this.core.tokens, this.core.expiration, entry) });
  }

  ended(entry: TokenEntry, cause: EndCause): void {
    const atMs = Number(this.core.nowNs() / 1_000_000n);
    const key = tokenKey(this.core.tokens, entry.id);
    this.endings.set(key, cause);
    this.emit({ kind: "token-ended", key, atMs, cause });
  }

  causeOf(saltedId: string): EndCause | undefined {
    return this.endings.get(saltedId);
  }

  snapshot(): Endings {
    return this.endings.clone();
  }

  restore(endings: Endings): void {
    this.endings = endings.clone();
  }
}
