import { decodeUtf8, encodeUtf8 } from "./bytes.ts";

const ASCII = /^[\u0020-\u007e\t]*$/;

/** A header's text as fetch takes it: a character for each byte of its UTF-8, which is what goes over the wire. */
export function headerBytes(text: string): string {
  if (ASCII.test(text)) return text;
  return Array.from(encodeUtf8(text), (byte) => String.fromCharCode(byte)).join("");
}

/** What `headerBytes` made bytes of. */
export function headerText(bytes: string): string {
  if (ASCII.test(bytes)) return bytes;
  return decodeUtf8(Uint8Array.from(bytes, (character) => character.charCodeAt(0)));
}

/** Whether HTTP has such a name for a header. */
export function isHeaderName(name: string): boolean {
  return /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name);
}

/** Whether a header may hold it: no control character but the tab. */
export function isHeaderValue(value: string): boolean {
  return Array.from(value).every((character) => character === "\t" || (character >= " " && character !== "\u007f"));
}
