import { sha256 } from "@noble/hashes/sha2.js";
import { encodeUtf8 } from "./bytes.ts";
import type { Random } from "./types.ts";

/** Where a generator stands: four 32-bit words. Plain data, safe to keep and to send between threads. */
export type SeededRandomState = readonly [number, number, number, number];

/**
 * Entropy that a seed decides: the sfc32 generator, its words taken from the SHA-256 of the seed text.
 * Fast and of good statistical quality; it is no source of secrets, and the product has none.
 */
export class SeededRandom implements Random {
  private a: number;
  private b: number;
  private c: number;
  private counter: number;

  constructor(seed: string) {
    const digest = sha256(encodeUtf8(seed));
    const words = new DataView(digest.buffer, digest.byteOffset, digest.byteLength);
    this.a = words.getInt32(0);
    this.b = words.getInt32(4);
    this.c = words.getInt32(8);
    this.counter = 1;
    for (let round = 0; round < 15; round++) this.nextWord();
  }

  bytes(length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length; at += 4) {
      const word = this.nextWord();
      bytes[at] = word;
      bytes[at + 1] = word >>> 8;
      bytes[at + 2] = word >>> 16;
      bytes[at + 3] = word >>> 24;
    }
    return bytes;
  }

  state(): SeededRandomState {
    return [this.a, this.b, this.c, this.counter];
  }

  /** Goes back (or on) to where `state()` was taken: the same bytes follow. */
  restore(state: SeededRandomState): void {
    [this.a, this.b, this.c, this.counter] = state;
  }

  private nextWord(): number {
    const word = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + word) | 0;
    return word;
  }
}
