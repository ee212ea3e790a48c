import { asciiCodes, encodeHex, textOfAscii } from "./bytes.ts";
import type { Random } from "./types.ts";

const base62Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** Bytes from here on would make the first digits likelier than the last, so they are drawn again. */
const firstUnfairByte = 256 - (256 % base62Digits.length);

/** `length` characters of 0-9A-Za-z, each equally likely (Vault: go-secure-stdlib/base62). */
export function randomBase62(random: Random, length: number): string {
  const codes = asciiCodes(length);
  let at = 0;
  while (at < length) {
    for (const byte of random.bytes(length - at + 2)) {
      if (byte >= firstUnfairByte || at === length) continue;
      codes[at++] = base62Digits.charCodeAt(byte % base62Digits.length);
    }
  }
  return textOfAscii(codes, length);
}

/** Sixteen random bytes in the form of a UUID, no version set (Vault: hashicorp/go-uuid). */
export function randomUuid(random: Random): string {
  const hex = encodeHex(random.bytes(16));
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
