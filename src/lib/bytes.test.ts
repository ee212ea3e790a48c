import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compareUtf8,
  decodeBase64,
  decodeBase64Url,
  decodeHex,
  decodeUtf8,
  encodeBase64,
  encodeBase64Url,
  encodeHex,
  encodeUtf8,
  ManualClock,
  ProtobufWriter,
  randomBase62,
  randomUuid,
  readProtobuf,
  SeededRandom,
} from "./index.ts";

describe("bytes and texts", () => {
  test("hex, base64 and base64url give back what they were given, as Node writes them", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(encodeBase64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
        expect(encodeBase64Url(bytes)).toBe(Buffer.from(bytes).toString("base64url"));
        expect(decodeHex(encodeHex(bytes))).toEqual(bytes);
        expect(decodeBase64(encodeBase64(bytes))).toEqual(bytes);
        expect(decodeBase64Url(encodeBase64Url(bytes))).toEqual(bytes);
      }),
    );
  });

  test("what is no base64 or hex is undefined", () => {
    expect(decodeBase64("a")).toBeUndefined();
    expect(decodeBase64("ab-_")).toBeUndefined();
    expect(decodeBase64Url("ab+/")).toBeUndefined();
    expect(decodeHex("0g")).toBeUndefined();
  });

  test("texts are ordered by their UTF-8 bytes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (a, b) => {
        expect(Math.sign(compareUtf8(a, b))).toBe(Buffer.compare(encodeUtf8(a), encodeUtf8(b)));
      }),
    );
  });

  test("a protocol buffer message reads back field by field", () => {
    const bytes = new ProtobufWriter().string(1, "é").varint(2, -1).bool(3, true).fixed64(4, 7n).strings(5, ["", "a"]);
    const fields = readProtobuf(bytes.finish()) ?? [];
    expect(fields.map((each) => each.field)).toEqual([1, 2, 3, 4, 5, 5]);
    expect(fields[1]?.value).toBe(2n ** 64n - 1n);
    expect(fields[0]?.wireType === 2 && decodeUtf8(fields[0].value)).toBe("é");
    expect(readProtobuf(Uint8Array.of(10, 5, 1))).toBeUndefined();
  });
});

describe("random and clock", () => {
  test("the same seed gives the same bytes, another seed others", () => {
    expect(new SeededRandom("a").bytes(64)).toEqual(new SeededRandom("a").bytes(64));
    expect(new SeededRandom("a").bytes(64)).not.toEqual(new SeededRandom("b").bytes(64));
  });

  test("after restore the same bytes follow", () => {
    const random = new SeededRandom("seed");
    random.bytes(5);
    const state = random.state();
    const first = random.bytes(33);
    random.restore(state);
    expect(random.bytes(33)).toEqual(first);
  });

  test("base62 uses all its 62 characters about equally", () => {
    const text = randomBase62(new SeededRandom("spread"), 62_000);
    const counts = new Map<string, number>();
    for (const each of text) counts.set(each, (counts.get(each) ?? 0) + 1);
    expect(counts.size).toBe(62);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(200);
  });

  test("a UUID has five groups of hexadecimal digits", () => {
    expect(randomUuid(new SeededRandom("u"))).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  test("a clock never goes back", () => {
    const clock = new ManualClock(10n);
    clock.set(5n);
    clock.advance(-3n);
    expect(clock.nowNs()).toBe(10n);
    clock.advance(1n);
    expect(clock.nowNs()).toBe(11n);
  });
});
