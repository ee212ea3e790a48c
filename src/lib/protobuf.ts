import { decodeUtf8, encodeUtf8 } from "./bytes.ts";

/** Enough for most messages; one that needs more gets it. */
const firstRoom = 256;
const longestVarint = 10;

/** Writes a protocol buffer message field by field. Fields of zero value are left out, as proto3 does. */
export class ProtobufWriter {
  private room = new Uint8Array(firstRoom);
  private length = 0;

  /** The message; nothing is written after it. */
  finish(): Uint8Array {
    return this.room.subarray(0, this.length);
  }

  /** int32, int64, uint32, uint64, enum. A negative one takes ten bytes. */
  varint(field: number, value: number | bigint): this {
    if (value === 0 || value === 0n) return this;
    this.need(2 * longestVarint);
    this.putTag(field, 0);
    if (typeof value === "number" && value > 0 && value <= Number.MAX_SAFE_INTEGER) this.putSmall(value);
    else this.putLarge(BigInt.asUintN(64, BigInt(value)));
    return this;
  }

  bool(field: number, value: boolean): this {
    return this.varint(field, value ? 1 : 0);
  }

  /** fixed64 or sfixed64, little-endian. */
  fixed64(field: number, value: bigint): this {
    if (value === 0n) return this;
    this.need(longestVarint + 8);
    this.putTag(field, 1);
    new DataView(this.room.buffer).setBigUint64(this.length, BigInt.asUintN(64, value), true);
    this.length += 8;
    return this;
  }

  /** fixed32 or sfixed32, little-endian. */
  fixed32(field: number, value: number): this {
    if (value === 0) return this;
    this.need(longestVarint + 4);
    this.putTag(field, 5);
    new DataView(this.room.buffer).setInt32(this.length, value | 0, true);
    this.length += 4;
    return this;
  }

  bytes(field: number, value: Uint8Array): this {
    return value.length === 0 ? this : this.message(field, value);
  }

  string(field: number, value: string): this {
    return value === "" ? this : this.message(field, encodeUtf8(value));
  }

  /** Every element is written, empty ones too. */
  strings(field: number, values: readonly string[]): this {
    for (const value of values) this.message(field, encodeUtf8(value));
    return this;
  }

  /** An embedded message already written; an empty one is written too. */
  message(field: number, value: Uint8Array): this {
    this.need(2 * longestVarint + value.length);
    this.putTag(field, 2);
    this.putSmall(value.length);
    this.room.set(value, this.length);
    this.length += value.length;
    return this;
  }

  /** map<string, string>, in the order given. */
  stringMap(field: number, entries: Iterable<readonly [string, string]>): this {
    for (const [key, value] of entries) {
      this.message(field, new ProtobufWriter().string(1, key).string(2, value).finish());
    }
    return this;
  }

  private need(bytes: number): void {
    if (this.length + bytes <= this.room.length) return;
    const larger = new Uint8Array(2 * (this.length + bytes));
    larger.set(this.room.subarray(0, this.length));
    this.room = larger;
  }

  private putTag(field: number, wireType: number): void {
    this.putSmall(field * 8 + wireType);
  }

  /** A whole number from 0 on that a double holds. */
  private putSmall(value: number): void {
    let left = value;
    while (left > 127) {
      this.room[this.length++] = (left % 128) | 128;
      left = Math.floor(left / 128);
    }
    this.room[this.length++] = left;
  }

  private putLarge(value: bigint): void {
    let left = value;
    for (; left > 127n; left >>= 7n) this.room[this.length++] = Number(left & 127n) | 128;
    this.room[this.length++] = Number(left);
  }
}

/** One field as it stands on the wire, its tag at byte `from`, its last byte before `to`. Numbers are unsigned. */
export type ProtobufField = { readonly field: number; readonly from: number; readonly to: number } & (
  | { readonly wireType: 0 | 1 | 5; readonly value: bigint }
  | { readonly wireType: 2; readonly value: Uint8Array }
);

/** The fields of a message in order; undefined where the bytes are not a message. */
export function readProtobuf(bytes: Uint8Array): readonly ProtobufField[] | undefined {
  const fields: ProtobufField[] = [];
  let at = 0;
  while (at < bytes.length) {
    const from = at;
    const key = decodeVarint(bytes, at);
    if (key === undefined) return undefined;
    at = key.end;
    const field = Number(key.value >> 3n);
    const wireType = Number(key.value & 7n);
    if (field === 0) return undefined;
    if (wireType === 0) {
      const number = decodeVarint(bytes, at);
      if (number === undefined) return undefined;
      at = number.end;
      fields.push({ field, from, to: at, wireType, value: number.value });
    } else if (wireType === 1 || wireType === 5) {
      const width = wireType === 1 ? 8 : 4;
      if (at + width > bytes.length) return undefined;
      at += width;
      fields.push({ field, from, to: at, wireType, value: littleEndian(bytes.subarray(at - width, at)) });
    } else if (wireType === 2) {
      const length = decodeVarint(bytes, at);
      if (length === undefined || length.value > BigInt(bytes.length - length.end)) return undefined;
      at = length.end + Number(length.value);
      fields.push({ field, from, to: at, wireType, value: bytes.subarray(length.end, at) });
    } else {
      return undefined;
    }
  }
  return fields;
}

/** The signed 64-bit value of a varint (int64, int32, enum). */
export function protobufSigned(value: bigint): bigint {
  return BigInt.asIntN(64, value);
}

/** The key and value of a map<string, string> entry. */
export function readProtobufStringEntry(bytes: Uint8Array): readonly [string, string] | undefined {
  const fields = readProtobuf(bytes);
  if (fields === undefined) return undefined;
  let key = "";
  let value = "";
  for (const each of fields) {
    if (each.wireType !== 2) continue;
    if (each.field === 1) key = decodeUtf8(each.value);
    if (each.field === 2) value = decodeUtf8(each.value);
  }
  return [key, value];
}

function decodeVarint(bytes: Uint8Array, start: number): { value: bigint; end: number } | undefined {
  let value = 0n;
  for (let index = 0; index < 10; index++) {
    const byte = bytes[start + index];
    if (byte === undefined) return undefined;
    value |= BigInt(byte & 127) << BigInt(7 * index);
    if (byte < 128) return { value: BigInt.asUintN(64, value), end: start + index + 1 };
  }
  return undefined;
}

function littleEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (let index = bytes.length - 1; index >= 0; index--) value = (value << 8n) | BigInt(bytes[index] ?? 0);
  return value;
}
