import { describe, expect, test } from "vitest";
import { jsonLines } from "./json-lines.ts";

const shown = (text: string) =>
  jsonLines(text)?.map(
    ({ depth, name, text }) => "  ".repeat(depth) + (name === undefined ? "" : `"${name}": `) + text,
  );

describe("JSON in lines", () => {
  test("is what JSON.stringify makes of it", () => {
    const value = { a: { b: [1, "two, {3}", null, []], c: {} }, 'd "e"': true, f: [{ g: 1 }, [2]] };
    expect(shown(JSON.stringify(value))?.join("\n")).toBe(
      JSON.stringify(value, null, 2).replace('"d \\"e\\""', '"d "e""'),
    );
  });
  test("a number keeps its digits", () => {
    expect(shown('{"n":1234567890123456789.10}\n')).toEqual(["{", '  "n": 1234567890123456789.10', "}"]);
  });
  test("each line says where it is", () => {
    expect(jsonLines('{"a":{"b":[{"c":1}]},"d":2}')?.map(({ path }) => path)).toEqual([
      "",
      "a",
      "a.b",
      "a.b.*",
      "a.b.*.c",
      "a.b.*",
      "a.b",
      "a",
      "d",
      "",
    ]);
  });
  test("a single value is a line; what is no JSON, or nests without end, has none", () => {
    expect(shown('"x"')).toEqual(['"x"']);
    expect([jsonLines(""), jsonLines('{"a":'), jsonLines("plain"), jsonLines("[".repeat(99) + "]".repeat(99))]).toEqual(
      [undefined, undefined, undefined, undefined],
    );
  });
});
