import { describe, expect, test } from "vitest";
import { exampleToken, exampleWorld } from "../shared/example-world.ts";
import { cellText, grantWords, selectHolders, TOKENS_SHOWN, whyText } from "./matrix.ts";
import { deleteCommand, FIRST_TEXT, problemsOf, writeCommand } from "./policy-text.ts";

describe("problems of a policy's text", () => {
  const places = (text: string) => problemsOf(text).map(({ line, from, to }) => [line, text.slice(from, to)]);
  test("none where the server would take it", () => {
    expect([problemsOf(""), problemsOf(FIRST_TEXT), problemsOf('{"path":{"a":{"capabilities":["read"]}}}')]).toEqual([
      [],
      [],
      [],
    ]);
  });
  test("a slip of syntax stands at its line and column", () => {
    const [problem] = problemsOf('path "a" {\n  capabilities = ["read"\n}\n');
    expect(problem?.line).toBeGreaterThan(1);
    expect(problem?.message).toContain("At ");
  });
  test("an unknown word stands at its line, each by itself", () => {
    expect(places('pth "a" {}\npath "b" {}\nrule "c" {}')).toEqual([
      [1, 'pth "a" {}'],
      [3, 'rule "c" {}'],
    ]);
  });
  test("a capability that is none stands at its path", () => {
    expect(places('path "a" {}\n\n  path "b" {\n  capabilities = ["fly"]\n}')).toEqual([[3, 'path "b" {']]);
  });
  test("of very many the first are placed, and the rest counted", () => {
    const problems = problemsOf("a=1\n".repeat(40_000));
    expect([problems.length, problems.at(-1)?.message]).toEqual([101, "39900 more like these"]);
  });
  test("a complaint that quotes the text is cut in its middle", () => {
    const [problem] = problemsOf("a".repeat(100_000));
    expect(problem?.message).toMatch(/^At 1:[^]*a…a[^]*expected start of object/);
    expect(problem?.message.length).toBeLessThan(500);
  });
});

describe("commands", () => {
  test("the text goes in a here-document whose end is not a line of it", () => {
    expect(writeCommand("ops", 'path "a" {}\n')).toBe("vault policy write ops - <<'EOF'\npath \"a\" {}\nEOF");
    expect(writeCommand("it's", "EOF")).toBe("vault policy write 'it'\\''s' - <<'EOFF'\nEOF\nEOFF");
    expect(deleteCommand("a b")).toBe("vault policy delete 'a b'");
  });
});

describe("who can do what", () => {
  test("you come first, then the newest; each set of policies is asked about once", () => {
    const { tokens, holders, places, more } = selectHolders(exampleWorld());
    expect(tokens.map(({ key }) => key)).toEqual(["batch4", "batch3", "batch2", "batch1", "service1", "root"]);
    expect([holders.length, places, more]).toEqual([2, [0, 0, 0, 0, 0, 1], 0]);
  });
  test("of many tokens the newest are shown, and you", () => {
    const many = Array.from({ length: 200 }, (_, at) => exampleToken({ key: `more${at}`, policies: [`p${at}`] }));
    const { tokens, more } = selectHolders(exampleWorld({ tokens: many }));
    expect([tokens.length, tokens[0]?.key, tokens[1]?.key, more]).toEqual([
      TOKENS_SHOWN,
      "batch4",
      "more199",
      206 - TOKENS_SHOWN,
    ]);
  });
  test("a cell has a place for each capability", () => {
    const grant = { capabilities: ["list", "read", "sudo"], rule: "a/*", by: [{ capability: "read", policies: "p" }] };
    expect([cellText(grant), grantWords(grant)]).toEqual(["·r···ls", "list, read, sudo"]);
    expect(cellText({ ...grant, capabilities: ["root"] })).toBe("root");
    expect(grantWords({ ...grant, capabilities: ["deny"] })).toBe("nothing");
  });
  test("says which rule decides", () => {
    const rule = { capabilities: ["read"], rule: "a/*", by: [{ capability: "read", policies: "p" }] };
    expect(whyText(rule, ["p"])).toBe('The nearest rule is path "a/*": read by p.');
    expect(whyText({ capabilities: ["deny"], rule: undefined, by: [] }, ["p", "q"])).toContain(
      "No rule of p, q matches",
    );
    const denied = { capabilities: ["deny"], rule: "a", by: [{ capability: "deny", policies: "q" }] };
    expect(whyText(denied, ["q"])).toBe('q denies it by path "a", and deny wins over all.');
  });
});
