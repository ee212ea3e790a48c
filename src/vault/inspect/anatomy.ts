/** A token's bytes, taken apart: which of them mean what. Nothing is looked up; a batch token is opened with the barrier's key. */
import {
  decodeBase64Url,
  decodeUtf8,
  encodeHex,
  encodeUtf8,
  formatRfc3339,
  NS_PER_SECOND,
  protobufSigned,
  readProtobuf,
  readProtobufStringEntry,
  type ProtobufField,
} from "../../lib/index.ts";
import { portableAesGcm } from "../token/aes-gcm.ts";
import { open, sealedParts, type KeyringState } from "../token/keyring.ts";
import { isBatchToken, isSignedToken, serviceTokenPrefix, type TokenSigner } from "../token/signed-token.ts";

/** A run of bytes with a meaning. `from` and `to` count in `TokenAnatomy.hex`'s bytes; the same number means that it takes none. */
export interface BytePart {
  /** Vault's own name for the field, dotted where it is inside another. */
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** `frame`: protobuf's tags and lengths. */
  readonly kind: "frame" | "version" | "proof" | "random" | "prefix" | "sealed" | "entry" | "absent";
  /** What the bytes say, for people. */
  readonly value: string;
}

export interface TokenAnatomy {
  /**
   * `signed`: a service token, signed around its inner id. `plain`: an inner id itself, as root tokens are. `given`: chosen by who
   * made it. `batch`: its own entry, sealed.
   */
  readonly form: "signed" | "plain" | "given" | "batch";
  /** What stands before the encoded bytes. */
  readonly prefix: string;
  /** The bytes behind the prefix; those of the characters themselves where they encode nothing. */
  readonly hex: string;
  /** In order, without gaps, but for those that take no bytes. */
  readonly parts: readonly BytePart[];
  /** The entry inside a batch token, field by field: where in the sealed bytes each lies, for the cipher keeps places. */
  readonly opened: readonly BytePart[] | undefined;
  /** `locked`: the barrier is sealed, so nobody has the key. */
  readonly soundness: "sound" | "forged" | "malformed" | "locked";
}

export function anatomyOf(
  token: string,
  keys: { readonly signer: TokenSigner; readonly keyring: KeyringState | undefined },
): TokenAnatomy {
  if (isBatchToken(token)) return batchAnatomy(token, keys.keyring);
  if (isSignedToken(token)) return signedAnatomy(token, keys.signer);
  return plainAnatomy(token);
}

function plainAnatomy(token: string): TokenAnatomy {
  const prefix = token.startsWith(serviceTokenPrefix) ? serviceTokenPrefix : "";
  const rest = token.slice(prefix.length);
  const bytes = encodeUtf8(rest);
  const part: BytePart = {
    name: prefix === "" ? "id" : "random",
    from: 0,
    to: bytes.length,
    kind: "random",
    value: rest,
  };
  return {
    form: prefix === "" ? "given" : "plain",
    prefix,
    hex: encodeHex(bytes),
    parts: [part],
    opened: undefined,
    soundness: "sound",
  };
}

// ---- hvs.: SignedToken { token_version = 1; hmac = 2; token = 3 }, Token { random = 1; local_index = 2; index_epoch = 3 }

function signedAnatomy(token: string, signer: TokenSigner): TokenAnatomy {
  const bytes = decodeBase64Url(token.slice(serviceTokenPrefix.length));
  const fields = bytes === undefined ? undefined : readProtobuf(bytes);
  if (bytes === undefined || fields === undefined) return { ...plainAnatomy(token), soundness: "malformed" };
  const checked = signer.check(token);
  return {
    form: "signed",
    prefix: serviceTokenPrefix,
    hex: encodeHex(bytes),
    parts: fields.flatMap((field) => signedParts(field)),
    opened: undefined,
    soundness: checked.ok ? "sound" : checked.reason,
  };
}

function signedParts(field: ProtobufField): BytePart[] {
  if (field.field === 1 && field.wireType === 0) {
    return [{ name: "token_version", from: field.from, to: field.to, kind: "version", value: String(field.value) }];
  }
  if (field.wireType !== 2) return [strange(field)];
  const start = field.to - field.value.length;
  const frame: BytePart = { name: "frame", from: field.from, to: start, kind: "frame", value: frameText(field) };
  if (field.field === 2) {
    return [frame, { name: "hmac", from: start, to: field.to, kind: "proof", value: encodeHex(field.value) }];
  }
  const inner = field.field === 3 ? readProtobuf(field.value) : undefined;
  if (inner === undefined) return [frame, strange(field)];
  return [frame, ...inner.flatMap((each) => innerParts(each, start)), ...absentIndexes(inner, field.to)];
}

