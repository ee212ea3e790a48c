/** AES-256-GCM by the machine's own instructions. */
import { createCipheriv, createDecipheriv } from "node:crypto";
import type { AesGcm } from "../../vault/index.ts";

const algorithm = "aes-256-gcm";
const tagLength = 16;

export const nativeAesGcm: AesGcm = {
  encrypt(key, nonce, plaintext) {
    const cipher = createCipheriv(algorithm, key, nonce);
    const sealed = new Uint8Array(plaintext.length + tagLength);
    sealed.set(cipher.update(plaintext));
    cipher.final();
    sealed.set(cipher.getAuthTag(), plaintext.length);
    return sealed;
  },
  decrypt(key, nonce, sealed) {
    const length = sealed.length - tagLength;
    if (length < 0) return undefined;
    const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagLength });
    decipher.setAuthTag(sealed.subarray(length));
    const plaintext = decipher.update(sealed.subarray(0, length));
    try {
      decipher.final();
    } catch {
      return undefined;
    }
    return plaintext;
  },
};
