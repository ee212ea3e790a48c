import { describe, expect, test } from "vitest";
import { exampleToken, exampleWorld } from "../shared/example-world.ts";
import { plainText } from "../why/phrase.ts";
import { cellText, grantWords, selectHolders, TOKENS_SHOWN, whyPhrase, type Grant } from "./matrix.ts";
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
    expect(problemsOf('path "b" {}\nrule "c" {}')[0]?.message).toBe('invalid key "rule"');
  });
  test("a capability that is none stands at its path", () => {
    expect(places('path "a" {}\n\n  path "b" {\n  capabilities = ["fly"]\n}')).toEqual([[3, 'path "b" {']]);
  });
  test("of several blocks for one path, at the one that holds it", () => {
    const ok = 'path "a" {\n  capabilities = ["read"]\n}\n';
    expect(places(`${ok}path "a" {\n  capabilities = ["fly"]\n}`)).toEqual([[4, 'path "a" {']]);
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
  const token = exampleToken({ key: "t", policies: ["p"] });
  const read = { capability: "read", rule: "a/*", policies: "p" };
  const grant = {
    capabilities: ["read", "list", "sudo"],
    by: [read, { capability: "list", rule: "a/b/*", policies: "q" }, { ...read, capability: "sudo" }],
    refused: undefined,
  };
  const whyText = (fields: Partial<Grant>) => plainText(whyPhrase({ ...grant, ...fields }, token, "a/b"));
  test("you come first, then the newest", () => {
    const { tokens, more } = selectHolders(exampleWorld());
    expect(tokens.map(({ key }) => key)).toEqual(["batch4", "batch3", "batch2", "batch1", "service1", "root"]);
    expect(more).toBe(0);
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
    expect([cellText(grant), grantWords(grant)]).toEqual(["·r···ls", "read, list, sudo"]);
    expect(["root", "open"].map((word) => cellText({ ...grant, capabilities: [word] }))).toEqual(["root", "open"]);
    expect(grantWords({ ...grant, capabilities: [] })).toBe("nothing");
  });
  test("says which rule decides, of a list the one for what is below", () => {
    expect(whyText({})).toBe("The nearest rule is a/*: read, sudo by p; for list it is a/b/*: list by q.");
    expect(whyText({ by: [{ ...read, limit: 'parameter "x" is required' }] })).toContain(
      'It asks for more of a request: parameter "x" is required.',
    );
    expect(whyText({ capabilities: ["open"], by: [] })).toContain("takes no token");
  });
  test("where nothing is granted, says what refuses: a rule, the want of one, or the token itself", () => {
    const refusedBy = (refused: Grant["refused"]) => whyText({ capabilities: [], by: [], refused });
    expect(refusedBy({ cause: "no-rule", capability: "create", policies: ["p"], missingPolicies: [] })).toBe(
      "No rule allows anything on a/b. p does not name it.",
    );
    expect(refusedBy({ cause: "denied-by-rule", policy: "q", rule: "a" })).toContain("a of q, denies it");
    expect(refusedBy({ cause: "entity", state: "disabled" })).toContain("The entity behind it is disabled");
    expect(refusedBy({ cause: "sealed" })).toContain("Vault is sealed");
  });
});
