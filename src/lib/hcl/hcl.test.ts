import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { HclNode } from "../index.ts";
import { formatHcl, parseHcl } from "../index.ts";

const pieces = fc.constantFrom(
  'path "a" {',
  "}",
  'x = ["r", 1, true]',
  "{",
  "[",
  "]",
  "=",
  ",",
  "\n",
  " ",
  "<<E\nx\nE\n",
  "# c\n",
  '"${',
  '"',
  "0x",
  "/*",
  "\\u12",
  "\0",
);
const garbage = fc.array(fc.oneof(pieces, fc.string()), { maxLength: 20 }).map((all) => all.join(""));

const literal = fc.constantFrom('"s"', "1", "true", "1.5", '""', '"é"');
const { item: items } = fc.letrec<{ value: string; item: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    literal,
    fc.array(literal, { maxLength: 3 }).map((all) => `[${all.join(",\n")}]`),
    fc.array(tie("item"), { maxLength: 3 }).map((all) => `{\n${all.join("")}}`),
  ),
  item: fc
    .tuple(fc.constantFrom("a", "bb", '"k"'), tie("value"), fc.constantFrom("\n", "\n\n"))
    .map(([key, value, end]) => `${key}   = ${value}${end}`),
}));
const wellFormed = fc.array(items, { maxLength: 4 }).map((all) => all.join(""));

/** What a text says, without where it says it. */
function meaning(node: HclNode): unknown {
  switch (node.kind) {
    case "literal":
      return node.token.text;
    case "list":
      return node.elements.map(meaning);
    case "object":
      return { object: node.list.items.map(meaning) };
    case "object-list":
      return node.items.map(meaning);
    default:
      return [node.keys.map((key) => key.text), meaning(node.value)];
  }
}

describe("parsing", () => {
  test("garbage is an error value and never throws", () => {
    fc.assert(
      fc.property(garbage, (text) => {
        const parsed = parseHcl(text);
        expect(parsed.ok || parsed.error.length > 0).toBe(true);
        formatHcl(text);
      }),
      { numRuns: 1000 },
    );
  });

  test("nesting without end is an error value", () => {
    expect(parseHcl("a {".repeat(100_000)).ok).toBe(false);
    expect(parseHcl(`a = ${"[".repeat(100_000)}`).ok).toBe(false);
    expect(parseHcl('{"a":'.repeat(100_000)).ok).toBe(false);
  });

  test.each([
    ['path "a"\n', "At 2:1: key 'path \"a\"' expected start of object ('{') or assignment ('=')"],
    ['path "a" {\n', "At 2:2: object expected closing RBRACE got: EOF"],
    ['path "x" { capabilities = ["read"\n', "At 2:1: error parsing list, expected comma or list end, got: EOF"],
    ["a = }", "At 1:5: Unknown token: 1:5 RBRACE }"],
    ['{"a": 01}', "1:8: numbers cannot start with 0"],
  ])("%j is refused with HCL's words", (text, error) => {
    expect(parseHcl(text)).toEqual({ ok: false, error });
  });
});

describe("printing", () => {
  test("a printed text says the same, and prints as itself", () => {
    fc.assert(
      fc.property(wellFormed, (text) => {
        const parsed = parseHcl(text);
        const printed = formatHcl(text);
        if (!parsed.ok || !printed.ok) throw new Error(`not well formed: ${text}`);
        const again = parseHcl(printed.text);
        expect(again.ok && meaning(again.file.root)).toEqual(meaning(parsed.file.root));
        expect(formatHcl(printed.text)).toEqual(printed);
      }),
      { numRuns: 500 },
    );
  });

  test("values on adjacent lines are aligned, comments stay, blocks stand apart", () => {
    const text = 'path   "a"   {capabilities=["read"]\n#c\n}\n\n\npath "b" {\na=1 # x\nbbb="y"\n}';
    expect(formatHcl(text)).toEqual({
      ok: true,
      text: 'path "a" {\n  capabilities = ["read"]\n\n  #c\n}\n\npath "b" {\n  a   = 1   # x\n  bbb = "y"\n}\n',
    });
  });

  test("lines of a heredoc are not indented", () => {
    const text = "a {\nb {\nc = <<E\n x\nE\n}\n}\n";
    expect(formatHcl(text)).toEqual({ ok: true, text: "a {\n  b {\n    c = <<E\n x\nE\n  }\n}\n" });
  });
});
