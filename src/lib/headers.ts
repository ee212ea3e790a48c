import { encodeBase64 } from "./base64.ts";
import { decodeUtf8, encodeUtf8, wellFormed } from "./bytes.ts";
import type { HttpHeaders } from "./types.ts";

const ASCII = /^[\u0020-\u007e\t]*$/;

/**
 * Headers as they are sent: names in lower case and in order, blanks around a value gone, values of one name joined.
 */
export function httpHeaders(pairs: Iterable<readonly [name: string, value: string]>): HttpHeaders {
  const headers = new Map<string, string>();
  for (const [name, value] of pairs) {
    const key = name.toLowerCase();
    const sent = wellFormed(value.replace(/^[\t ]+|[\t ]+$/g, ""));
    const before = headers.get(key);
    headers.set(key, before === undefined ? sent : `${before}, ${sent}`);
  }
  return Object.fromEntries([...headers].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The value of an Authorization header: the colon is added where there is no password. */
export function basicAuth(user: string): string {
  return `Basic ${encodeBase64(encodeUtf8(user.includes(":") ? user : `${user}:`))}`;
}

/** The value of an answer's header, whatever the case of its name. */
export function headerOf(headers: HttpHeaders, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return Object.entries(headers).find(([each]) => each.toLowerCase() === wanted)?.[1];
}

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
