/** Shares of the unseal key as they are typed. */
import { decodeBase64, decodeHex } from "../../../lib/index.ts";

/** How long one may be: a 128 or 256 bit key, a share's extra byte with it. */
const bytes = { least: 16, most: 33 } as const;

/** What the server says of a share that is none of its own. */
export const wrongShare =
  "unable to retrieve stored keys: invalid key: failed to decrypt keys from storage: error decrypting seal wrapped value\nerror decrypting using seal shamir: cipher: message authentication failed";

/** A share in hex or base64; undefined where it is neither. */
export function readShare(text: string): Uint8Array | undefined {
  const hex = decodeHex(text);
  const isShare = hex !== undefined && hex.length >= bytes.least && hex.length <= bytes.most;
  return isShare ? hex : decodeBase64(text);
}

export function whyNoShare(share: Uint8Array): string | undefined {
  if (share.length < bytes.least) return `invalid key: key is shorter than minimum ${bytes.least} bytes`;
  return share.length > bytes.most ? `invalid key: key is longer than maximum ${bytes.most} bytes` : undefined;
}
