import { asciiCodes, textOfAscii } from "./bytes.ts";

const standardDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const urlDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const standardValues = digitValues(standardDigits);
const urlValues = digitValues(urlDigits);

/** Standard alphabet, padded. */
export function encodeBase64(bytes: Uint8Array): string {
  const text = encode(bytes, standardDigits);
  return text + "=".repeat((4 - (text.length % 4)) % 4);
}

/** Standard alphabet; padding is required, line breaks are passed over as Go does. Undefined where it is not base64. */
export function decodeBase64(text: string): Uint8Array | undefined {
  const joined = text.replace(/[\r\n]/g, "");
  if (joined.length % 4 !== 0) return undefined;
  return decode(joined.replace(/={1,2}$/, ""), standardValues);
}

/** URL alphabet, no padding (Go: base64.RawURLEncoding). */
export function encodeBase64Url(bytes: Uint8Array): string {
  return encode(bytes, urlDigits);
}

/** URL alphabet, no padding. Undefined where it is not that. */
export function decodeBase64Url(text: string): Uint8Array | undefined {
  return decode(text.replace(/[\r\n]/g, ""), urlValues);
}

/** Where Go's decoder stops in what is not base64 of the URL alphabet, without padding; undefined where it does not. */
export function illegalBase64UrlAt(ascii: Uint8Array): number | undefined {
  const digits = ascii.filter((code) => code !== 10 && code !== 13);
  const bad = ascii.findIndex((code) => code !== 10 && code !== 13 && (urlValues[code] ?? -1) < 0);
  if (bad >= 0) return bad;
  return digits.length % 4 === 1 ? ascii.length - 1 : undefined;
}

function encode(bytes: Uint8Array, digits: string): string {
  const length = Math.ceil((bytes.length * 4) / 3);
  const codes = asciiCodes(length);
  let at = 0;
  for (let index = 0; index < bytes.length; index += 3) {
    const left = bytes.length - index;
    const group = ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
    codes[at++] = digits.charCodeAt(group >> 18);
    codes[at++] = digits.charCodeAt((group >> 12) & 63);
    if (left > 1) codes[at++] = digits.charCodeAt((group >> 6) & 63);
    if (left > 2) codes[at++] = digits.charCodeAt(group & 63);
  }
  return textOfAscii(codes, length);
}

function decode(text: string, values: Int8Array): Uint8Array | undefined {
  if (text.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let at = 0;
  let bits = 0;
  let held = 0;
  for (let index = 0; index < text.length; index++) {
    const value = values[text.charCodeAt(index)] ?? -1;
    if (value < 0) return undefined;
    bits = ((bits << 6) | value) & 0xfffff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[at++] = (bits >> held) & 0xff;
    }
  }
  return bytes;
}

/** Values of digits by character code; -1 for what is no digit. */
function digitValues(digits: string): Int8Array {
  const values = new Int8Array(128).fill(-1);
  for (let value = 0; value < digits.length; value++) values[digits.charCodeAt(value)] = value;
  return values;
}
