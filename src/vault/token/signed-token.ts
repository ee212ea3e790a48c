/**
 * The form in which a service token is handed out: `hvs.` and the base64url of a signed protocol buffer message
 * around the inner id (Vault: server-side consistent tokens). Root tokens are handed out as their inner id.
 */
import { decodeBase64Url, decodeUtf8, encodeBase64Url, encodeUtf8, equalBytes, readProtobuf } from "../../lib/index.ts";
import { KeyedDigest } from "./keyed-digest.ts";
import { Remembered } from "./remembered.ts";

export const serviceTokenPrefix = "hvs.";
const legacyServiceTokenPrefix = "s.";
const batchTokenPrefixes = ["hvb.", "b."];

/** Characters of the random part of an id. */
export const tokenLength = 24;
const longestNamespaceSuffix = 6;

export type SignatureCheck =
  | { readonly ok: true; readonly innerId: string }
  | { readonly ok: false; readonly reason: "malformed" | "forged" };

export function isSignedToken(token: string): boolean {
  return (
    token.length > longestNamespaceSuffix + tokenLength + serviceTokenPrefix.length &&
    token.startsWith(serviceTokenPrefix)
  );
}

export function isServiceToken(token: string): boolean {
  return token.startsWith(serviceTokenPrefix) || token.startsWith(legacyServiceTokenPrefix);
}

export function isBatchToken(token: string): boolean {
  return batchTokenPrefixes.some((prefix) => token.startsWith(prefix));
}

// SignedToken { uint64 token_version = 1; bytes hmac = 2; bytes token = 3 }, Token { string random = 1; … }.
const signedHead = Uint8Array.of(0x08, 0x01, 0x12, 32);
const tokenTag = 0x1a;
const randomTag = 0x0a;

const signatureLength = 32;
const longestId = 127;
/** Where the signed part of the message begins. */
const tokenStart = signedHead.length + signatureLength + 2;

/** Enough for those who ask again and again. */
const rememberedChecks = 64;

export class TokenSigner {
  private readonly keyed: KeyedDigest;
  /** The message, but for what each token has of its own. */
  private readonly whole = new Uint8Array(tokenStart + 2 + longestId);
  private readonly checks = new Remembered(rememberedChecks, (token) => this.read(token));

  constructor(key: Uint8Array) {
    this.keyed = new KeyedDigest(key);
    this.whole.set(signedHead);
    this.whole[tokenStart - 2] = tokenTag;
    this.whole[tokenStart] = randomTag;
  }

  /** Ids are shorter than 128 bytes, so each length is one byte. */
  sign(innerId: string): string {
    const id = encodeUtf8(innerId);
    const { whole } = this;
    whole[tokenStart - 1] = id.length + 2;
    whole[tokenStart + 1] = id.length;
    whole.set(id, tokenStart + 2);
    const end = tokenStart + 2 + id.length;
    whole.set(this.keyed.digest(whole.subarray(tokenStart, end)), signedHead.length);
    return serviceTokenPrefix + encodeBase64Url(whole.subarray(0, end));
  }

  /** The inner id of what `sign` made. What does not even decode is taken as an inner id itself, as Vault does. */
  check(token: string): SignatureCheck {
    return this.checks.of(token);
  }

  private read(token: string): SignatureCheck {
    const bytes = decodeBase64Url(token.slice(serviceTokenPrefix.length));
    if (bytes === undefined) return { ok: true, innerId: token };
    const signed = readParts(bytes);
    if (signed === undefined) return { ok: false, reason: "malformed" };
    if (!equalBytes(this.keyed.digest(signed.token), signed.signature)) return { ok: false, reason: "forged" };
    const innerId = readRandom(signed.token);
    return innerId === undefined ? { ok: false, reason: "malformed" } : { ok: true, innerId };
  }
}

/** The inner id without a look at the signature; undefined where there is none to read. */
export function innerIdOf(token: string): string | undefined {
  if (!isSignedToken(token)) return token;
  const bytes = decodeBase64Url(token.slice(serviceTokenPrefix.length));
  const signed = bytes === undefined ? undefined : readParts(bytes);
  return signed === undefined ? undefined : readRandom(signed.token);
}

function readParts(bytes: Uint8Array): { readonly signature: Uint8Array; readonly token: Uint8Array } | undefined {
  const fields = readProtobuf(bytes);
  if (fields === undefined) return undefined;
  let signature = new Uint8Array();
  let token = new Uint8Array();
  for (const field of fields) {
    if (field.wireType !== 2) continue;
    if (field.field === 2) signature = Uint8Array.from(field.value);
    if (field.field === 3) token = Uint8Array.from(field.value);
  }
  return { signature, token };
}

function readRandom(token: Uint8Array): string | undefined {
  const fields = readProtobuf(token);
  if (fields === undefined) return undefined;
  const random = fields.find((field) => field.field === 1 && field.wireType === 2);
  return random?.wireType === 2 ? decodeUtf8(random.value) : "";
}
