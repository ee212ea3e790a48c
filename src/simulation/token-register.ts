import { compareText, createOrderedMap, eachDifference, type OrderedMap } from "../lib/index.ts";
import type { TokenView } from "../vault/index.ts";

/** All tokens at a moment. Opaque; costs nothing to take. */
export interface TokenRegisterSnapshot {
  readonly tokens: OrderedMap<number, TokenView>;
  readonly numbers: OrderedMap<string, number>;
  readonly keys: OrderedMap<string, string>;
}

/** What makes the tokens of one moment into those of another. */
export interface TokenChanges {
  /** So many, the first of them, are there at both moments; no other is. */
  readonly kept: number;
  /** In order: those that are otherwise, and those that were not there. */
  readonly tokens: readonly TokenView[];
}

/**
 * Every token that was seen, in the order of first sight, found by its key and by what its holder types. None ever goes but by going back
 * in time: so two moments have their first tokens in common, up to where their ways parted.
 */
export class TokenRegister {
  /** By a number that no other token ever has, also not one that comes after a travel: what is the same is the same token. */
  private tokens = createOrderedMap<number, TokenView>(compareNumbers);
  private numbers = createOrderedMap<string, number>(compareText);
  /** From what a holder types to the token's key. */
  private keys = createOrderedMap<string, string>(compareText);
  private seen = 0;

  get(key: string): TokenView | undefined {
    const number = this.numbers.get(key);
    return number === undefined ? undefined : this.tokens.get(number);
  }

  keyOf(token: string): string | undefined {
    return this.keys.get(token);
  }

  put(token: TokenView): void {
    let number = this.numbers.get(token.key);
    if (number === undefined) {
      number = this.seen++;
      this.numbers.set(token.key, number);
      this.keys.set(token.token, token.key);
    }
    this.tokens.set(number, token);
  }

  all(): readonly TokenView[] {
    return this.tokens.valuesArray();
  }

  clear(): void {
    this.tokens = createOrderedMap(compareNumbers);
    this.numbers = createOrderedMap(compareText);
    this.keys = createOrderedMap(compareText);
  }

  changesTo(to: TokenRegisterSnapshot): TokenChanges {
    const found: (readonly [number, TokenView])[] = [];
    let added = 0;
    eachDifference(this.tokens, to.tokens, (number, before, now) => {
      if (now === undefined) return;
      if (before === undefined) added++;
      found.push([number, now]);
    });
    found.sort(([left], [right]) => left - right);
    return { kept: to.tokens.size - added, tokens: found.map(([, token]) => token) };
  }

  snapshot(): TokenRegisterSnapshot {
    return { tokens: this.tokens.clone(), numbers: this.numbers.clone(), keys: this.keys.clone() };
  }

  restore({ tokens, numbers, keys }: TokenRegisterSnapshot): void {
    this.tokens = tokens.clone();
    this.numbers = numbers.clone();
    this.keys = keys.clone();
  }
}

/** The one of all registers: maps that are ordered by others cannot be compared. */
const compareNumbers = (left: number, right: number): number => left - right;
