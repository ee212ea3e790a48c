/** AES-256-GCM, which batch tokens are sealed with. */
import { gcm } from "@noble/ciphers/aes.js";

/** Whoever runs the engine may bring one that is faster where it runs; the bytes are the same. */
export interface AesGcm {
  /** The ciphertext and its tag of 16 bytes. */
  encrypt(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array): Uint8Array;
  /** The plaintext, or undefined where a bit of what `encrypt` made is another. */
  decrypt(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array): Uint8Array | undefined;
}

/** In JavaScript alone: runs anywhere. */
export const portableAesGcm: AesGcm = {
  encrypt: (key, nonce, plaintext) => gcm(key, nonce).encrypt(plaintext),
  decrypt(key, nonce, sealed) {
    try {
      return gcm(key, nonce).decrypt(sealed);
    } catch {
      return undefined;
    }
  },
};
