/** Digests of many short texts under one key or salt, without a new hash object for each. */
import { sha1 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { encodeHex, encodeUtf8 } from "../../lib/index.ts";

const sha256BlockLength = 64;
const sha256Length = 32;
const sha1Length = 20;
const innerPad = 0x36;
const outerPad = 0x5c;

/** HMAC-SHA-256: the key's two blocks are hashed once, and the states after them are copied for every message. */
export class KeyedDigest {
  private readonly inner: ReturnType<typeof sha256.create>;
  private readonly outer: ReturnType<typeof sha256.create>;
  private readonly scratch = sha256.create();
  private readonly middle = new Uint8Array(sha256Length);
  private readonly out = new Uint8Array(sha256Length);

  constructor(key: Uint8Array) {
    const padded = new Uint8Array(sha256BlockLength);
    padded.set(key.length > sha256BlockLength ? sha256(key) : key);
    this.inner = sha256.create().update(padded.map((byte) => byte ^ innerPad));
    this.outer = sha256.create().update(padded.map((byte) => byte ^ outerPad));
  }

  /** The bytes are good until the next call. */
  digest(message: Uint8Array): Uint8Array {
    this.inner._cloneInto(this.scratch).update(message).digestInto(this.middle);
    this.outer._cloneInto(this.scratch).update(this.middle).digestInto(this.out);
    return this.out;
  }

  hexOf(text: string): string {
    return encodeHex(this.digest(encodeUtf8(text)));
  }
}

/** SHA-1 of a salt and a text. */
export class SaltedDigest {
  private readonly salted: ReturnType<typeof sha1.create>;
  private readonly scratch = sha1.create();
  private readonly out = new Uint8Array(sha1Length);

  constructor(salt: string) {
    this.salted = sha1.create().update(encodeUtf8(salt));
  }

  hexOf(text: string): string {
    this.salted._cloneInto(this.scratch).update(encodeUtf8(text)).digestInto(this.out);
    return encodeHex(this.out);
  }
}
