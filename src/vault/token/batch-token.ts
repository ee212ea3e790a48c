/** A batch token is its own entry, sealed: nothing about it is stored. */
import {
  decodeBase64Url,
  decodeUtf8,
  encodeBase64Url,
  ProtobufWriter,
  protobufSigned,
  readProtobuf,
  readProtobufStringEntry,
  type ProtobufField,
  type Random,
} from "../../lib/index.ts";
import type { TokenEntry } from "../logical/types.ts";
import type { AesGcm } from "./aes-gcm.ts";
import { Remembered } from "./remembered.ts";
import { open, seal, type KeyringState } from "./keyring.ts";
import { batchBodyOf } from "./unreadable-token.ts";

export const batchTokenPrefix = "hvb.";
const rootNamespace = "root";
const batchType = 2;
const nsPerSecond = 1_000_000_000;

type OpenedBatchToken =
  | { readonly ok: true; readonly entry: TokenEntry }
  | { readonly ok: false; readonly reason: "malformed" | "forged" };

/** Enough for the stages of one request, each of which asks what the token says. */
const rememberedTokens = 16;

/** Seals and opens batch tokens, and remembers the last few that it opened under the keys that opened them. */
export class BatchTokens {
  private readonly aesGcm: AesGcm;
  private keyring: KeyringState | undefined;
  private opened: Remembered<OpenedBatchToken> | undefined;

  constructor(aesGcm: AesGcm) {
    this.aesGcm = aesGcm;
  }

  /** The text of a token. */
  seal(entry: TokenEntry, keyring: KeyringState, random: Random): string {
    return batchTokenPrefix + encodeBase64Url(seal(this.aesGcm, keyring, encodeEntry(entry), random));
  }

  /** Reads one back. It says nothing about time or parents. */
  open(token: string, keyring: KeyringState): OpenedBatchToken {
    if (this.opened === undefined || this.keyring !== keyring) {
      this.opened = new Remembered(rememberedTokens, (text) => this.read(text, keyring));
      this.keyring = keyring;
    }
    return this.opened.of(token);
  }

  private read(token: string, keyring: KeyringState): OpenedBatchToken {
    const sealed = decodeBase64Url(batchBodyOf(token));
    if (sealed === undefined) return { ok: false, reason: "malformed" };
    const plaintext = open(this.aesGcm, keyring, sealed);
    if (plaintext === undefined) return { ok: false, reason: "forged" };
    const fields = readProtobuf(plaintext);
    return fields === undefined ? { ok: false, reason: "malformed" } : { ok: true, entry: decodeEntry(token, fields) };
  }
}

// pb.TokenEntry of Vault's plugin protocol; only what a batch token carries.
function encodeEntry(entry: TokenEntry): Uint8Array {
  const writer = new ProtobufWriter()
    .string(3, entry.parent)
    .strings(4, entry.policies)
    .string(5, entry.path)
    .stringMap(6, sortedEntries(entry.metadata))
    .string(7, entry.displayName)
    .varint(9, entry.creationTimeSeconds)
    .varint(10, nanoseconds(entry.ttlSeconds))
    .string(12, entry.role)
    .string(14, entry.entityId)
    .strings(15, entry.boundCidrs)
    .string(16, rootNamespace)
    .varint(18, batchType)
    .stringMap(19, sortedEntries(entry.internalMeta ?? null));
  if (entry.inlinePolicy !== undefined) writer.string(20, entry.inlinePolicy);
  if (entry.noIdentityPolicies === true) writer.bool(21, true);
  return writer.finish();
}

/** A plain number where it holds them all: it is written for less. */
function nanoseconds(seconds: number): number | bigint {
  const microseconds = Math.round(seconds * 1e6);
  const plain = microseconds * 1000;
  return Number.isSafeInteger(plain) ? plain : BigInt(microseconds) * 1000n;
}

function sortedEntries(map: Readonly<Record<string, string>> | null): [string, string][] {
  return map === null ? [] : Object.entries(map).toSorted(([left], [right]) => (left < right ? -1 : 1));
}

function decodeEntry(token: string, fields: readonly ProtobufField[]): TokenEntry {
  const text = (number: number): string => texts(number).at(-1) ?? "";
  const texts = (number: number): string[] =>
    fields.flatMap((field) => (field.field === number && field.wireType === 2 ? [decodeUtf8(field.value)] : []));
  const integer = (number: number): bigint => {
    const found = fields.find((field) => field.field === number && field.wireType === 0);
    return found?.wireType === 0 ? protobufSigned(found.value) : 0n;
  };
  const map = (number: number): Record<string, string> | null => {
    const entries = fields.flatMap((field) => {
      const entry = field.field === number && field.wireType === 2 ? readProtobufStringEntry(field.value) : undefined;
      return entry === undefined ? [] : [entry];
    });
    return entries.length === 0 ? null : Object.fromEntries(entries);
  };
  const entry: TokenEntry = {
    type: "batch",
    id: token,
    externalId: token,
    accessor: "",
    parent: text(3),
    policies: texts(4),
    path: text(5),
    metadata: map(6),
    displayName: text(7),
    numUses: 0,
    creationTimeSeconds: Number(integer(9)),
    ttlSeconds: Number(integer(10)) / nsPerSecond,
    explicitMaxTtlSeconds: 0,
    periodSeconds: 0,
    role: text(12),
    entityId: text(14),
    boundCidrs: texts(15),
    cubbyholeId: "",
  };
  const internalMeta = map(19);
  if (internalMeta !== null) entry.internalMeta = internalMeta;
  const inlinePolicy = text(20);
  if (inlinePolicy !== "") entry.inlinePolicy = inlinePolicy;
  if (integer(21) !== 0n) entry.noIdentityPolicies = true;
  return entry;
}
