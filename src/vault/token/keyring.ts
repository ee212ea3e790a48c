/** The barrier's encryption keys, by term. What is sealed says the term it was sealed in. */
import type { Random } from "../../lib/index.ts";
import type { AesGcm } from "./aes-gcm.ts";

/** As kept at `core/keyring`. Terms count from 1. */
export interface KeyringState {
  readonly activeTerm: number;
  readonly keys: readonly {
    readonly term: number;
    readonly key: Uint8Array;
    readonly installTimeNs: bigint;
    /** What the barrier had encrypted before it was put in use. */
    readonly encryptionsBefore: number;
  }[];
}

const keyLength = 32;
const nonceLength = 12;
const tagLength = 16;
const termLength = 4;
const cipherVersion = 2;
const headLength = termLength + 1;

export function newKeyring(random: Random, nowNs: bigint): KeyringState {
  return {
    activeTerm: 1,
    keys: [{ term: 1, key: random.bytes(keyLength), installTimeNs: nowNs, encryptionsBefore: 0 }],
  };
}

export function rotateKeyring(
  keyring: KeyringState,
  random: Random,
  nowNs: bigint,
  encryptionsBefore: number,
): KeyringState {
  const term = keyring.activeTerm + 1;
  return {
    activeTerm: term,
    keys: [...keyring.keys, { term, key: random.bytes(keyLength), installTimeNs: nowNs, encryptionsBefore }],
  };
}

/** Term (4 bytes), version (1), nonce (12), AES-256-GCM ciphertext and tag. */
export function seal(aesGcm: AesGcm, keyring: KeyringState, plaintext: Uint8Array, random: Random): Uint8Array {
  const active = keyOf(keyring, keyring.activeTerm);
  if (active === undefined) throw new Error("the active term has no key");
  const nonce = random.bytes(nonceLength);
  const ciphertext = aesGcm.encrypt(active, nonce, plaintext);
  const sealed = new Uint8Array(headLength + nonceLength + ciphertext.length);
  for (let at = 0; at < termLength; at++) sealed[at] = (keyring.activeTerm >>> (8 * (termLength - 1 - at))) & 0xff;
  sealed[termLength] = cipherVersion;
  sealed.set(nonce, headLength);
  sealed.set(ciphertext, headLength + nonceLength);
  return sealed;
}

/** Where the parts of what `seal` made begin; undefined where it is too short for them. */
export function sealedParts(sealed: Uint8Array):
  | {
      readonly term: number;
      readonly version: number;
      readonly nonceAt: number;
      readonly ciphertextAt: number;
      readonly tagAt: number;
    }
  | undefined {
  if (sealed.length < headLength + nonceLength + tagLength) return undefined;
  return {
    term: new DataView(sealed.buffer, sealed.byteOffset).getUint32(0),
    version: sealed[termLength] ?? 0,
    nonceAt: headLength,
    ciphertextAt: headLength + nonceLength,
    tagAt: sealed.length - tagLength,
  };
}

/** The plaintext, or undefined where a bit of it is not as it was sealed. */
export function open(aesGcm: AesGcm, keyring: KeyringState, sealed: Uint8Array): Uint8Array | undefined {
  if (sealed.length < headLength + nonceLength + tagLength || sealed[termLength] !== cipherVersion) return undefined;
  const term = new DataView(sealed.buffer, sealed.byteOffset).getUint32(0);
  const key = keyOf(keyring, term);
  if (key === undefined) return undefined;
  const nonce = sealed.subarray(headLength, headLength + nonceLength);
  return aesGcm.decrypt(key, nonce, sealed.subarray(headLength + nonceLength));
}

function keyOf(keyring: KeyringState, term: number): Uint8Array | undefined {
  return keyring.keys.find((key) => key.term === term)?.key;
}