function innerParts(field: ProtobufField, base: number): BytePart[] {
  const [from, to] = [base + field.from, base + field.to];
  if (field.wireType !== 2) {
    const name = field.field === 2 ? "token.local_index" : "token.index_epoch";
    return [{ name, from, to, kind: "version", value: String(field.value) }];
  }
  const id = decodeUtf8(field.value);
  const start = to - field.value.length;
  const random = id.startsWith(serviceTokenPrefix) ? start + serviceTokenPrefix.length : start;
  return [
    { name: "frame", from, to: start, kind: "frame", value: frameText(field) },
    ...(random > start
      ? [{ name: "token.random", from: start, to: random, kind: "prefix", value: serviceTokenPrefix } as const]
      : []),
    { name: "token.random", from: random, to, kind: "random", value: id.slice(random - start) },
  ];
}

/** Numbers of zero take no byte in protobuf. */
function absentIndexes(inner: readonly ProtobufField[], at: number): BytePart[] {
  const named: readonly (readonly [number, string])[] = [
    [2, "token.local_index"],
    [3, "token.index_epoch"],
  ];
  return named
    .filter(([number]) => !inner.some(({ field }) => field === number))
    .map(([, name]) => ({ name, from: at, to: at, kind: "absent", value: "0" }));
}

function frameText(field: ProtobufField): string {
  const length = field.wireType === 2 ? field.value.length : 0;
  return `field ${field.field}, ${length} bytes`;
}

function strange(field: ProtobufField): BytePart {
  return { name: `field ${field.field}`, from: field.from, to: field.to, kind: "frame", value: "" };
}

// ---- hvb.: the barrier's own form, around a pb.TokenEntry

function batchAnatomy(token: string, keyring: KeyringState | undefined): TokenAnatomy {
  const dot = token.indexOf(".") + 1;
  const bytes = decodeBase64Url(token.slice(dot));
  const sealed = bytes === undefined ? undefined : sealedParts(bytes);
  if (bytes === undefined || sealed === undefined) return { ...plainAnatomy(token), soundness: "malformed" };
  const { term, version, nonceAt, ciphertextAt, tagAt } = sealed;
  const plaintext = keyring === undefined ? undefined : open(portableAesGcm, keyring, bytes);
  const fields = plaintext === undefined ? undefined : readProtobuf(plaintext);
  const hexOf = (from: number, to: number): string => encodeHex(bytes.subarray(from, to));
  return {
    form: "batch",
    prefix: token.slice(0, dot),
    hex: encodeHex(bytes),
    parts: [
      { name: "key term", from: 0, to: nonceAt - 1, kind: "version", value: String(term) },
      { name: "version", from: nonceAt - 1, to: nonceAt, kind: "version", value: String(version) },
      { name: "nonce", from: nonceAt, to: ciphertextAt, kind: "random", value: hexOf(nonceAt, ciphertextAt) },
      { name: "ciphertext", from: ciphertextAt, to: tagAt, kind: "sealed", value: `${tagAt - ciphertextAt} bytes` },
      { name: "tag", from: tagAt, to: bytes.length, kind: "proof", value: hexOf(tagAt, bytes.length) },
    ],
    opened: fields?.map((field) => entryPart(field, ciphertextAt)),
    soundness: keyring === undefined ? "locked" : fields === undefined ? "forged" : "sound",
  };
}

const entryNames: Readonly<Record<number, string>> = {
  3: "parent",
  4: "policies",
  5: "path",
  6: "meta",
  7: "display_name",
  9: "creation_time",
  10: "ttl",
  12: "role",
  14: "entity_id",
  15: "bound_cidrs",
  16: "namespace_id",
  18: "type",
  19: "internal_meta",
  20: "inline_policy",
  21: "no_identity_policies",
};
const maps: ReadonlySet<number> = new Set([6, 19]);

function entryPart(field: ProtobufField, base: number): BytePart {
  const name = entryNames[field.field] ?? `field ${field.field}`;
  return { name, from: base + field.from, to: base + field.to, kind: "entry", value: entryText(field) };
}

function entryText(field: ProtobufField): string {
  if (field.wireType === 2) {
    if (!maps.has(field.field)) return decodeUtf8(field.value);
    return (readProtobufStringEntry(field.value) ?? []).join("=");
  }
  const value = protobufSigned(field.value);
  if (field.field === 9) return formatRfc3339(value * NS_PER_SECOND);
  if (field.field === 10) return `${Number(value) / 1e9}s`;
  if (field.field === 18) return value === 2n ? "batch" : String(value);
  return field.field === 21 ? String(value !== 0n) : String(value);
}
