import { decodeBase64 } from "../../../lib/index.ts";

/** The bytes of a base64 text, or Go's words for where it ends to be one. */
export function decodeGoBase64(text: string): Uint8Array | string {
  const decoded = decodeBase64(text);
  if (decoded !== undefined) return decoded;
  const bad = text.search(/[^A-Za-z0-9+/]/);
  return `illegal base64 data at input byte ${bad < 0 ? text.length - (text.length % 4) : bad}`;
}
