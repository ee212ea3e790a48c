import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  formatGoDuration,
  formatGoTime,
  formatGoValue,
  formatHumanSeconds,
  formatMultierror,
  formatRfc3339Nano,
  parseGoDuration,
  parseGoJson,
  parseRfc3339,
  parseVaultSeconds,
  quoteGo,
  writeGoJson,
} from "./index.ts";

describe("durations", () => {
  test.each([
    ["60", 60],
    ["2d", 172_800],
    ["1h30m", 5400],
    ["", 0],
    [60, 60],
    [null, 0],
  ])("Vault takes %j for a span", (value, seconds) => {
    expect(parseVaultSeconds(value)).toEqual({ ok: true, seconds });
  });

  test.each([
    ["x", 'time: invalid duration "x"'],
    ["1.5", 'time: missing unit in duration "1.5"'],
    ["1y", 'time: unknown unit "y" in duration "1y"'],
    ["1hd", 'strconv.ParseInt: parsing "1h": invalid syntax'],
    [true, "could not parse duration from input"],
  ])("%j is refused with Go's words", (value, error) => {
    expect(parseVaultSeconds(value)).toEqual({ ok: false, error });
  });

  test("what Go prints of a span it also reads", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n) + 1n, max: 2n ** 63n - 1n }), (ns) => {
        expect(parseGoDuration(formatGoDuration(ns))).toEqual({ ok: true, ns });
      }),
    );
  });

  test.each([
    [2_764_800, "768h"],
    [5400, "1h30m"],
    [86_399, "23h59m59s"],
    [0, "0s"],
    [3601, "1h1s"],
  ])("the program shortens %d seconds to %s", (seconds, text) => {
    expect(formatHumanSeconds(seconds)).toBe(text);
  });
});

describe("instants", () => {
  test("an instant is printed with the decimals it has", () => {
    expect(formatRfc3339Nano(1_795_471_956_039_800_000n)).toBe("2026-11-23T22:12:36.0398Z");
    expect(formatGoTime(1_795_471_956_000_000_000n)).toBe("2026-11-23 22:12:36 +0000 UTC");
  });

  test("a printed instant reads back, and is the one that JavaScript prints", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -62_135_596_800_000n, max: 253_402_300_799_999n }), (ms) => {
        const ns = ms * 1_000_000n;
        expect(parseRfc3339(formatRfc3339Nano(ns))).toBe(ns);
        expect(formatRfc3339Nano(ns).slice(0, 19)).toBe(new Date(Number(ms)).toISOString().slice(0, 19));
      }),
    );
  });

  test("offsets are taken, impossible dates are not", () => {
    expect(parseRfc3339("2026-11-23T22:12:36+01:00")).toBe(parseRfc3339("2026-11-23T21:12:36Z"));
    expect(parseRfc3339("2026-02-29T00:00:00Z")).toBeUndefined();
  });
});

describe("JSON as Go has it", () => {
  test("parses what JSON.stringify writes, to the same value", () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = JSON.stringify(value);
        const parsed = parseGoJson(text);
        expect(parsed.ok && JSON.parse(writeGoJson(parsed.value))).toEqual(JSON.parse(text));
      }),
    );
  });

  test("numbers keep their text", () => {
    const parsed = parseGoJson('{"a":1.0,"b":12345678901234567890,"c":1e3,"d":7}');
    expect(parsed.ok && writeGoJson(parsed.value)).toBe('{"a":1.0,"b":12345678901234567890,"c":1e3,"d":7}');
  });

  test.each([
    ["", "unexpected end of JSON input", "EOF"],
    ['{"a":', "unexpected end of JSON input", "unexpected EOF"],
    ["x", "invalid character 'x' looking for beginning of value", undefined],
    ["{'a'}", "invalid character '\\'' looking for beginning of object key string", undefined],
    ['{"a" 1}', "invalid character '1' after object key", undefined],
    ["[1 2]", "invalid character '2' after array element", undefined],
    ["nul ", "invalid character ' ' in literal null (expecting 'l')", undefined],
    ["é", "invalid character 'Ã' looking for beginning of value", undefined],
  ])("%j is refused with Go's words", (text, error, streamError) => {
    expect(parseGoJson(text)).toEqual({ ok: false, error });
    expect(parseGoJson(text, { stream: true })).toEqual({ ok: false, error: streamError ?? error });
  });

  test("maps are sorted by bytes, structs keep their order, HTML is escaped where asked", () => {
    const value = { z: 1, a: { "10": "<", "2": "&" } };
    expect(writeGoJson(value)).toBe('{"a":{"10":"\\u003c","2":"\\u0026"},"z":1}');
    expect(writeGoJson(value, { structsAt: [""], escapeHtml: false })).toBe('{"z":1,"a":{"10":"<","2":"&"}}');
    const within = { b: [{ z: 1, a: 2 }], a: { z: { z: 1, a: 2 }, a: { z: 1, a: 2 } } };
    expect(writeGoJson(within, { structsAt: ["b.*", "a.*", "*.z"] })).toBe(
      '{"a":{"a":{"z":1,"a":2},"z":{"z":1,"a":2}},"b":[{"z":1,"a":2}]}',
    );
    expect(writeGoJson(within, { structsAt: ["a.x", "*.z"] })).toBe(
      '{"a":{"a":{"a":2,"z":1},"z":{"z":1,"a":2}},"b":[{"a":2,"z":1}]}',
    );
    expect(writeGoJson({ a: [1, {}] }, { indent: "  " })).toBe('{\n  "a": [\n    1,\n    {}\n  ]\n}');
  });
});

test("values, quotes and errors print as Go prints them", () => {
  expect(formatGoValue({ b: [1, "x"], a: null })).toBe("map[a:<nil> b:[1 x]]");
  expect(quoteGo('a"\n\x01é\u200b')).toBe('"a\\"\\n\\x01é\\u200b"');
  expect(formatMultierror(["permission denied"])).toBe("1 error occurred:\n\t* permission denied\n\n");
  expect(formatMultierror(["a", "b"])).toBe("2 errors occurred:\n\t* a\n\t* b\n\n");
});
