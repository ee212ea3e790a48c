const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Up to this length a loop over ASCII beats the call into the platform. */
const shortText = 256;

/** UTF-8 bytes of a text; a lone surrogate becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  if (text.length > shortText) return encoder.encode(text);
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < bytes.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 127) return encoder.encode(text);
    bytes[index] = code;
  }
  return bytes;
}

/** As it is after a way as UTF-8: a lone surrogate becomes U+FFFD. */
export function wellFormed(text: string): string {
  return /[\ud800-\udfff]/.test(text) ? decodeUtf8(encodeUtf8(text)) : text;
}

/** Text of UTF-8 bytes; whatever is not UTF-8 becomes U+FFFD. */
export function decodeUtf8(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

const hexDigits = "0123456789abcdef";

export function encodeHex(bytes: Uint8Array): string {
  const length = bytes.length * 2;
  const codes = asciiCodes(length);
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0;
    codes[index * 2] = hexDigits.charCodeAt(byte >> 4);
    codes[index * 2 + 1] = hexDigits.charCodeAt(byte & 15);
  }
  return textOfAscii(codes, length);
}

const sharedCodes = new Uint8Array(256);

/** Room for the codes of a text, good until the next is asked for: an array of its own would cost more than the text. */
export function asciiCodes(length: number): Uint8Array {
  return length <= sharedCodes.length ? sharedCodes : new Uint8Array(length);
}

/** A browser keeps an account of every text that its decoder makes, for as long as that lives; of 300,000 that is 80 MB. Node does not. */
const keepsAccount = "WorkerGlobalScope" in globalThis;

/** Text of character codes below 128, in one piece: what is joined bit by bit keeps all its bits in memory. */
export function textOfAscii(codes: Uint8Array, length: number): string {
  const used = codes.subarray(0, length);
  return keepsAccount && length <= sharedCodes.length
    ? Reflect.apply(String.fromCharCode, undefined, used)
    : decoder.decode(used);
}

/** Undefined where the text is not pairs of hexadecimal digits. */
export function decodeHex(text: string): Uint8Array | undefined {
  if (text.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(text)) return undefined;
  const bytes = new Uint8Array(text.length / 2);
  for (let index = 0; index < bytes.length; index++) {
    bytes[index] = Number.parseInt(text.slice(index * 2, index * 2 + 2), 16);
  }
  return bytes;
}

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) {
    if (a[index] !== b[index]) return false;
  }
  return true;
}

/**
 * Orders texts by their UTF-8 bytes, as Go and Vault's storage do. JavaScript's own order differs where characters
 * beyond U+FFFF meet those of U+E000–U+FFFF.
 */
export function compareUtf8(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return bytewiseRank(left) - bytewiseRank(right);
  }
  return a.length - b.length;
}

/** Moves surrogates behind the rest of the basic plane, where their UTF-8 form is. */
function bytewiseRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
